package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;
import java.util.List;

/**
 * Equal parts in a row, each with weights of its own: the depth of a net is a number here, so that
 * planning looks at one part instead of a thousand.
 *
 * @param times how many, at least 0
 * @param blocks one part; gives as many units as it takes
 */
public record Repeat(int times, List<Block> blocks) implements Block {
  /**
   * Copies {@code blocks}.
   *
   * @throws SpecException if {@code times} is negative
   */
  public Repeat {
    if (times < 0) {
      throw new SpecException("a part must be repeated at least 0 times, got " + times);
    }
    blocks = List.copyOf(blocks);
  }

  @Override
  public int unitsAfter(int units) {
    int after = Architecture.unitsAfter(blocks, units);
    if (after != units) {
      throw new SpecException(
          "a part that is repeated takes %s units and gives %s".formatted(units, after));
    }
    return after;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.repeat(this);
  }
}
