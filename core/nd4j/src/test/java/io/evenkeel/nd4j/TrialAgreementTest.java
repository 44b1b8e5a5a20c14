package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.sweep.CostModel;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.StepColumns;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole trials by the engine {@code nd4j} and by {@code explicit}: every column of both tables. */
class TrialAgreementTest {
  private static final int DEPTH = 5;
  private static final int WIDTH = 40;

  /**
   * Each layer's product of n terms is exact for weights moved by at most {@code (n + 2) u}, and an
   * activation adds four roundings more; a pass goes through a layer twice, and two engines lie
   * apart by twice the distance of one. These nets neither amplify nor saturate.
   */
  private static final double BOUND = 2 * 2 * (DEPTH + 1) * (WIDTH + 6) * 0x1p-24;

  /** Two entries of the smallest matrix may lie on either side of half an ulp. */
  private static final double LOST_APART = 2.0 / (10 * WIDTH);

  private static final String SWEEP =
      """
      evenkeel-sweep 1
      name agreement
      trial_memory 1073741824
      grid
      depth %s
      width %s
      batch 6
      input_width 24
      readout_width 10
      activation gelu; relu; tanh
      init kaiming_uniform; xavier_normal(gain=1.2)
      bias none; normal(std=0.1)
      loss cross_entropy; mse
      engine explicit
      seed 7,8
      grid
      shape 24-40-16-32-8-40
      batch 6
      readout_width 10
      activation gelu; tanh
      init kaiming_uniform
      bias normal(std=0.1)
      loss mse
      engine explicit
      seed 7
      """
          .formatted(DEPTH, WIDTH);

  private static final String COURSES_AND_KERNELS =
      """
      evenkeel-sweep 1
      name courses
      trial_memory 1073741824
      grid
      depth %s
      width %s
      batch 6
      input_width 24
      readout_width 10
      activation tanh
      init xavier_normal
      bias normal(std=0.1)
      loss cross_entropy
      engine explicit
      seed 7
      steps 3
      record 1
      optimizer sgd; momentum; nesterov; adam; adamw; rmsprop
      lr 0.003
      weight_decay 0.1
      clip 1
      dropout 0.2
      parametrization mup(base_width=20)
      grid
      depth %s
      width %s
      batch 6
      readout_width 4
      activation gelu
      init xavier_normal
      bias normal(std=0.1)
      loss cross_entropy; mse
      engine explicit
      seed 7
      ntk true
      """
          .formatted(DEPTH, WIDTH, DEPTH, WIDTH);

  @Test
  void everyColumnAgreesWithinFloat32Rounding() {
    compare(SWEEP);
  }

  /** Small steps: a rounding error is not multiplied by them. */
  @Test
  @Tag("long")
  void everyColumnOfCoursesAndKernelsAgrees() {
    compare(COURSES_AND_KERNELS);
  }

  private static void compare(String sweep) {
    Plan plan = Plan.fromCanonical(sweep.strip());
    List<String> wrong = new ArrayList<>();
    try (TrialRunner theirs = new TrialRunner();
        TrialRunner ours = new TrialRunner()) {
      for (long place = 0; place < plan.trials(); place++) {
        Trial trial = plan.trialAt(place);
        TrialResult expected = theirs.run(trial);
        TrialResult actual = ours.run(trial.with(EngineKind.ND4J));
        wrong.addAll(differences(TrialColumns.ALL, List.of(expected), List.of(actual)));
        wrong.addAll(differences(LayerColumns.ALL, expected.layerRows(), actual.layerRows()));
        wrong.addAll(differences(StepColumns.ALL, expected.stepRows(), actual.stepRows()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static <R> List<String> differences(
      List<Column<R>> columns, List<R> expected, List<R> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      wrong.addAll(differences(columns, expected.get(i), actual.get(i)));
    }
    return wrong;
  }

  private static <R> List<String> differences(List<Column<R>> columns, R expected, R actual) {
    List<String> wrong = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    columns.forEach(column -> values.put(column.name(), column.value().apply(expected)));
    for (Column<R> column : columns) {
      String name = column.name();
      if (List.of("trial_id", "cell_id", "engine").contains(name)) {
        continue;
      }
      Function<R, Object> value = column.value();
      if (!agree(name, values, value.apply(actual))) {
        wrong.add("%s: %s, not %s".formatted(name, value.apply(actual), values.get(name)));
      }
    }
    return wrong;
  }

  private static boolean agree(String name, Map<String, Object> expected, Object actual) {
    if (!(expected.get(name) instanceof Double exact)) {
      return java.util.Objects.equals(expected.get(name), actual);
    }
    double difference = Math.abs(exact - (Double) actual);
    if (name.equals("update_lost_fraction")) {
      return difference <= LOST_APART;
    }
    return difference <= BOUND * scale(name, exact, expected);
  }

  /** A mean and an extreme are known as well as the values that they are made of. */
  private static double scale(String name, double exact, Map<String, Object> expected) {
    if (name.contains("cosine")) {
      return 1;
    }
    if (name.startsWith("pre_") || name.startsWith("act_")) {
      Object rms = expected.get(name.substring(0, 4) + "rms");
      return Math.max(Math.abs(exact), (Double) rms);
    }
    if (name.equals("ntk_min")) {
      return (Double) expected.get("ntk_max");
    }
    if (name.equals("ntk_condition")) {
      return exact * exact;
    }
    return name.startsWith("log10_") ? 1 : Math.max(Math.abs(exact), Float.MIN_NORMAL);
  }

  @Test
  void aPlanAsksThisEngineForItsOwnCostAndMemory() {
    Trial trial = Plan.fromCanonical(SWEEP.strip()).trialAt(0);
    Trial ours = trial.with(EngineKind.ND4J);
    assertThat(ours.text(Axes.ENGINE)).isEqualTo("nd4j");
    assertThat(CostModel.draws(ours)).isEqualTo(CostModel.draws(trial));
    assertThat(CostModel.seconds(ours)).isGreaterThan(3 * CostModel.seconds(trial));
    assertThat(TrialFeasibility.bytes(ours)).isGreaterThan(TrialFeasibility.bytes(trial));
  }
}
