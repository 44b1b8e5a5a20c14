package io.evenkeel.core.theory.block;

/**
 * Each value set to 0 with probability 1 - keep, else divided by keep, with masks of its own for
 * each row: squares grow by 1 / keep, products between rows stay.
 *
 * @param keep above 0, at most 1
 */
public record Dropout(double keep) implements Step {
  @Override
  public Passed pass(Moments in) {
    Moments out =
        new Moments(in.mean(), in.square() / keep, in.product(), in.normal() && keep == 1);
    return new Passed(out, 1 / keep);
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    return out.times(1 / keep, 1);
  }
}
