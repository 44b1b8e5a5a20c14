package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures how similar the outputs of one row of a batch are under two sets of dropout masks.
 *
 * <p>The trial's network is fed a batch that has each row twice. All rows have masks of their own;
 * those of the first half are the masks that the trial itself has. So both sets of masks are used
 * with the same weights, also in engines that do not hold weights.
 */
final class MaskCosines implements Probe {
  private final List<Double> cosines = new ArrayList<>();

  private MaskCosines() {}

  /**
   * Whether a trial has such cosines. It does not under a batch norm, whose statistics would mix
   * the two sets.
   */
  static boolean asked(Trial trial) {
    return trial.get(Axes.DROPOUT) > 0 && DoubledNet.apart(trial);
  }

  /** The network with twice the rows; empty if there is none, or an engine cannot compute it. */
  private static Optional<DoubledNet> net(Trial trial, Engine engine) {
    return asked(trial)
        ? DoubledNet.of(trial, engine, TrialWorkload.of(trial).doubled())
        : Optional.empty();
  }

  /** The memory of that network and its input. */
  static Footprint footprint(Trial trial, Engine engine) {
    return net(trial, engine).map(DoubledNet::footprint).orElse(Footprint.NONE);
  }

  /** The cost of these cosines; none without dropout. */
  static Cost cost(Trial trial) {
    return asked(trial)
        ? Engines.cost(trial.engine(), TrialWorkload.of(trial).doubled())
        : Cost.NONE;
  }

  /**
   * Feeds the batch through that network and computes the cosines.
   *
   * @param input of the trial's batch
   * @param memory for the network; it is taken back afterwards
   * @return by weight layer, mean over rows: of the stream where a layer ends a residual block, of
   *     the layer's own output elsewhere; NaN within a block, with a row of zeros or a value that
   *     is not finite. Empty where there is no such network
   */
  static List<Double> of(Trial trial, float[] input, Memory memory) {
    MaskCosines probe = new MaskCosines();
    net(trial, TrialWorkload.engine(trial)).ifPresent(net -> net.feed(input, memory, probe));
    return probe.cosines;
  }

  private static double cosine(Tensor values) {
    int rows = values.rows() / 2;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += cosine(values, row, row + rows);
    }
    return sum / rows;
  }

  private static double cosine(Tensor values, int first, int second) {
    float[] all = values.values();
    int units = values.units();
    double product = 0;
    double ofFirst = 0;
    double ofSecond = 0;
    for (int i = 0; i < units; i++) {
      double a = all[first * units + i];
      double b = all[second * units + i];
      product += a * b;
      ofFirst += a * a;
      ofSecond += b * b;
    }
    return product / (Math.sqrt(ofFirst) * Math.sqrt(ofSecond));
  }

  @Override
  public void preActivation(PreActivation event) {
    // The output is what is compared.
  }

  @Override
  public void layerOutput(LayerOutput event) {
    boolean inside = event.site().residual() != Site.NONE;
    cosines.add(inside ? Double.NaN : cosine(event.values()));
  }

  @Override
  public void blockOutput(BlockOutput event) {
    cosines.set(cosines.size() - 1, cosine(event.stream()));
  }

  @Override
  public void outputGradient(OutputGradient event) {
    throw new IllegalStateException("masks are compared on the way forward only");
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    throw new IllegalStateException("masks are compared on the way forward only");
  }
}
