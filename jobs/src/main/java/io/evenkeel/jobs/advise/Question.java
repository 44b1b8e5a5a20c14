package io.evenkeel.jobs.advise;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.data.FileInput;
import io.evenkeel.core.sweep.Grid;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The network that is asked about: one value of each axis that describes it. Axes that are not
 * given have their defaults. The scheme and the seed are not part of it, because they are varied.
 *
 * @param values by axis, as a sweep file writes them, in canonical form
 */
public record Question(Map<Axis<?>, String> values) {
  private static final Set<Axis<?>> NAMED =
      Set.of(Axes.ACTIVATION, Axes.DEPTH, Axes.WIDTH, Axes.BATCH);

  /** A scheme that is defined in every network. */
  private static final Scheme EVERYWHERE = Scheme.of("kaiming_normal");

  /** Layers of the longest branch for which a fitting depth is searched. */
  private static final int MOST_BRANCH = 16;

  private static final Set<Axis<?>> TRIED =
      Set.of(Axes.INIT, Axes.BIAS, Axes.SEED, Axes.ENGINE, Axes.BACKWARD);

  /**
   * Brings the values into canonical form.
   *
   * @throws SpecException if a value is not of its axis, there is more than one of an axis, an axis
   *     is missing that has no default, an axis is one of those that are tried, or the depth is 1
   */
  public Question {
    Map<Axis<?>, String> canonical = new LinkedHashMap<>();
    values.forEach(
        (axis, text) -> {
          if (TRIED.contains(axis)) {
            throw new SpecException("advise tries values of %s itself".formatted(axis.key()));
          }
          AxisValues one = axis.check(axis.parse(text));
          if (one.size() != 1) {
            throw new SpecException(
                "advise takes one value of %s, got %s".formatted(axis.key(), text));
          }
          canonical.put(axis, one.text());
        });
    for (Axis<?> axis : List.of(Axes.DEPTH, Axes.WIDTH, Axes.ACTIVATION)) {
      if (!canonical.containsKey(axis)) {
        throw new SpecException("%s is missing: it must be given".formatted(axis.key()));
      }
    }
    values = Collections.unmodifiableMap(canonical);
    if (Axes.DEPTH.value(canonical.get(Axes.DEPTH)) < 2) {
      throw new SpecException(
          "depth must be at least 2, got 1: from one hidden layer nothing can grow or fade");
    }
  }

  /** The same network with another value of one axis. */
  public Question with(Axis<?> axis, String text) {
    Map<Axis<?>, String> changed = new LinkedHashMap<>(values);
    changed.put(axis, text);
    return new Question(changed);
  }

  /** Whether the network has neither residual blocks nor norms. */
  public boolean plain() {
    return isDefault(Axes.BLOCK) && isDefault(Axes.NORM);
  }

  /** Whether an axis has its default value. */
  private boolean isDefault(Axis<?> axis) {
    return !values.containsKey(axis) || values.get(axis).equals(axis.defaultText().orElseThrow());
  }

  /** The properties of the network other than its sizes and its activation: {@code block=gpt2}. */
  public List<String> further() {
    return values.entrySet().stream()
        .filter(value -> !NAMED.contains(value.getKey()) && !isDefault(value.getKey()))
        .map(value -> value.getKey().key() + "=" + brief(value.getKey(), value.getValue()))
        .toList();
  }

  private static String brief(Axis<?> axis, String text) {
    return axis == Axes.INPUT && Axes.INPUT.value(text) instanceof FileInput file
        ? file.name()
        : text;
  }

  /** Hidden layers. */
  public int depth() {
    return Axes.DEPTH.value(values.get(Axes.DEPTH));
  }

  /** Units of a hidden layer. */
  public int width() {
    return Axes.WIDTH.value(values.get(Axes.WIDTH));
  }

  /** Rows fed through at once. */
  public int batch() {
    return Axes.BATCH.value(
        values.getOrDefault(Axes.BATCH, Axes.BATCH.defaultText().orElseThrow()));
  }

  /** The activation after each hidden layer. */
  public Activation activation() {
    return Axes.ACTIVATION.value(values.get(Axes.ACTIVATION));
  }

  /** The activation as a sweep file spells it. */
  public String activationText() {
    return values.get(Axes.ACTIVATION);
  }

  /**
   * Trials of a scheme; they have the same identities as in a sweep.
   *
   * @param firstSeed seed of the first
   * @param count how many, with consecutive seeds
   * @throws SpecException if the scheme is not defined for this network, for example a gain that
   *     the activation does not have
   */
  List<Trial> trials(Scheme scheme, long firstSeed, int count) {
    Map<Axis<?>, AxisValues> grid = new LinkedHashMap<>();
    values.forEach((axis, text) -> grid.put(axis, axis.parse(text)));
    grid.put(Axes.INIT, AxisValues.of(scheme.init()));
    grid.put(Axes.BIAS, AxisValues.of(scheme.bias()));
    grid.put(Axes.SEED, Axes.SEED.parse(firstSeed + ".." + (firstSeed + count - 1)));
    Plan plan = new Plan(new Sweep("advise", Sweep.DEFAULT_TRIAL_MEMORY, Grid.each(grid)));
    return LongStream.range(0, plan.trials()).mapToObj(plan::trialAt).toList();
  }

  /** Why no scheme can be tried in this network; empty if one can. */
  Optional<String> impossible() {
    return TrialFeasibility.reason(trial(EVERYWHERE), Sweep.DEFAULT_TRIAL_MEMORY);
  }

  /**
   * This question with the nearest depth at which blocks of layers fit: the next lower depth from 2
   * on, else the next higher one.
   */
  Optional<Question> nearest(int step) {
    return IntStream.iterate(depth(), depth -> depth >= 2, depth -> depth + step)
        .limit(MOST_BRANCH)
        .mapToObj(depth -> with(Axes.DEPTH, Integer.toString(depth)))
        .filter(question -> question.impossible().isEmpty())
        .findFirst();
  }

  /** One trial of a scheme, to find out what the scheme stands for. */
  Trial trial(Scheme scheme) {
    return trials(scheme, 0, 1).get(0);
  }
}
