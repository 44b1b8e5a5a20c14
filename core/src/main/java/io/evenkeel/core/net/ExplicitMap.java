package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Floats;

/** A linear map whose weights are all drawn. */
final class ExplicitMap implements LinearMap {
  private final Scratch scratch;
  private final int in;
  private final int out;
  private final Floats weights;
  private final WeightGradientNorm norm;
  private double weightStd;

  ExplicitMap(Scratch scratch, int in, int out) {
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    weights = new Floats((long) in * out);
    norm = new WeightGradientNorm(scratch, in, out);
  }

  @Override
  public void draw(Network network, int layer) {
    float[] drawn = scratch.weights();
    network.weights(layer, out, in, drawn);
    weights.put(drawn, out * in);
    weightStd = scratch.weightSpread().std(drawn, weights, out, in);
  }

  @Override
  public double weightStd() {
    return weightStd;
  }

  @Override
  public boolean weightStdDeclared() {
    return false;
  }

  @Override
  public void forward(Batch x, float[] z) {
    int batch = scratch.batch();
    scratch.left().put(x.values, batch * in);
    Blas.timesTransposed(scratch.left(), weights, scratch.right(), batch, in, out);
    scratch.right().get(z, batch * out);
  }

  @Override
  public double weightGradientSquares(ScaledGradient d, Batch x) {
    return norm.squares(d.values, x);
  }

  @Override
  public double preGradientSquares() {
    return norm.preGradientSquares();
  }

  @Override
  public void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
    int batch = scratch.batch();
    Blas.times(d.copy, weights, g.copy, batch, out, in);
    g.setFromCopy(d.exponent, batch * in);
  }

  @Override
  public void close() {
    weights.close();
  }
}
