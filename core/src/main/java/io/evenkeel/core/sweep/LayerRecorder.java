package io.evenkeel.core.sweep;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.kernel.ScanKernel.Range;
import io.evenkeel.core.net.PropagationObserver;
import io.evenkeel.core.stats.BatchSums;
import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.MomentAccumulator;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the tensors of one trial's passes into the statistics that are kept of them. */
final class LayerRecorder implements PropagationObserver {
  /** A unit whose slope is at most this is called saturated. */
  private static final float SATURATED_SLOPE = 0.01f;

  private static final ScanKernel SCANS = Kernels.scans();

  private final MomentAccumulator moments = new MomentAccumulator();
  private final List<LayerResult> forward = new ArrayList<>();
  private final List<GradientStats> backwardFromLast = new ArrayList<>();
  private final List<Integer> fanIn = new ArrayList<>();
  private double weightStd;
  private boolean weightStdDeclared;
  private int units;

  /** Forgets the last trial. */
  void start(int inputWidth) {
    forward.clear();
    backwardFromLast.clear();
    fanIn.clear();
    units = inputWidth;
  }

  @Override
  public void weights(int layer, double std, boolean declared) {
    weightStd = std;
    weightStdDeclared = declared;
    fanIn.add(units);
  }

  @Override
  public void forward(
      int layer, int batch, int units, float[] pre, float[] act, float[] slope, BatchSums actSums) {
    this.units = units;
    int n = batch * units;
    forward.add(
        new LayerResult(
            layer,
            pre(pre, n),
            act(act, n, actSums),
            SCANS.atMost(slope, n, SATURATED_SLOPE),
            actSums.meanRowCosine(),
            weightStd,
            weightStdDeclared,
            Optional.empty()));
  }

  @Override
  public void backward(
      int layer,
      int batch,
      int units,
      float[] gradient,
      long exponent,
      float[] preGradient,
      long preExponent,
      double preSquares,
      double weightSquares) {
    int n = batch * units;
    moments.reset();
    boolean finite = moments.addWithoutExtremes(gradient, n);
    LayerStats output = moments.stats();
    double largest = Math.max(output.max(), -output.min());
    double least = 0;
    if (finite) {
      Range magnitudes = SCANS.magnitudes(gradient, n);
      largest = magnitudes.max();
      least = magnitudes.min();
    }
    double weightRms = Math.sqrt(weightSquares / ((double) units * fanIn.get(layer)));
    backwardFromLast.add(
        new GradientStats(
            new Scaled(output.std(), exponent),
            new Scaled(output.rms(), exponent),
            new Scaled(largest, exponent),
            new Scaled(Math.sqrt(preSquares / n), preExponent),
            new Scaled(weightRms, preExponent),
            output.nans() + output.infinities(),
            lostInFloat32(gradient, n, exponent, least, largest)));
  }

  /** The layers of the trial, in order, with gradients where a backward pass was made. */
  List<LayerResult> layers() {
    List<LayerResult> layers = new ArrayList<>(forward);
    int last = layers.size() - 1;
    for (int i = 0; i < backwardFromLast.size(); i++) {
      layers.set(last - i, layers.get(last - i).with(backwardFromLast.get(i)));
    }
    return layers;
  }

  private LayerStats pre(float[] x, int length) {
    moments.reset();
    moments.add(x, length);
    return moments.stats();
  }

  private LayerStats act(float[] x, int length, BatchSums sums) {
    moments.reset();
    moments.add(x, length, sums);
    return moments.stats();
  }

  /**
   * Whether an entry, not zero as carried here, is zero, subnormal or infinite as a float32.
   *
   * @param least no magnitude is below this
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
