package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.GrowingCost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory and cost of a plan's trials, found once for all trials that agree in all properties on
 * which they depend, see {@link InitKinds}. A value that grows with depth is computed for two
 * depths. An instance is used by one thread.
 */
final class Pricing {
  /** How many prices are kept; cells with equal prices are near to each other in a plan. */
  private static final int MOST_KNOWN = 2048;

  /** The shallowest network that repeats a part twice. */
  private static final int LEAST_GROWING = 3;

  private final long trialMemory;
  private final int initDimension;
  private final int depthDimension;
  private final Map<PointKey, Price> known = new HashMap<>();
  private final Map<PointKey, Growing> growing = new HashMap<>();

  /** A price, as in {@link Plan.PricedCell}. */
  record Price(TrialFeasibility.Answer feasible, Cost cost, double explicitSeconds) {}

  /**
   * @param trialMemory bytes that a trial may take
   * @param vocabulary that made the points
   */
  Pricing(long trialMemory, Vocabulary vocabulary) {
    this.trialMemory = trialMemory;
    initDimension = vocabulary.dimensionOf(Axes.INIT);
    depthDimension = vocabulary.dimensionOf(Axes.DEPTH);
  }

  /**
   * The memory and cost of a trial.
   *
   * @param point of the trial
   */
  Price of(long[] point, TrialNet net) {
    if (!remembers(net)) {
      return price(net);
    }
    int depth = net.trial().depth();
    if (depth >= LEAST_GROWING) {
      Optional<Growing> grows =
          net.alike()
              .map(alike -> alike.price(() -> grows(point, net)))
              .orElseGet(() -> grows(point, net));
      if (grows.isPresent()) {
        return grows.get().at(depth, trialMemory);
      }
    }
    return found(known, key(withoutInit(point), net), () -> price(net));
  }

  private Optional<Growing> grows(long[] point, TrialNet net) {
    if (!Growing.serves(net.trial())) {
      return Optional.empty();
    }
    long[] numbers = withoutInit(point);
    numbers[depthDimension] = PointKey.LEFT_OUT;
    return Optional.of(found(growing, key(numbers, net), () -> growing(net)));
  }

  private long[] withoutInit(long[] point) {
    long[] numbers = point.clone();
    numbers[initDimension] = PointKey.LEFT_OUT;
    return numbers;
  }

  /**
   * Expected seconds of a trial on one core.
   *
   * @param point of the trial
   */
  double seconds(long[] point, TrialNet net) {
    return remembers(net) ? of(point, net).cost().seconds() : CostModel.of(net).seconds();
  }

  private static boolean remembers(TrialNet net) {
    return net.trial().engine() != EngineKind.ND4J && net.kinds().isPresent();
  }

  private static PointKey key(long[] numbers, TrialNet net) {
    return new PointKey(numbers, List.of(net.kinds().orElseThrow(), net.trial().engine()));
  }

  /** Computes an answer. */
  private interface Answering<T> {
    T answer();
  }

  private static <T> T found(Map<PointKey, T> known, PointKey key, Answering<T> answering) {
    T found = known.get(key);
    if (found == null) {
      found = answering.answer();
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.put(key, found);
    }
    return found;
  }

  private Price price(TrialNet net) {
    Cost cost = CostModel.of(net);
    double explicit =
        net.trial().engine() == EngineKind.EXPLICIT
            ? cost.seconds()
            : CostModel.of(net.with(EngineKind.EXPLICIT)).seconds();
    return new Price(TrialFeasibility.of(net, trialMemory), cost, explicit);
  }

  private static Growing growing(TrialNet net) {
    Trial trial = net.trial();
    TrialNet least = TrialNet.of(trial.with(Axes.DEPTH, LEAST_GROWING), net.kinds());
    TrialNet next = TrialNet.of(trial.with(Axes.DEPTH, LEAST_GROWING + 1), net.kinds());
    return new Growing(
        TrialFeasibility.of(least, Long.MAX_VALUE),
        TrialFeasibility.of(next, Long.MAX_VALUE).footprint(),
        CostModel.growing(least),
        CostModel.growing(least.with(EngineKind.EXPLICIT)));
  }

  /**
   * Trials that differ in depth alone.
   *
   * @param least the answer for the shallowest network, with unlimited memory
   * @param next the memory of one more layer
   */
  record Growing(
      TrialFeasibility.Answer least, Footprint next, GrowingCost cost, GrowingCost explicit) {
    /**
     * Whether each further layer adds the same memory to a trial, and the trial's network is
     * computed once.
     */
    static boolean serves(Trial trial) {
      return trial.get(Axes.PRECISION).isEmpty()
          && !CourseSteps.trains(trial)
          && !LossScaleSearch.asked(trial)
          && !MaskCosines.asked(trial)
          && !TrialKernel.asked(trial);
    }

    Price at(int depth, long trialMemory) {
      return new Price(
          feasible(depth, trialMemory), cost.at(depth - 1), explicit.at(depth - 1).seconds());
    }

    private TrialFeasibility.Answer feasible(int depth, long trialMemory) {
      Footprint first = least.footprint();
      if (first.equals(Footprint.NONE)) {
        return least;
      }
      long more = (long) depth - LEAST_GROWING;
      Footprint footprint =
          new Footprint(
              first.heap() + more * (next.heap() - first.heap()),
              first.offHeap() + more * (next.offHeap() - first.offHeap()));
      Optional<String> tooLarge = TrialFeasibility.tooLarge(footprint.total(), trialMemory);
      return new TrialFeasibility.Answer(footprint, tooLarge.or(least::reason));
    }
  }
}
