package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.Rounding;
import java.util.Optional;

/** Inverted dropout. */
final class DropoutOp extends Op {
  private static final Extent ONE_DROPOUT = new Extent(0, 0, 1);

  private final double p;
  private final int length;
  private final Batch output;
  private final float[] mask;
  private final boolean halvesAlike;
  private final Optional<Rounding> rounding;

  /**
   * @param length values of the batch
   * @param output receives the result; null to overwrite the input
   * @param mask an array for the factor of each value
   * @param halvesAlike whether the second half of the rows has the masks of the first
   * @param rounding how the output and its gradient are rounded, if they are
   */
  DropoutOp(
      double p,
      int length,
      Batch output,
      float[] mask,
      boolean halvesAlike,
      Optional<Rounding> rounding) {
    super(ONE_DROPOUT);
    this.halvesAlike = halvesAlike;
    this.p = p;
    this.length = length;
    this.output = output;
    this.mask = mask;
    this.rounding = rounding;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    int drawn = halvesAlike ? length / 2 : length;
    pass.draws().masks(position.before().dropouts(), mask, drawn);
    System.arraycopy(mask, 0, mask, drawn, length - drawn);
    float kept = (float) (1 / (1 - p));
    for (int i = 0; i < length; i++) {
      mask[i] = mask[i] < p ? 0f : kept;
    }
    Batch y = output == null ? x : output;
    float[] from = x.values();
    float[] to = y.values();
    for (int i = 0; i < length; i++) {
      to[i] = from[i] * mask[i];
    }
    rounding.ifPresent(r -> r.result(to, length));
    y.changed();
    return y;
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    rounding.ifPresent(r -> r.gradient(gradient.current(), length));
    gradient.other().setProduct(gradient.current(), mask, length);
    gradient.swap();
  }
}
