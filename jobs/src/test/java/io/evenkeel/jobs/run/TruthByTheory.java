package io.evenkeel.jobs.run;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.theory.Jumps;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.core.theory.SeedSpread;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What is true of a cell of wide layers by mean-field theory, layer by layer, with the drift and
 * the spread that a finite width adds. None of it comes from a trial. Gradients are taken to come
 * from outside: a loss's hang together with the activations where outputs are large. Theory of a
 * finite width is of first order: a share counts as above a bound if it is so within {@value
 * #SHARE}, a slope within a tenth, a change within {@value #DECADES} decades.
 *
 * @param layers hidden ones
 * @param jumps whether the activation jumps
 */
record TruthByTheory(List<LayerPrediction> layers, boolean jumps) {
  private static final double SHARE = 0.05;
  private static final double DECADES = 0.2;
  private static final double SLOPE = 1.1;
  private static final double TOLERATED = Thresholds.DEFAULT.toleratedShare();
  private static final int SHALLOWEST = 8;

  static KnownTruth of(Cell cell) {
    Optional<Initializer> bias =
        cell.bias().equals("none")
            ? Optional.empty()
            : Optional.of(Initializers.CATALOG.create(Spec.parse(cell.bias())));
    Activation activation = Activations.CATALOG.create(Spec.parse(cell.activation()));
    List<LayerPrediction> layers =
        Prediction.of(
                activation,
                Initializers.CATALOG.create(Spec.parse(cell.init())),
                bias,
                MlpShape.of(cell.batch(), cell.inputWidth(), cell.width(), cell.depth(), 0),
                false)
            .orElseThrow()
            .layers();
    TruthByTheory truth = new TruthByTheory(layers, !Jumps.places(activation).isEmpty());
    boolean overflows = truth.last().actRms() > Float.MAX_VALUE;
    KnownTruth.Part lost = KnownTruth.Part.of(Set.of(Verdict.NON_FINITE));
    return new KnownTruth(
        "theory",
        overflows ? lost : truth.signal(layer -> Math.log10(layer.actStd()), 1),
        overflows ? lost : truth.signal(LayerPrediction::log10GradRms, -1),
        overflows || cell.batch() == 1
            ? new KnownTruth.Part("-", Set.of())
            : KnownTruth.Part.of(truth.inputs()),
        new KnownTruth.Part(
            overflows ? "100.0" : "0.0", Set.of(overflows ? Verdict.NON_FINITE : Verdict.FINITE)));
  }

  private int depth() {
    return layers.size();
  }

  private LayerPrediction last() {
    return layers.get(depth() - 1);
  }

  private double allowed() {
    return Thresholds.DEFAULT.decadesAllowed(depth());
  }

  /** What the finite width adds to the mean change, in decades. */
  private double drift(SeedSpread spread) {
    double meanField = Math.log10(last().actRms() / layers.get(0).actRms());
    return spread.mean() / Math.log(10) - meanField;
  }

  private KnownTruth.Part signal(ToDoubleFunction<LayerPrediction> log10, int sense) {
    double[] y = layers.stream().mapToDouble(log10).toArray();
    SeedSpread spread = last().spread().orElseThrow();
    double change = sense * (y[depth() - 1] - y[0]) + drift(spread);
    NormalDistribution law =
        new NormalDistribution(null, change, Math.max(spread.std() / Math.log(10), 1e-9));
    double below = law.cumulativeProbability(-allowed());
    double above = 1 - law.cumulativeProbability(allowed());
    double within = 1 - below - above;
    Set<Verdict> right = EnumSet.noneOf(Verdict.class);
    boolean stays = within >= 1 - TOLERATED - SHARE;
    add(right, Verdict.STABLE, stays);
    add(right, Verdict.SPLIT, Math.max(within, Math.max(below, above)) <= 1 - TOLERATED + SHARE);
    boolean leaves = Math.max(below, above) >= 0.5 - SHARE;
    Slopes slopes = Slopes.of(y);
    add(right, Verdict.EXPLODING, above >= 0.5 - SHARE && slopes.exponential());
    add(right, Verdict.VANISHING, below >= 0.5 - SHARE && slopes.exponential());
    add(right, Verdict.POWER_LAW, (stays || leaves) && slopes.powerLaw());
    add(right, Verdict.LEVELS_OFF, leaves && slopes.level());
    return new KnownTruth.Part(
        String.format(Locale.ROOT, "%.1f/%.1f/%.1f/0.0", 100 * below, 100 * within, 100 * above),
        right);
  }

  private static void add(Set<Verdict> right, Verdict verdict, boolean holds) {
    if (holds) {
      right.add(verdict);
    }
  }

  private Set<Verdict> inputs() {
    double[] y =
        layers.stream().mapToDouble(l -> Math.log10(1 - Math.abs(l.actCosine()))).toArray();
    double angle = y[depth() - 1] - y[0];
    double activations = Math.log10(last().actStd() / layers.get(0).actStd());
    double distance = layers.get(0).log10GradRms() - last().log10GradRms() - activations;
    Slopes slopes = Slopes.of(y);
    Set<Verdict> right = EnumSet.noneOf(Verdict.class);
    if (!(angle > -allowed() + DECADES)) { // NaN: none is left
      boolean faster = distance < angle / 4 + DECADES;
      boolean slower = distance > angle / 4 - DECADES;
      add(right, Verdict.ORDERED, slopes.exponential() || (faster && !jumps));
      add(right, jumps ? Verdict.CHAOTIC : Verdict.CRITICAL, slower && !slopes.surelyExponential());
    }
    if (angle > -allowed() - DECADES) {
      add(right, Verdict.CHAOTIC, jumps || distance > allowed() - DECADES);
      add(right, Verdict.ORDERED, !jumps && distance < -allowed() + DECADES);
      add(right, Verdict.CRITICAL, !jumps && Math.abs(distance) < allowed() + DECADES);
    }
    return right;
  }

  /**
   * Slopes of a decimal logarithm against that of the layer's number.
   *
   * @param late over the deeper half
   * @param early over the layers from an eighth on to the half
   * @param change decades over all layers
   * @param depth hidden layers
   */
  private record Slopes(double late, double early, double change, int depth) {
    static Slopes of(double[] y) {
      int depth = y.length;
      double change = y[depth - 1] - y[0];
      if (depth < SHALLOWEST) {
        return new Slopes(Double.NaN, Double.NaN, change, depth);
      }
      int half = depth / 2;
      int eighth = depth / 8;
      return new Slopes(
          (y[depth - 1] - y[half - 1]) / Math.log10((double) depth / half),
          (y[half - 1] - y[eighth - 1]) / Math.log10((double) half / eighth),
          change,
          depth);
    }

    /** Late over early, in an exponential. */
    private double exponentialRatio() {
      double half = Math.floor(depth / 2.0);
      double eighth = Math.floor(depth / 8.0);
      return (depth - half) / Math.log(depth / half) / ((half - eighth) / Math.log(half / eighth));
    }

    private double ratio() {
      return late / early;
    }

    boolean exponential() {
      return depth < SHALLOWEST
          || !Double.isFinite(late)
          || ratio() * SLOPE >= (1 + exponentialRatio()) / 2
          || Math.abs(late) * SLOPE >= 3;
    }

    boolean surelyExponential() {
      return depth < SHALLOWEST || ratio() > SLOPE * (1 + 3 * exponentialRatio()) / 4;
    }

    boolean powerLaw() {
      return depth >= SHALLOWEST
          && ratio() * SLOPE > 0.5
          && ratio() < 1.5 * SLOPE
          && Math.abs(late) < 3 * SLOPE
          && Math.abs(change)
              <= Math.abs(late) * Math.log10(depth) + Thresholds.DEFAULT.decades() + DECADES;
    }

    boolean level() {
      return Math.abs(late) <= 0.5 * SLOPE;
    }
  }
}
