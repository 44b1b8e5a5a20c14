package io.evenkeel.core.theory.block;

/**
 * Each value set to 0 with probability 1 - keep, else divided by keep, with masks of its own for
 * each row: squares grow by 1 / keep, products between rows stay.
 *
 * @param keep above 0, at most 1
 */
record Dropout(double keep) implements Step {
  @Override
  public Passed pass(Moments in) {
    return new Passed(
        new Moments(in.mean(), in.square() / keep, in.product(), law(in.law())), 1 / keep);
  }

  private UnitLaw law(UnitLaw in) {
    if (keep == 1) {
      return in;
    }
    return in.pointwise() ? UnitLaw.of(() -> in.points().dropped(keep)) : UnitLaw.UNKNOWN;
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    return out.times(1 / keep, 1);
  }
}
