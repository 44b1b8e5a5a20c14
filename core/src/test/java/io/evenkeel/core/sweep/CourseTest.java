package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial as a course of training steps. */
class CourseTest {
  private static final String NET =
      "depth=2; width=48; batch=16; readout_width=10; activation=tanh; init=lecun_normal; seed=7";

  private static TrialResult run(String text) {
    try (TrialRunner runner = new TrialRunner()) {
      return runner.run(TrialIdentity.parse(text));
    }
  }

  private static List<Double> losses(TrialResult result) {
    return result.course().orElseThrow().steps().stream().map(s -> s.loss().mean()).toList();
  }

  private static List<Integer> steps(TrialResult result) {
    return result.course().orElseThrow().steps().stream().map(CourseResult.Step::step).toList();
  }

  private static List<Integer> recorded(TrialResult result) {
    return result.layerRows().stream().map(LayerRow::step).distinct().toList();
  }

  /**
   * A linear net of one row, y = v . h with h = U x, loss e^2 with e = y - t (one row and one
   * output, so PyTorch's mean is of one square). With L = |h|^2 + |x|^2 |v|^2 a step of gradient
   * descent gives exactly y' = y - 2 lr e L + 4 lr^2 e^2 |x|^2 y and L' = L - 8 lr e |x|^2 y + 4
   * lr^2 e^2 |x|^2 L. With the larger rate the loss first grows and then falls: the catapult.
   */
  @ParameterizedTest
  @CsvSource({"0.5, false", "2.2, true"})
  void aLinearNetOfOneRowFollowsItsClosedForm(double rateTimesCurvature, boolean catapults) {
    int inputs = 9;
    int width = 64;
    String net =
        "depth=1; width=64; input_width=9; batch=1; readout_width=1; activation=identity;"
            + " init=lecun_normal; loss=mse; seed=3; engine=explicit";
    TrialResult initial = run(net);
    float[] x = new float[inputs];
    RandomStream.of(3, Role.INPUT, 0).fillNormal(0, x, 0, inputs);
    float[] v = new float[width];
    TrialIdentity.parse(net).init().fill(RandomStream.of(3, Role.WEIGHT, 1), 1, width, v);
    float[] target = new float[1];
    RandomStream.of(3, Role.TARGET, 0).fillNormal(0, target, 0, 1);
    double t = target[0];
    double xx = squares(x);
    double hidden = initial.layers().get(0).act().rms();
    double y = initial.layers().get(1).act().mean();
    double curvature = width * hidden * hidden + xx * squares(v);
    double lr = rateTimesCurvature / (2 * curvature);

    int count = 40;
    List<Double> expected = new ArrayList<>();
    for (int step = 0; step <= count; step++) {
      double e = y - t;
      expected.add(e * e);
      double next = y - 2 * lr * e * curvature + 4 * lr * lr * e * e * xx * y;
      curvature += -8 * lr * e * xx * y + 4 * lr * lr * e * e * xx * curvature;
      y = next;
    }
    TrialResult trained = run("%s; lr=%s; steps=%s".formatted(net, lr, count));
    List<Double> actual = losses(trained);
    double largest = expected.stream().mapToDouble(loss -> loss).max().orElseThrow();
    assertThat(actual).hasSize(count + 1);
    for (int step = 0; step <= count; step++) {
      assertThat(actual.get(step))
          .as("loss at step %s", step)
          .isCloseTo(expected.get(step), within(1e-4 * largest));
    }
    assertThat(largest > 1.5 * expected.get(0)).isEqualTo(catapults);
    assertThat(actual.get(count)).isLessThan(0.01 * actual.get(0));
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Test
  void whatIsMeasuredBeforeTheFirstStepIsWhatATrialWithoutStepsMeasures() {
    TrialResult still = run(NET);
    TrialResult trained = run(NET + "; steps=3; optimizer=adam");
    assertThat(trained.layers()).isEqualTo(still.layers());
    assertThat(trained.loss()).isEqualTo(still.loss());
    assertThat(still.course()).isEmpty();
    assertThat(still.stepRows()).isEmpty();
    assertThat(still.firstNonFiniteStep()).isEmpty();
  }

  @Test
  void recordsTheFirstStepTheLastAndThoseAskedFor() {
    assertThat(recorded(run(NET + "; steps=6"))).containsExactly(0, 6);
    TrialResult result = run(NET + "; steps=6; record=1-4");
    assertThat(recorded(result)).containsExactly(0, 1, 4, 6);
    assertThat(steps(result)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(result.layerRows()).hasSize(4 * 3);
    assertThat(result.layerRows().stream().map(row -> row.layer().layer()))
        .startsWith(0, 1, 2, 0, 1, 2);
    assertThat(CourseSteps.layerRows(result.trial())).isEqualTo(12);
    assertThat(CourseSteps.rows(result.trial())).isEqualTo(7);
  }

  /** What is recorded does not change what is computed. */
  @ParameterizedTest
  @ValueSource(strings = {"fixed", "fresh"})
  void recordingChangesNoLoss(String batches) {
    String course = NET + "; steps=5; lr=0.1; batches=" + batches;
    assertThat(losses(run(course + "; record=1-2-3-4-5"))).isEqualTo(losses(run(course)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop"})
  void everyOptimizerMemorisesAFixedBatch(String optimizer) {
    double lr = optimizer.equals("sgd") ? 0.5 : optimizer.length() > 7 ? 0.05 : 0.005;
    TrialResult result = run("%s; steps=60; optimizer=%s; lr=%s".formatted(NET, optimizer, lr));
    List<Double> losses = losses(result);
    assertThat(losses.get(60)).isLessThan(losses.get(0) / 2);
    assertThat(result.status()).isEqualTo(TrialStatus.OK);
  }

  @Test
  void withoutALearningRateNothingMovesAndEveryUpdateIsLost() {
    TrialResult result = run(NET + "; steps=2; lr=0");
    assertThat(losses(result)).containsOnly(losses(result).get(0));
    for (LayerRow row : result.layerRows()) {
      if (row.step() > 0) {
        LayerChange change = row.change().orElseThrow();
        assertThat(change.activation()).isZero();
        assertThat(change.weights()).isZero();
        assertThat(change.update().orElseThrow().ratio()).isZero();
        assertThat(change.update().orElseThrow().lost()).hasValue(1);
      }
    }
  }

  /** After one step from the initial weights both columns tell of the same change. */
  @Test
  void theChangeOfOneStepIsItsUpdate() {
    TrialResult result = run(NET + "; steps=1; lr=0.1");
    for (LayerRow row : result.layerRows()) {
      if (row.step() == 1) {
        LayerChange change = row.change().orElseThrow();
        LayerResult before = result.layers().get(row.layer().layer());
        Scaled gradient = before.gradient().orElseThrow().weightRms();
        assertThat(change.weights())
            .isCloseTo(0.1 * gradient.value(), within(1e-5 * change.weights()));
        assertThat(change.update().orElseThrow().ratio() * before.weightStd())
            .isCloseTo(change.weights(), within(0.01 * change.weights()));
        assertThat(change.update().orElseThrow().lost().getAsDouble()).isLessThan(0.01);
      }
    }
  }

  @Test
  void freshBatchesAreDrawnAnewAndTheProbeStaysOnTheFirst() {
    TrialResult fresh = run(NET + "; steps=3; lr=0; batches=fresh");
    TrialResult fixed = run(NET + "; steps=3; lr=0");
    assertThat(losses(fresh)).doesNotHaveDuplicates();
    assertThat(losses(fresh).get(0)).isEqualTo(losses(fixed).get(0));
    List<LayerRow> rows = fresh.layerRows();
    for (int layer = 0; layer < 3; layer++) {
      assertThat(rows.get(3 + layer).layer()).isEqualTo(rows.get(layer).layer());
    }
  }

  @Test
  void theNormOfTheGradientIsThatOfAllLayers() {
    TrialResult result = run(NET + "; steps=1; lr=0.1");
    int[] weights = {48 * 48, 48 * 48, 48 * 10};
    double squares = 0;
    for (LayerResult layer : result.layers()) {
      double rms = layer.gradient().orElseThrow().weightRms().value();
      squares += rms * rms * weights[layer.layer()];
    }
    Scaled norm = result.course().orElseThrow().steps().get(0).weightGradientNorm().orElseThrow();
    assertThat(norm.value()).isCloseTo(Math.sqrt(squares), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "fresh"})
  void divergenceIsAResult(String batches) {
    TrialResult result =
        run(
            NET.replace("tanh", "relu")
                + "; loss=mse; steps=50; lr=1e4; record=3; batches="
                + batches);
    int last = steps(result).size() - 1;
    assertThat(last).isBetween(1, 49);
    assertThat(result.status()).isEqualTo(TrialStatus.NONFINITE);
    assertThat(result.firstNonFiniteStep()).contains(last);
    assertThat(result.firstNonFiniteLayer()).isPresent();
    assertThat(losses(result).get(last)).isNotFinite();
    assertThat(losses(result).subList(0, last)).allMatch(Double::isFinite);
    assertThat(recorded(result)).last().isEqualTo(last);
  }

  @Test
  void clippingBoundsTheUpdate() {
    TrialResult result = run(NET + "; steps=1; lr=1; clip=0.001");
    double squares = 0;
    for (LayerRow row : result.layerRows()) {
      if (row.step() == 1) {
        int weights = row.layer().layer() == 2 ? 480 : 48 * 48;
        squares += Math.pow(row.change().orElseThrow().weights(), 2) * weights;
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(0.001, within(1e-6));
  }

  @Test
  void keysOfTrainingStayOutOfTextsAtTheirDefaults() {
    Trial trial = TrialIdentity.parse(NET);
    assertThat(trial.toString()).doesNotContain("steps", "lr", "optimizer", "parametrization");
    assertThat(TrialIdentity.parse(NET + "; steps=0; lr=0.01; optimizer=sgd")).isEqualTo(trial);
    assertThat(TrialIdentity.parse(NET + "; steps=2").toString()).contains("; steps=2; seed=7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps=5; record=2-6 | record asks for step 6, but there are 5 steps",
        "steps=5; backward=false | training and ntk need gradients: backward must be true",
        "steps=5; engine=matrix_free; optimizer=adam | engine matrix_free cannot train: sgd, momentum"
            + " and nesterov change weights as it can follow, other optimizers do not; explicit can",
        "steps=5; engine=matrix_free; first_init=orthogonal | engine matrix_free cannot train: it"
            + " follows Gaussian weights alone through training, not orthogonal; explicit can",
        "parametrization=mup(base_width=8); readout_width=0 | mup needs a readout: readout_width must"
            + " be at least 1"
      })
  void whatCannotBeIsSaidBeforeAnythingIsComputed(String keys, String reason) {
    String net = keys.contains("readout_width") ? NET.replace("readout_width=10; ", "") : NET;
    assertThat(TrialFeasibility.reason(TrialIdentity.parse(net + "; " + keys), Long.MAX_VALUE))
        .contains(reason);
  }

  @Test
  void anOpenEngineIsExplicitWhereOnlyThatCanTrain() {
    String wide = "depth=2; width=4096; batch=16; activation=relu; init=kaiming_normal";
    assertThat(TrialIdentity.parse(wide).engine()).isEqualTo(EngineKind.MATRIX_FREE);
    String trained = wide + "; steps=1";
    assertThat(TrialIdentity.parse(trained).engine()).isEqualTo(EngineKind.MATRIX_FREE);
    assertThat(TrialIdentity.parse(trained + "; optimizer=adam").engine())
        .isEqualTo(EngineKind.EXPLICIT);
    assertThat(TrialIdentity.parse(trained + "; first_init=xavier_uniform").engine())
        .isEqualTo(EngineKind.EXPLICIT);
    assertThat(TrialIdentity.parse(wide + "; steps=5000").engine()).isEqualTo(EngineKind.EXPLICIT);
    assertThat(TrialIdentity.parse(trained.replace("4096", "16")).engine())
        .isEqualTo(EngineKind.EXPLICIT);
  }

  private static final String WIDE =
      "depth=3; width=300; input_width=40; batch=4; readout_width=10; activation=tanh;"
          + " init=kaiming_normal(nonlinearity=auto); bias=normal(std=0.1); seed=7; lr=0.05;"
          + " block=residual; norm=layer_norm(place=branch); engine=matrix_free";

  @ParameterizedTest
  @ValueSource(strings = {"", "; batches=fresh", "; dropout=0.1; optimizer=momentum; clip=0.5"})
  void aCourseWithoutWeightsBeginsAsAShorterOne(String keys) {
    TrialResult shorter = run(WIDE + keys + "; steps=2; record=1");
    TrialResult longer = run(WIDE + keys + "; steps=5; record=1-2");
    assertThat(recorded(longer)).containsExactly(0, 1, 2, 5);
    assertThat(longer.status()).isEqualTo(TrialStatus.OK);
    for (int step = 0; step <= 2; step++) {
      double loss = losses(shorter).get(step);
      assertThat(losses(longer).get(step)).isCloseTo(loss, within(1e-5 * loss));
    }
    for (int i = 0; i < 3 * 4; i++) {
      LayerRow expected = shorter.layerRows().get(i);
      LayerRow actual = longer.layerRows().get(i);
      assertThat(actual.step()).isEqualTo(expected.step());
      double std = expected.layer().act().std();
      assertThat(actual.layer().act().std()).isCloseTo(std, within(1e-5 * std));
      if (expected.step() > 0) {
        LayerChange change = expected.change().orElseThrow();
        LayerChange other = actual.change().orElseThrow();
        assertThat(other.activation())
            .isCloseTo(change.activation(), within(1e-3 * change.activation()));
        assertThat(other.weights()).isCloseTo(change.weights(), within(1e-3 * change.weights()));
        assertThat(other.update().orElseThrow().ratio()).isPositive();
        assertThat(actual.layer().weightStdDeclared()).isTrue();
      }
    }
  }

  /** The runner gives a course buffers that held another one. */
  @Test
  void aCourseWithoutWeightsDoesNotDependOnTheOneBefore() {
    String course = WIDE + "; steps=3; optimizer=nesterov; weight_decay=0.1";
    TrialResult alone = run(course);
    try (TrialRunner runner = new TrialRunner()) {
      runner.run(TrialIdentity.parse(course.replace("seed=7", "seed=8")));
      TrialResult after = runner.run(TrialIdentity.parse(course));
      assertThat(after.course()).isEqualTo(alone.course());
      assertThat(after.layers()).isEqualTo(alone.layers());
    }
  }

  @Test
  void aCourseWithoutWeightsMemorisesItsBatchAndDivergesLikeAnyOther() {
    String plain =
        "depth=3; width=200; input_width=20; batch=4; readout_width=3; activation=relu; seed=7;"
            + " init=kaiming_normal(nonlinearity=auto); loss=mse; engine=matrix_free; steps=";
    TrialResult trained = run(plain + "60; lr=0.02");
    assertThat(losses(trained).get(60)).isLessThan(0.05 * losses(trained).get(0));
    TrialResult diverged = run(plain + "50; lr=1e4; record=3");
    int last = steps(diverged).size() - 1;
    assertThat(last).isBetween(1, 49);
    assertThat(diverged.status()).isEqualTo(TrialStatus.NONFINITE);
    assertThat(diverged.firstNonFiniteStep()).contains(last);
    assertThat(diverged.firstNonFiniteLayer()).isPresent();
    assertThat(losses(diverged).subList(0, last)).allMatch(Double::isFinite);
  }

  @Test
  void muPAtItsBaseWidthIsTheStandardParametrisation() {
    String course = NET + "; steps=4; lr=0.1";
    TrialResult standard = run(course);
    TrialResult mup = run(course + "; parametrization=mup(base_width=48)");
    assertThat(losses(mup)).isEqualTo(losses(standard));
  }

  /**
   * Exponents of the change of activations in width after three steps, from width 64 to 1024: those
   * of the standard parametrisation are -1/2 (input), 1/2 (hidden), 1 (output) with SGD and 0, 1,
   * 3/2 with Adam where changes are small; those of muP are 0. At these widths and with six seeds
   * they are met to 0.25.
   */
  @ParameterizedTest
  @CsvSource({
    "sgd,  1e-3, standard,            -0.5, 0.5, 1.0",
    "adam, 1e-6, standard,             0.0, 1.0, 1.5",
    "sgd,  1e-2, mup(base_width=64),   0.0, 0.0, 0.0",
    "adam, 1e-3, mup(base_width=64),   0.0, 0.0, 0.0"
  })
  void coordinatesChangeWithWidthAsTheoryHasIt(
      String optimizer, double lr, String parametrization, double in, double hidden, double out) {
    int[] widths = {64, 1024};
    double[] expected = {in, hidden, out};
    double[][] logs = new double[3][widths.length];
    for (int w = 0; w < widths.length; w++) {
      for (int seed = 0; seed < 6; seed++) {
        TrialResult result =
            run(
                ("depth=2; width=%s; input_width=32; readout_width=4; activation=relu; batch=16;"
                        + " init=kaiming_normal(nonlinearity=auto); seed=%s; steps=3; lr=%s;"
                        + " optimizer=%s; parametrization=%s")
                    .formatted(widths[w], seed, lr, optimizer, parametrization));
        List<LayerRow> rows = result.layerRows();
        for (int layer = 0; layer < 3; layer++) {
          LayerChange change = rows.get(rows.size() - 3 + layer).change().orElseThrow();
          logs[layer][w] += Math.log(change.activation()) / 6;
        }
      }
    }
    for (int layer = 0; layer < 3; layer++) {
      double slope = (logs[layer][1] - logs[layer][0]) / Math.log((double) widths[1] / widths[0]);
      assertThat(slope).as("exponent of layer %s", layer).isCloseTo(expected[layer], within(0.25));
    }
  }

  @Test
  void costsOfACourseGrowWithItsSteps() {
    Trial still = TrialIdentity.parse(NET);
    Trial trained = TrialIdentity.parse(NET + "; steps=100");
    assertThat(CostModel.seconds(trained)).isGreaterThan(20 * CostModel.seconds(still));
    assertThat(trained.get(Axes.STEPS)).isEqualTo(100);
  }

  /** Adam keeps two arrays beside the weights, and a course what it measures changes by. */
  @Test
  void memoryOfACourseCountsTheOptimizersState() {
    String net = "depth=4; width=600; activation=relu; init=kaiming_normal; engine=explicit";
    long weights = 4L * 600 * 600 * Float.BYTES;
    long sgd = TrialFeasibility.bytes(TrialIdentity.parse(net + "; steps=1"));
    long adam = TrialFeasibility.bytes(TrialIdentity.parse(net + "; steps=1; optimizer=adam"));
    long clipped = TrialFeasibility.bytes(TrialIdentity.parse(net + "; steps=1; clip=1"));
    assertThat(adam - sgd).isEqualTo(2 * weights);
    assertThat(clipped - sgd).isEqualTo(weights - weights / 4);
    Optional<String> refused =
        TrialFeasibility.reason(TrialIdentity.parse(net + "; steps=1; optimizer=adam"), adam - 1);
    assertThat(refused.orElseThrow()).startsWith("needs " + adam + " bytes");
  }

  @Test
  void theKernelIsPartOfTheResultWhereItIsAskedFor() {
    TrialResult result = run(NET + "; ntk=true");
    NtkResult ntk = result.ntk().orElseThrow();
    assertThat(ntk.spectrum().largest()).isGreaterThan(ntk.spectrum().least());
    assertThat(ntk.largestRate().getAsDouble()).isPositive();
    assertThat(result.layers()).isEqualTo(run(NET).layers());
    assertThat(run(NET).ntk()).isEmpty();
    String random = NET + "; ntk=true; loss=random_cotangent";
    assertThat(run(random).ntk().orElseThrow().largestRate()).isEmpty();
    long still = TrialFeasibility.bytes(TrialIdentity.parse(NET));
    assertThat(TrialFeasibility.bytes(result.trial())).isGreaterThan(still + 4 * 160 * 160 * 8);
  }

  /**
   * PyTorch's mean over rows and outputs: T C over the largest eigenvalue; beyond it, divergence.
   */
  @ParameterizedTest
  @CsvSource({"0.9, false", "1.2, true"})
  void gradientDescentDivergesBeyondTheLargestRate(double factor, boolean grows) {
    String net =
        "depth=1; width=4096; input_width=32; batch=4; readout_width=2; activation=identity;"
            + " init=lecun_normal; loss=mse; seed=5; engine=explicit";
    NtkResult ntk = run(net + "; ntk=true").ntk().orElseThrow();
    double rate = ntk.largestRate().getAsDouble();
    assertThat(rate).isCloseTo(8 / ntk.spectrum().largest(), within(1e-12 * rate));
    List<Double> losses = losses(run("%s; steps=20; lr=%s".formatted(net, factor * rate)));
    double largest = losses.stream().mapToDouble(loss -> loss).max().orElseThrow();
    assertThat(largest > losses.get(0)).isEqualTo(grows);
  }
}
