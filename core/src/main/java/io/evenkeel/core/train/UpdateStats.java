package io.evenkeel.core.train;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.OptionalDouble;

/**
 * The change of a layer's weights by one step.
 *
 * @param ratio root mean square of the change relative to that of the weights before
 * @param lost share of the weights with a gradient that did not change, because the update was
 *     below half an ulp of the weight; empty for weights that are not rounded
 */
public record UpdateStats(double ratio, OptionalDouble lost) {
  static UpdateStats of(float[] before, float[] after, float[] gradient, int length) {
    ScanKernel scans = Kernels.scans();
    double changes = scans.squaredDistance(after, before, length);
    double weights = scans.sums(before, 0, length).squares();
    double unmoved = scans.same(after, before, gradient, length);
    return new UpdateStats(Math.sqrt(changes / weights), OptionalDouble.of(unmoved / length));
  }
}
