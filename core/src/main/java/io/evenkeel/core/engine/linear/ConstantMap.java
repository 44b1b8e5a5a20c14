package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;

/**
 * The linear map of a matrix with equal entries: every output is the value times the row's sum.
 *
 * <p>The sum is made in double precision. Infinities of both signs, or any with the value 0, give
 * NaN; NaN gives NaN.
 */
final class ConstantMap implements LinearMap {
  private final WeightLaw.Constant law;
  private final int batch;
  private final int in;
  private final int out;
  private final float value;
  private final WeightGradientNorm norm;

  ConstantMap(DenseLayout layout, WeightLaw.Constant law, Workspace workspace) {
    this.law = law;
    this.batch = layout.batch();
    this.in = layout.in();
    this.out = layout.out();
    value = (float) law.value();
    norm = new WeightGradientNorm(layout, workspace);
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    return new WeightSpread(law.std(out, in), true);
  }

  @Override
  public void forward(Batch x, float[] z) {
    spread(x.values(), in, z, out);
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
  public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
    if (g != null) {
      spread(d.values(), out, g.values(), in);
      g.exponent(d.exponent());
    }
    return norm.squares(d.values(), x);
  }
}
