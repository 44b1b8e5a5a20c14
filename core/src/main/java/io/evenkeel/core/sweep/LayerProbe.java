package io.evenkeel.core.sweep;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.kernel.ScanKernel.Range;
import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.Narrowed;
import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.probe.Tensor;
import io.evenkeel.core.probe.WeightSpread;
import io.evenkeel.core.stats.ExponentCounter;
import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.MomentAccumulator;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes, from the tensors of one step's passes, the statistics that are kept of each weight
 * layer.
 */
final class LayerProbe implements Probe {
  /** A unit is saturated if its slope is at most this. */
  private static final float SATURATED_SLOPE = 0.01f;

  private static final ScanKernel SCANS = Kernels.scans();

  private final MomentAccumulator moments = new MomentAccumulator();
  private final ExponentCounter exponents = new ExponentCounter();
  private final List<Measured> layers = new ArrayList<>();

  /** The last layer of each residual block. */
  private final List<Integer> blockEnds = new ArrayList<>();

  private final Optional<Twin> twin;

  /**
   * @param twin outputs of the same network in float32; empty for that network itself
   */
  LayerProbe(Optional<Twin> twin) {
    this.twin = twin;
  }

  /** The measurements of one layer so far. */
  private static final class Measured {
    private LayerStats pre;
    private WeightSpread weights;
    private LayerStats act;
    private ExponentCounts exponents;
    private long saturated;
    private double cosine;
    private double cosineMagnitude;
    private OutputStats gradient;
    private Optional<GradientStats> gradients = Optional.empty();
    private Optional<StreamStats> block = Optional.empty();
    private Optional<Normalized> norm = Optional.empty();
    private boolean insideBranch;
    private long flushed;
    private long overflows;
    private Optional<NarrowStats> narrow = Optional.empty();

    private LayerResult result(int layer) {
      return new LayerResult(
          layer,
          pre,
          act,
          exponents,
          saturated,
          cosine,
          cosineMagnitude,
          weights.std(),
          weights.declared(),
          gradients,
          insideBranch ? block : Optional.of(output()),
          norm,
          narrow);
    }

    /** The statistics of the stream where it is the layer's output. */
    private StreamStats output() {
      return new StreamStats(
          act,
          cosine,
          cosineMagnitude,
          Optional.empty(),
          gradients.map(stats -> new StreamStats.Gradient(stats.std(), stats.rms())));
    }
  }

  /** The measurements of the gradient at a layer's output. */
  private record OutputStats(
      LayerStats stats, double largest, long exponent, ExponentCounts exponents, boolean lost) {}

  private Measured at(int layer) {
    while (layers.size() <= layer) {
      layers.add(new Measured());
    }
    return layers.get(layer);
  }

  @Override
  public void preActivation(PreActivation event) {
    Measured layer = at(event.site().layer());
    layer.insideBranch = event.site().residual() != Site.NONE;
    moments.reset();
    moments.add(event.values().values(), event.values().length());
    layer.pre = moments.stats();
    layer.weights = event.weights();
  }

  @Override
  public void layerOutput(LayerOutput event) {
    Measured layer = at(event.site().layer());
    int n = event.values().length();
    moments.reset();
    moments.add(event.values().values(), n, event.sums());
    layer.act = moments.stats();
    layer.exponents = exponents.of(event.values().values(), n, 0, layer.act.zeros());
    layer.saturated =
        event.slopes().map(slopes -> SCANS.atMost(slopes.values(), n, SATURATED_SLOPE)).orElse(0);
    layer.cosine = event.sums().meanRowCosine();
    layer.cosineMagnitude = event.sums().meanRowCosineMagnitude();
    layer.narrow =
        twin.map(
            outputs ->
                new NarrowStats(
                    outputs.distance(event.site().layer(), event.values()),
                    layer.flushed,
                    layer.overflows));
  }

