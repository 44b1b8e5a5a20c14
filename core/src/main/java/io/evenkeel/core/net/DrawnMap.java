package io.evenkeel.core.net;

/** A linear map whose weights, or those that are not zero, have been drawn. */
abstract class DrawnMap implements LinearMap {
  final Scratch scratch;
  final int batch;
  final int in;
  final int out;
  private final WeightGradientNorm norm;

  /** Set by {@link #draw}. */
  double weightStd;

  DrawnMap(Scratch scratch, int in, int out) {
    this.scratch = scratch;
    this.batch = scratch.batch();
    this.in = in;
    this.out = out;
    norm = new WeightGradientNorm(scratch, in, out);
  }

  @Override
  public final double weightStd() {
    return weightStd;
  }

  @Override
  public final boolean weightStdDeclared() {
    return false;
  }

  @Override
  public final double weightGradientSquares(ScaledGradient d, Batch x) {
    return norm.squares(d.values, x);
  }

  @Override
  public final double preGradientSquares() {
    return norm.preGradientSquares();
  }
}
