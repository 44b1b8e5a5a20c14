package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.norm.GroupMeans;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.probe.Normalized;

/** A normalisation of a batch. */
final class NormalizeOp extends Op {
  private final Norm norm;
  private final Batch output;
  private final double[] factors;
  private final Shared<double[]> wide;
  private final Shared<double[]> means;
  private final Shared<double[]> products;

  /**
   * @param factors an array for the factor of each group's values
   * @param wide scratch memory for a gradient in double precision
   * @param means scratch memory for a number per group
   * @param products scratch memory for another number per group
   */
  NormalizeOp(
      Norm norm,
      Batch output,
      double[] factors,
      Shared<double[]> wide,
      Shared<double[]> means,
      Shared<double[]> products) {
    super(Extent.NONE);
    this.norm = norm;
    this.output = output;
    this.factors = factors;
    this.wide = wide;
    this.means = means;
    this.products = products;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    norm.forward(x.values(), output.rows(), output.units(), output.values(), factors, groupMeans());
    output.changed();
    pass.probe().normalized(summary(position));
    return output;
  }

  private GroupMeans groupMeans() {
    return new GroupMeans(means.get(), products.get());
  }

  private Normalized summary(Position position) {
    int groups = norm.groups(output.rows(), output.units());
    double squares = 0;
    double shares = 0;
    for (int i = 0; i < groups; i++) {
      double inverseSquare = factors[i] * factors[i];
      squares += 1 / inverseSquare;
      shares += norm.eps() * inverseSquare;
    }
    return new Normalized(position.noLayer(), Math.sqrt(squares / groups), shares / groups);
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    ScaledGradient g = gradient.current();
    double[] result = wide.get();
    norm.backward(
        output.values(), factors, g.values(), output.rows(), output.units(), result, groupMeans());
    gradient.other().set(result, output.length(), g.exponent());
    gradient.swap();
  }
}
