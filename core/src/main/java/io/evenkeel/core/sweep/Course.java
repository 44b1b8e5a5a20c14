package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.WeightRule;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.TwoProbes;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.sweep.TrialResult.Extras;
import io.evenkeel.core.train.Batches;
import io.evenkeel.core.train.StepSize;
import io.evenkeel.core.train.Trainer;
import io.evenkeel.core.train.TrainingRule;
import io.evenkeel.core.train.WeightMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * Trains the network of one trial, and measures it during training.
 *
 * <p>At each step from 0 to the last the loss and the norm of the gradient are taken on the batch
 * of that step; the weights change after each but the last. Layers are measured on batch 0 with the
 * masks of step 0, whatever the step. A course ends at the first loss that is not finite.
 */
final class Course {
  private final Trial trial;
  private final Passes passes;
  private final int last;
  private final SortedSet<Integer> recordedSteps;
  private final boolean masked;
  private final List<CourseResult.Step> steps = new ArrayList<>();
  private final List<Measured> recorded = new ArrayList<>();
  private final LayerProbe initial = new LayerProbe(Optional.empty());
  private final ActivationChanges changes;
  private final Trainer trainer;
  private final int layerCount;

  /**
   * The measurements after some steps. How far weights have moved is computed at the end.
   *
   * @param step how many steps
   * @param layers one per layer
   * @param moves of each layer
   */
  private record Measured(int step, List<LayerResult> layers, List<Supplier<LayerChange>> moves) {
    CourseResult.Recorded result() {
      return new CourseResult.Recorded(step, layers, moves.stream().map(Supplier::get).toList());
    }
  }

  /**
   * @param memory for the memory that training takes besides the network
   */
  Course(Trial trial, Passes passes, CompiledNet network, Memory memory) {
    this.trial = trial;
    this.passes = passes;
    last = trial.get(Axes.STEPS);
    recordedSteps = CourseSteps.recorded(trial);
    masked = Extent.of(network.workload().architecture().blocks()).dropouts() > 0;
    List<LayerWeights> weights = network.weights();
    layerCount = weights.size();
    changes = new ActivationChanges(weights, trial.batch(), memory);
    TrainingRule rule = rule(trial);
    Optional<WeightRule> own = TrialWorkload.engine(trial).rule(rule.optimizer().spec());
    trainer = new Trainer(rule, own, weights, memory);
  }

  /** The training rule of a trial. */
  static TrainingRule rule(Trial trial) {
    return new TrainingRule(
        trial.get(Axes.OPTIMIZER),
        new StepSize(trial.get(Axes.LR), trial.get(Axes.WEIGHT_DECAY)),
        trial.get(Axes.CLIP),
        trial.get(Axes.PARAMETRIZATION),
        trial.width());
  }

  /** Trains to the last step, or to the first loss that is not finite. */
  TrialResult run() {
    passes.drawAndForward(new TwoProbes(initial, changes));
    changes.compare();
    LossAtOutput first = passes.loss(0);
    Scaled gradient = passes.lossGradientRms();
    trainer.begin(1, true, measured(1));
    passes.backward(new TwoProbes(initial, trainer.probe()));
    trainer.end();
    add(0, first, Optional.of(trainer.gradientNorm()));
    boolean finite = Double.isFinite(first.mean());
    for (int step = 1; step <= last && finite; step++) {
      finite = step(step);
    }
    List<LayerResult> layers = initial.layers();
    boolean blewUp = !finite || nonFinite(layers) || recorded.stream().anyMatch(Course::nonFinite);
    TrialStatus status = blewUp ? TrialStatus.NONFINITE : TrialStatus.OK;
    CourseResult course = new CourseResult(steps, recorded.stream().map(Measured::result).toList());
    return new TrialResult(
        trial,
        status,
        Optional.empty(),
        Optional.of(first),
        Optional.of(gradient),
        layers,
        new Extras(Optional.of(course), Optional.empty(), OptionalInt.empty(), List.of()));
  }

  /** Whether layers are measured before the next step. */
  private boolean measured(int step) {
    return recordedSteps.contains(step);
  }

  /**
   * Evaluates the network after some steps, and makes one more step; false if the loss is not
   * finite.
   */
  private boolean step(int step) {
    int batch = trial.get(Axes.BATCHES) == Batches.FRESH ? step : 0;
    boolean ownPass = batch != 0 || masked;
    LayerProbe layers = new LayerProbe(Optional.empty());
    TwoProbes measuring = new TwoProbes(layers, changes);
    boolean measured = measured(step);
    if (measured && ownPass) {
      passes.forwardAgain(0, 0, measuring);
      if (Double.isFinite(passes.loss(0).mean())) {
        passes.backward(layers);
      }
      record(step, layers);
    }
    boolean together = measured && !ownPass;
    passes.forwardAgain(batch, step, together ? measuring : NoProbe.INSTANCE);
    LossAtOutput loss = passes.loss(batch);
    if (!Double.isFinite(loss.mean())) {
      if (!measured) {
        passes.forwardAgain(0, ownPass ? 0 : step, measuring);
      }
      if (!measured || together) {
        record(step, layers);
      }
      add(step, loss, Optional.empty());
      return false;
    }
    // What the step before did is read before the next one changes the weights again.
    List<Supplier<LayerChange>> moved = together ? changes() : List.of();
    trainer.begin(step + 1, step < last, measured(step + 1));
    passes.backward(together ? new TwoProbes(layers, trainer.probe()) : trainer.probe());
    trainer.end();
    if (together) {
      recorded.add(new Measured(step, layers.layers(), moved));
    }
    add(step, loss, Optional.of(trainer.gradientNorm()));
    return true;
  }

  private void add(int step, LossAtOutput loss, Optional<Scaled> norm) {
    steps.add(new CourseResult.Step(step, loss, passes.lossGradientRms(), norm));
  }

  private void record(int step, LayerProbe layers) {
    recorded.add(new Measured(step, layers.layers(), changes()));
  }

  private List<Supplier<LayerChange>> changes() {
    Draws draws = Draws.ofSeed(trial.seed());
    List<Supplier<LayerChange>> all = new ArrayList<>();
    for (int layer = 0; layer < layerCount; layer++) {
      double activation = changes.change(layer);
      Supplier<WeightMove> move = trainer.move(layer, draws);
      all.add(
          () -> {
            WeightMove weights = move.get();
            return new LayerChange(activation, weights.rms(), weights.update());
          });
    }
    return all;
  }

  private static boolean nonFinite(Measured measured) {
    return nonFinite(measured.layers());
  }

  private static boolean nonFinite(List<LayerResult> layers) {
    return layers.stream().anyMatch(LayerResult::nonFinite);
  }
}
