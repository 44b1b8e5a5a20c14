package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;
import java.util.List;

/**
 * A residual block: {@code x' = exit(skip x + scale branch(x))}.
 *
 * @param skip factor of the stream, finite: 1, or DeepNorm's alpha
 * @param scale factor of the branch, finite
 * @param branch what is computed beside the stream; gives as many units as it takes
 * @param exit what the sum goes through: an activation (ResNet v1), a norm (post-LN), or nothing
 */
public record Residual(double skip, double scale, List<Block> branch, List<Block> exit)
    implements Block {
  /**
   * Copies the lists.
   *
   * @throws SpecException if a factor is not finite
   */
  public Residual {
    if (!Double.isFinite(skip)) {
      throw new SpecException("a residual block's skip must be finite, got " + skip);
    }
    if (!Double.isFinite(scale)) {
      throw new SpecException("a residual block's scale must be finite, got " + scale);
    }
    branch = List.copyOf(branch);
    exit = List.copyOf(exit);
  }

  @Override
  public int unitsAfter(int units) {
    int after = Architecture.unitsAfter(branch, units);
    if (after != units) {
      throw new SpecException(
          "a residual block with %s units has a branch that gives %s".formatted(units, after));
    }
    return Architecture.unitsAfter(exit, units);
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.residual(this);
  }
}
