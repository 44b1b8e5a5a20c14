package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;

/**
 * The linear map of the identity matrix: {@code x W^T = x}.
 *
 * <p>As in float32 arithmetic with the matrix, an infinity is multiplied by the zeros off the
 * diagonal and makes those outputs NaN; NaN makes the whole row NaN.
 */
final class IdentityMap implements LinearMap {
  private static final WeightLaw LAW = new WeightLaw.Identity();

  private final int batch;
  private final int units;
  private final WeightGradientNorm norm;

  IdentityMap(DenseLayout layout, Workspace workspace) {
    this.batch = layout.batch();
    this.units = layout.in();
    norm = new WeightGradientNorm(layout, workspace);
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    return new WeightSpread(LAW.std(units, units), true);
  }

  @Override
  public void forward(Batch x, float[] z) {
    copy(x.values(), z);
  }

  private void copy(float[] x, float[] z) {
    System.arraycopy(x, 0, z, 0, batch * units);
    for (int row = 0; row < batch; row++) {
      meetZeros(z, row * units, (row + 1) * units);
    }
  }

  private static void meetZeros(float[] z, int from, int to) {
    int nonFinite = 0;
    int last = from;
    for (int i = from; i < to; i++) {
      if (!(Math.abs(z[i]) < Float.POSITIVE_INFINITY)) {
        nonFinite++;
        last = i;
      }
    }
    if (nonFinite > 0) {
      float entry = nonFinite == 1 ? z[last] : Float.NaN;
      Arrays.fill(z, from, to, Float.NaN);
      z[last] = entry;
    }
  }

  @Override
  public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
    if (g != null) {
      copy(d.values(), g.values());
      g.exponent(d.exponent());
    }
    return norm.squares(d.values(), x);
  }
}
