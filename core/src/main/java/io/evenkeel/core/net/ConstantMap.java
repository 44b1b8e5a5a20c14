package io.evenkeel.core.net;

import io.evenkeel.core.law.WeightLaw;
import java.util.Arrays;

/**
 * The linear map of a matrix with equal entries: every output is the value times the row's sum.
 *
 * <p>The sum is made in double precision. Infinities of both signs, or any with the value 0, give
 * NaN; NaN gives NaN.
 */
final class ConstantMap implements LinearMap {
  private final int batch;
  private final int in;
  private final int out;
  private final WeightGradientNorm norm;
  private float value;

  ConstantMap(Scratch scratch, int in, int out) {
    this.batch = scratch.batch();
    this.in = in;
    this.out = out;
    norm = new WeightGradientNorm(scratch, in, out);
  }

  @Override
  public void draw(Network network, int layer) {
    value = (float) ((WeightLaw.Constant) network.law(layer, out, in)).value();
  }

  @Override
  public double weightStd() {
    return new WeightLaw.Constant(value).std(out, in);
  }

  @Override
  public boolean weightStdDeclared() {
    return true;
  }

  @Override
  public void forward(Batch x, float[] z) {
    spread(x.values, in, z, out);
  }

  private void spread(float[] from, int units, float[] to, int copies) {
    for (int row = 0; row < batch; row++) {
      double sum = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        sum += from[i];
      }
      Arrays.fill(to, row * copies, (row + 1) * copies, (float) (value * sum));
    }
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
    spread(d.values, out, g.values, in);
    g.exponent = d.exponent;
  }

  @Override
  public void close() {}
}
