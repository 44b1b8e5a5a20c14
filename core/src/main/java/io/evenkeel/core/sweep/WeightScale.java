package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.axis.Axes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The fan-in of a weight layer and the size of its weights, as their scheme declares it.
 *
 * @param fanIn units that feed the layer
 * @param sigmaW2 sigma_w^2, {@code fanIn} times the variance of one weight; empty if that is not
 *     finite
 */
record WeightScale(int fanIn, Optional<Double> sigmaW2) {
  /** The scales of all layers of a trial, by number; empty if there is no such network. */
  static List<WeightScale> of(Trial trial) {
    boolean impossible =
        TrialWorkload.design(trial).impossible().isPresent()
            || trial
                .get(Axes.PARAMETRIZATION)
                .unsupported(trial.readoutWidth(), trial.hiddenWidths())
                .isPresent();
    if (impossible) {
      return List.of();
    }
    IdentityHashMap<WeightLayer, WeightScale> known = new IdentityHashMap<>();
    return WeightLayers.all(TrialWorkload.of(trial).architecture()).stream()
        .map(layer -> known.computeIfAbsent(layer, WeightScale::of))
        .toList();
  }

  private static WeightScale of(WeightLayer layer) {
    double gain = layer.block().gain();
    double variance = layer.block().init().variance(layer.block().units(), layer.inputs());
    double sigmaW2 = layer.inputs() * (gain * gain * variance);
    return new WeightScale(
        layer.inputs(), Double.isFinite(sigmaW2) ? Optional.of(sigmaW2) : Optional.empty());
  }
}
