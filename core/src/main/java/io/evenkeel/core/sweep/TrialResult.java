package io.evenkeel.core.sweep;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Everything known about one trial after it ran (or was refused).
 *
 * @param trial the trial
 * @param status how it ended
 * @param reason why it is invalid or failed, on one line; empty otherwise
 * @param loss statistics over the batch; empty if nothing was computed
 * @param lossGradientRms rms of the loss's gradient at the output; empty if nothing was computed
 * @param layers one per layer, as initialised; empty list if nothing was computed
 * @param extras results that only some trials have
 */
public record TrialResult(
    Trial trial,
    TrialStatus status,
    Optional<String> reason,
    Optional<LossAtOutput> loss,
    Optional<Scaled> lossGradientRms,
    List<LayerResult> layers,
    Extras extras) {

  /**
   * Results that only some trials have.
   *
   * @param course results of training; empty if the trial was not trained
   * @param ntk the neural tangent kernel; empty if it was not asked for
   * @param lossScale power of two that the loss was multiplied by while gradients were rounded;
   *     empty if none were
   * @param maskCosines by layer, the cosine of one row's outputs under two sets of masks; empty
   *     without dropout
   */
  public record Extras(
      Optional<CourseResult> course,
      Optional<NtkResult> ntk,
      OptionalInt lossScale,
      List<Double> maskCosines) {
    /** No results. */
    public static final Extras NONE =
        new Extras(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());

    /** Copies the list. */
    public Extras {
      maskCosines = List.copyOf(maskCosines);
    }
  }

  /** Copies the list. */
  public TrialResult {
    layers = List.copyOf(layers);
  }

  /** The results of training; empty if the trial was not trained. */
  public Optional<CourseResult> course() {
    return extras.course();
  }

  /** The neural tangent kernel; empty if it was not asked for. */
  public Optional<NtkResult> ntk() {
    return extras.ntk();
  }

  /** The power of two of the loss scale; empty if no gradients were rounded. */
  public OptionalInt lossScale() {
    return extras.lossScale();
  }

  /** This result with other extras. */
  TrialResult with(Extras others) {
    return new TrialResult(trial, status, reason, loss, lossGradientRms, layers, others);
  }

  /** The cosine of one row's outputs of a layer under two sets of masks. */
  Optional<Double> maskCosine(int layer) {
    List<Double> cosines = extras.maskCosines();
    return layer < cosines.size()
        ? Optional.of(cosines.get(layer)).filter(c -> !c.isNaN())
        : Optional.empty();
  }

  /** Rows of the table of layers: those of step 0, then those of later steps. */
  public List<LayerRow> layerRows() {
    List<LayerRow> rows = new ArrayList<>();
    layers.forEach(layer -> rows.add(new LayerRow(this, layer)));
    for (CourseResult.Recorded recorded : recorded()) {
      for (LayerResult layer : recorded.layers()) {
        LayerChange change = recorded.changes().get(layer.layer());
        rows.add(new LayerRow(this, recorded.step(), layer, Optional.of(change)));
      }
    }
    return rows;
  }

  /** Rows of the table of steps; none without training. */
  public List<StepRow> stepRows() {
    return course().stream()
        .flatMap(c -> c.steps().stream())
        .map(step -> new StepRow(this, step))
        .toList();
  }

  private List<CourseResult.Recorded> recorded() {
    return course().map(CourseResult::recorded).orElse(List.of());
  }

  /**
   * The first step of training at which the loss or a value of a measured layer was NaN or
   * infinite; empty if there was none or the trial was not trained.
   */
  public Optional<Integer> firstNonFiniteStep() {
    if (course().isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found = new ArrayList<>();
    layers.stream().filter(LayerResult::nonFinite).forEach(layer -> found.add(0));
    recorded().stream()
        .filter(r -> r.layers().stream().anyMatch(LayerResult::nonFinite))
        .forEach(r -> found.add(r.step()));
    course().get().steps().stream()
        .filter(step -> !Double.isFinite(step.loss().mean()))
        .forEach(step -> found.add(step.step()));
    return found.stream().min(Integer::compare);
  }

  /** A trial that was not computed. */
  public static TrialResult notComputed(Trial trial, TrialStatus status, String reason) {
    return new TrialResult(
        trial,
        status,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Extras.NONE);
  }

  /**
   * First layer whose activations (or pre-activations) hold a NaN or an infinity, at the first step
   * at which one does; empty if none.
   */
  public Optional<Integer> firstNonFiniteLayer() {
    return Stream.concat(Stream.of(layers), recorded().stream().map(CourseResult.Recorded::layers))
        .flatMap(step -> firstNonFiniteLayer(step).stream())
        .findFirst();
  }

  private static Optional<Integer> firstNonFiniteLayer(List<LayerResult> layers) {
    return layers.stream()
        .filter(LayerResult::forwardNonFinite)
        .map(LayerResult::layer)
        .findFirst();
  }

  /** Last layer (the first met going backward) whose gradient holds a NaN or an infinity. */
  public Optional<Integer> lastNonFiniteGradientLayer() {
    return layers.stream()
        .filter(LayerResult::gradientNonFinite)
        .map(LayerResult::layer)
        .reduce((first, second) -> second);
  }

  /**
   * The loss scales with which a format holds the gradients of all layers; empty without gradients
   * other than zero, or with one that is NaN or infinite.
   */
  public Optional<LossScaleWindow> lossScales(FloatFormat format) {
    if (layers.stream().anyMatch(LayerResult::gradientNonFinite)) {
      return Optional.empty();
    }
    return layers.stream()
        .flatMap(layer -> layer.gradient().stream())
        .flatMap(g -> LossScaleWindow.of(format, g.exponents(), g.max()).stream())
        .reduce(LossScaleWindow::and);
  }
}
