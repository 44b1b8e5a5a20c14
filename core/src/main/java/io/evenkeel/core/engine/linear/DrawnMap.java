package io.evenkeel.core.engine.linear;

/** A linear map whose weights have been drawn, all of them or the non-zeros. */
abstract class DrawnMap implements LinearMap {
  final DenseLayout layout;
  final int batch;
  final int in;
  final int out;
  private final WeightGradientNorm norm;

  DrawnMap(DenseLayout layout, Workspace workspace) {
    this.layout = layout;
    this.batch = layout.batch();
    this.in = layout.in();
    this.out = layout.out();
    norm = new WeightGradientNorm(layout, workspace);
  }

  /**
   * The backward product.
   *
   * @param g receives values and exponent of {@code d W}
   */
  abstract void inputGradient(ScaledGradient d, ScaledGradient g);

  @Override
  public final GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
    GradientSquares squares = norm.squares(d.values(), x);
    if (g != null) {
      inputGradient(d, g);
    }
    return squares;
  }
}
