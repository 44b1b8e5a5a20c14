package io.evenkeel.core.train;

import java.util.OptionalDouble;

/**
 * What one step did to a layer's weights.
 *
 * @param ratio root mean square of the change over that of the weights before
 * @param lost share of the weights that have a gradient and did not change: the update was below
 *     half an ulp of the weight; empty of weights that are not rounded
 */
public record UpdateStats(double ratio, OptionalDouble lost) {
  static UpdateStats of(float[] before, float[] after, float[] gradient, int length) {
    double changes = 0;
    double weights = 0;
    long unmoved = 0;
    for (int i = 0; i < length; i++) {
      double change = (double) after[i] - before[i];
      changes += change * change;
      weights += (double) before[i] * before[i];
      if (change == 0 && gradient[i] != 0) {
        unmoved++;
      }
    }
    return new UpdateStats(
        Math.sqrt(changes / weights), OptionalDouble.of((double) unmoved / length));
  }
}
