package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * A weight layer: {@code z = x W^T + b} with W {@code [units][inputs]} and b {@code [units]}.
 *
 * @param units of the output, at least 1
 * @param init scheme of W
 * @param bias scheme of b, drawn as a {@code [units][1]} matrix; empty for no bias
 * @param gain factor of every drawn weight, finite; 1 leaves them as they are
 */
public record Dense(int units, Initializer init, Optional<Initializer> bias, double gain)
    implements Block {

  /**
   * @throws SpecException if a number is not allowed
   */
  public Dense {
    if (units < 1) {
      throw new SpecException("a layer's width must be at least 1, got " + units);
    }
    if (!Double.isFinite(gain)) {
      throw new SpecException("a layer's gain must be finite, got " + gain);
    }
  }

  /** A layer whose weights are as they are drawn. */
  public Dense(int units, Initializer init, Optional<Initializer> bias) {
    this(units, init, bias, 1);
  }

  /**
   * The law under which the layer can be computed without its matrix; empty if none is known.
   *
   * @param inputs units that feed the layer
   */
  public Optional<WeightLaw> law(int inputs) {
    Optional<WeightLaw> law = init.law(units, inputs);
    return gain == 1 ? law : law.flatMap(drawn -> drawn.times(gain));
  }

  @Override
  public int unitsAfter(int units) {
    return this.units;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.dense(this);
  }
}
