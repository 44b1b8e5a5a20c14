package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.train.Batches;
import io.evenkeel.core.train.Optimizer;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The steps of a trial's course of training. */
public final class CourseSteps {
  private CourseSteps() {}

  /** Whether a trial is trained. */
  public static boolean trains(Trial trial) {
    return trial.get(Axes.STEPS) > 0;
  }

  /**
   * The steps after which layers are measured, in order: 0, the last, and those that the sweep
   * lists.
   */
  static SortedSet<Integer> recorded(Trial trial) {
    SortedSet<Integer> steps = new TreeSet<>(trial.get(Axes.RECORD));
    steps.add(0);
    steps.add(trial.get(Axes.STEPS));
    return steps;
  }

  /** The number of steps after which layers are measured. */
  public static int recordedCount(Trial trial) {
    return trial.get(Axes.RECORD).isEmpty() ? (trains(trial) ? 2 : 1) : recorded(trial).size();
  }

  /** The number of rows in the table of steps for a trial that stays finite: 0 without training. */
  public static int rows(Trial trial) {
    return trains(trial) ? trial.get(Axes.STEPS) + 1 : 0;
  }

  /** Whether a sweep has trials that are trained, so that its runs have a table of steps. */
  public static boolean trains(Sweep sweep) {
    return sweep.grids().stream().anyMatch(CourseSteps::trains);
  }

  /** Whether a grid has trials that are trained. */
  static boolean trains(Grid grid) {
    AxisValues steps = grid.of(Axes.STEPS);
    return !steps.numbers().isEmpty() && steps.numbers().get(steps.numbers().size() - 1) > 0;
  }

  /** The number of rows in the table of layers for a trial that stays finite. */
  public static long layerRows(Trial trial) {
    return (long) trial.layers() * recordedCount(trial);
  }

  /** How the weights of a trial that is trained change. */
  static Updates updates(Trial trial) {
    Optimizer optimizer = trial.get(Axes.OPTIMIZER);
    // One pass before the first step and one after each; where training sees other batches or masks
    // than the measurement of layers does, also one for each of those after the first.
    boolean ownPasses = trial.get(Axes.BATCHES) == Batches.FRESH || trial.get(Axes.DROPOUT) > 0;
    int passes = 1 + trial.get(Axes.STEPS) + (ownPasses ? recordedCount(trial) - 1 : 0);
    return new Updates(passes, optimizer.states(), optimizer.linear());
  }

  /** Why a trial cannot have its steps; empty if it can. */
  static Optional<String> unsupported(Trial trial) {
    int steps = trial.get(Axes.STEPS);
    List<Integer> record = trial.get(Axes.RECORD);
    for (int step : record) {
      if (step > steps) {
        return Optional.of(
            "record asks for step %s, but there are %s steps".formatted(step, steps));
      }
    }
    if (steps > 0 && trial.get(Axes.PRECISION).isPresent()) {
      return Optional.of("training is computed in float32 alone: precision must be float32");
    }
    return (steps > 0 || trial.get(Axes.NTK)) && !trial.backward()
        ? Optional.of("training and ntk need gradients: backward must be true")
        : Optional.empty();
  }
}
