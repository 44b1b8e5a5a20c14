package io.evenkeel.analysis.cells;

import java.util.Collections;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One trained trial: its losses, and how far training has moved its layers. */
public final class TrainedTrial {
  /** About how many points of a loss curve are kept. */
  private static final int CURVE_POINTS = 64;

  private final long seed;
  private final double floor;
  private final int steps;
  private double first = Double.NaN;
  private double last = Double.NaN;
  private final SortedMap<Integer, Double> curve = new TreeMap<>();
  private final SortedMap<Integer, double[]> changes = new TreeMap<>();

  /**
   * @param floor loss of an output that is zero
   * @param steps of training, at least 1
   */
  public TrainedTrial(long seed, double floor, int steps) {
    this.seed = seed;
    this.floor = floor;
    this.steps = steps;
  }

  /** Adds the loss after some steps; to be called in the order of steps, from 0. */
  public void addLoss(int step, double loss) {
    if (step == 0) {
      first = loss;
    }
    last = loss;
    if (step == 0 || point(step) != point(step - 1)) {
      curve.put(step, loss);
    }
  }

  private long point(int step) {
    return (long) step * CURVE_POINTS / steps;
  }

  /**
   * Adds how far a layer has moved.
   *
   * @param step after which it was measured, at least 1
   * @param layers of the network
   * @param rms root mean square of the change of the layer's outputs since step 0
   */
  public void addChange(int step, int layer, int layers, double rms) {
    changes.computeIfAbsent(step, s -> new double[layers])[layer] = rms;
  }

  /** The seed of all its draws. */
  public long seed() {
    return seed;
  }

  /** Loss of an output that is zero: what a network gives that has learned nothing. */
  public double floor() {
    return floor;
  }

  /** Loss at the last step; NaN or infinite if the trial diverged, so that it ended there. */
  public double lastLoss() {
    return last;
  }

  /** Whether the loss became NaN or infinite, or is more than twice what it was at first. */
  public boolean diverged() {
    return !(last <= 2 * first);
  }

  /** Whether the last loss is at most half of the loss of an output that is zero. */
  public boolean trained() {
    return last <= floor / 2;
  }

  /** Losses by step, at up to about sixty steps. */
  public SortedMap<Integer, Double> curve() {
    return Collections.unmodifiableSortedMap(curve);
  }

  /** A loss as a multiple of the floor; the loss itself where there is no floor above zero. */
  public double overFloor(double loss) {
    return floor > 0 ? loss / floor : loss;
  }

  /** The steps after which layers were measured, without step 0. */
  public Set<Integer> recorded() {
    return Collections.unmodifiableSet(changes.keySet());
  }

  /**
   * Mean over layers of the natural logarithm of the change of their outputs since step 0; empty if
   * a layer was not measured at that step, did not change, or has no finite change.
   *
   * @param first layer
   * @param end layer after the last
   */
  public OptionalDouble logChange(int step, int first, int end) {
    double[] ofStep = changes.get(step);
    if (ofStep == null || end > ofStep.length) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int layer = first; layer < end; layer++) {
      sum += Math.log(ofStep[layer]);
    }
    return Double.isFinite(sum) ? OptionalDouble.of(sum / (end - first)) : OptionalDouble.empty();
  }
}
