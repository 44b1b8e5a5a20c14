package io.evenkeel.core.theory.block;

import java.util.List;

/**
 * Steps one after the other: moments go through all, gradient factors multiply.
 *
 * @param steps from the first to the last; none is the identity
 */
record Serial(List<Step> steps) implements Step {
  /** Copies the list. */
  public Serial {
    steps = List.copyOf(steps);
  }

  /** These steps one after the other. */
  public static Serial of(Step... steps) {
    return new Serial(List.of(steps));
  }

  @Override
  public Passed pass(Moments in) {
    Moments moments = in;
    double gradient = 1;
    for (Step step : steps) {
      Passed passed = step.pass(moments);
      moments = passed.moments();
      gradient *= passed.gradient();
    }
    return new Passed(moments, gradient);
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    Moments[] inputs = new Moments[steps.size()];
    Moments moments = in;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = moments;
      moments = steps.get(i).pass(moments).moments();
    }
    Gradient gradient = out;
    for (int i = inputs.length - 1; i >= 0; i--) {
      gradient = steps.get(i).back(inputs[i], gradient);
    }
    return gradient;
  }
}
