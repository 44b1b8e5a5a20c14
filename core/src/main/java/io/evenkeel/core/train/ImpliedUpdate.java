package io.evenkeel.core.train;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.ImpliedWeights;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.WeightSquares;
import io.evenkeel.core.probe.PreActivationGradient;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Changes weights that are not held, by a linear rule: the rule is applied to their coefficients,
 * in float64. No weight is rounded, so no update is lost.
 */
final class ImpliedUpdate implements LayerUpdate {
  private final Optimizer optimizer;
  private final ImpliedWeights weights;
  private final double count;
  private WeightSquares before;
  private WeightSquares change;

  ImpliedUpdate(Optimizer optimizer, LayerWeights layer, ImpliedWeights weights) {
    if (!optimizer.linear()) {
      throw new IllegalArgumentException(optimizer.spec() + " needs weights that are held");
    }
    this.optimizer = optimizer;
    this.weights = weights;
    count = (double) layer.units() * layer.fanIn();
  }

  @Override
  public void take(PreActivationGradient event) {
    weights.formGradient();
  }

  @Override
  public void change(StepSize size, int step, GradientScale scale, boolean measuring) {
    double[] coefficients = weights.coefficients();
    double[] gradient = weights.gradient();
    double[] old = weights.room();
    int length = weights.length();
    scale.apply(gradient, length);
    if (measuring) {
      System.arraycopy(coefficients, 0, old, 0, length);
    }
    optimizer.step(size, step, coefficients, gradient, weights.arrays(), length);
    if (measuring) {
      before = weights.squares(old);
      for (int i = 0; i < length; i++) {
        old[i] = coefficients[i] - old[i];
      }
      change = weights.squares(old);
    }
  }

  @Override
  public Supplier<WeightMove> move(Draws draws, int layer, boolean updated) {
    double[] moved = weights.room();
    System.arraycopy(weights.coefficients(), 0, moved, 0, weights.length());
    // The weights of the draw have no coefficient but the last, which is 1.
    moved[weights.length() - 1] -= 1;
    WeightSquares all = weights.squares(moved);
    WeightSquares ofChange = change;
    WeightSquares ofBefore = before;
    return () -> {
      double squares = weights.squaresOfNormals(draws, layer);
      double rms = Math.sqrt(all.value(squares) / count);
      if (!updated) {
        return new WeightMove(rms, Optional.empty());
      }
      double ratio = Math.sqrt(ofChange.value(squares) / ofBefore.value(squares));
      return new WeightMove(rms, Optional.of(new UpdateStats(ratio, OptionalDouble.empty())));
    };
  }
}