  @Override
  public void narrowed(Narrowed event) {
    Measured layer = at(event.site().layer());
    layer.flushed = event.flushed();
    layer.overflows += event.overflows();
  }

  @Override
  public void outputGradient(OutputGradient event) {
    Tensor gradient = event.gradient();
    int n = gradient.length();
    moments.reset();
    boolean finite = moments.addWithoutExtremes(gradient.values(), n);
    LayerStats output = moments.stats();
    double largest = Math.max(output.max(), -output.min());
    double least = 0;
    if (finite) {
      Range magnitudes = SCANS.magnitudes(gradient.values(), n);
      largest = magnitudes.max();
      least = magnitudes.min();
    }
    at(event.site().layer()).gradient =
        new OutputStats(
            output,
            largest,
            gradient.exponent(),
            exponents.of(gradient.values(), n, gradient.exponent()),
            lostInFloat32(gradient.values(), n, gradient.exponent(), least, largest));
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    Measured layer = at(event.site().layer());
    OutputStats output = layer.gradient;
    double n = event.gradient().length();
    long exponent = event.gradient().exponent();
    double weights = (double) event.gradient().units() * event.fanIn();
    layer.gradients =
        Optional.of(
            new GradientStats(
                new Scaled(output.stats().std(), output.exponent()),
                new Scaled(output.stats().rms(), output.exponent()),
                new Scaled(output.largest(), output.exponent()),
                new Scaled(Math.sqrt(event.squares() / n), exponent),
                new Scaled(Math.sqrt(event.weights().squares() / weights), exponent),
                output.exponents(),
                output.stats().nans() + output.stats().infinities(),
                output.lost()));
  }

  @Override
  public void normalized(Normalized event) {
    if (!layers.isEmpty()) {
      last().norm = Optional.of(event);
    }
  }

  @Override
  public void blockOutput(BlockOutput event) {
    Tensor stream = event.stream();
    moments.reset();
    moments.add(stream.values(), stream.length(), event.sums());
    StreamStats.Branch branch =
        new StreamStats.Branch(
            Math.sqrt(event.branchSquares() / stream.length()),
            event.branchSquares() / event.sumSquares());
    last().block =
        Optional.of(
            new StreamStats(
                moments.stats(),
                event.sums().meanRowCosine(),
                event.sums().meanRowCosineMagnitude(),
                Optional.of(branch),
                Optional.empty()));
    blockEnds.add(layers.size() - 1);
  }

  @Override
  public void blockGradient(BlockGradient event) {
    Tensor gradient = event.gradient();
    moments.reset();
    moments.addWithoutExtremes(gradient.values(), gradient.length());
    LayerStats stats = moments.stats();
    Measured layer = layers.get(blockEnds.get(event.site().residual()));
    layer.block =
        layer.block.map(
            stream ->
                stream.with(
                    new StreamStats.Gradient(
                        new Scaled(stats.std(), gradient.exponent()),
                        new Scaled(stats.rms(), gradient.exponent()))));
  }

  private Measured last() {
    return layers.get(layers.size() - 1);
  }

  /** The layers, in order; with gradients if there was a backward pass. */
  List<LayerResult> layers() {
    List<LayerResult> results = new ArrayList<>();
    for (Measured layer : layers) {
      results.add(layer.result(results.size()));
    }
    return results;
  }

  /**
   * Whether an entry, not zero as carried here, is zero, subnormal or infinite as a float32.
   *
   * @param least lower bound of all magnitudes
   */
  private boolean lostInFloat32(
      float[] gradient, int length, long exponent, double least, double largest) {
    if (Math.getExponent(largest) + exponent > Float.MAX_EXPONENT) {
      return true;
    }
    long smallest = Float.MIN_EXPONENT - exponent;
    if (Math.getExponent(least) >= smallest) {
      return false;
    }
    double leastNonZero = SCANS.leastNonZero(gradient, length);
    return leastNonZero < Float.MAX_VALUE && Math.getExponent(leastNonZero) < smallest;
  }
}
