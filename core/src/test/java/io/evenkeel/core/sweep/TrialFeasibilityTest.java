package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.init.Orthogonal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialFeasibilityTest {
  private static final String SWEEP =
      """
      evenkeel-sweep 1
      name s
      trial_memory 1073741824
      grid
      depth 1..6,50
      width 3,40
      batch 1,16
      input_width 7; width
      readout_width 0,5
      activation relu
      init identity; zeros
      backward false; true
      seed 0
      """
          .stripTrailing();

  private static List<Trial> trials() {
    Plan plan = Plan.fromCanonical(SWEEP);
    List<Trial> trials = new ArrayList<>();
    plan.forEachCell(cell -> trials.add(cell.trial()));
    return trials;
  }

  @Test
  void bytesAreThoseOfTheWholeNetwork() {
    for (Trial chosen : trials()) {
      Trial trial = chosen.with(EngineKind.EXPLICIT);
      long outputs = (long) trial.batch() * trial.shape().fanOut(trial.layers() - 1);
      assertThat(TrialFeasibility.bytes(trial))
          .isEqualTo(
              Engines.EXPLICIT.memory(TrialWorkload.of(trial)).total()
                  + 4L * trial.batch() * trial.inputWidth()
                  + 8 * outputs);
    }
  }

  @Test
  void anyLayerThatCannotHaveTheSchemeMakesTheTrialInvalid() {
    for (Trial trial : trials()) {
      boolean square =
          trial.inputWidth() == trial.width()
              && (trial.readoutWidth() == 0 || trial.readoutWidth() == trial.width());
      boolean zeros = trial.text(Axes.INIT).equals("zeros");
      assertThat(TrialFeasibility.reason(trial, Long.MAX_VALUE).isEmpty())
          .as("%s", trial)
          .isEqualTo(square || zeros);
    }
  }

  @Test
  void saysHowManyBytesWereNeeded() {
    Trial trial = trials().get(0);
    long bytes = TrialFeasibility.bytes(trial);
    assertThat(TrialFeasibility.reason(trial, bytes - 1))
        .isEqualTo(
            Optional.of(
                "needs %s bytes, more than the trial_memory of %s".formatted(bytes, bytes - 1)));
  }

  /** A matrix as large as the weights is made of the reflectors, whatever the depth. */
  @Test
  void bytesCountWhatOrthogonalWeightsAreMadeIn() {
    for (int depth : new int[] {1, 50}) {
      long drawn = TrialFeasibility.bytes(trial("normal", depth, 16, "explicit"));
      long orthogonal = TrialFeasibility.bytes(trial("orthogonal", depth, 16, "explicit"));
      assertThat(orthogonal - drawn)
          .isEqualTo(new Orthogonal(1).fillFootprint(40, 40).total())
          .isGreaterThanOrEqualTo(Float.BYTES * 40L * 40);
    }
    // Without the matrix nothing is made of reflectors; only some factors of the batch are more.
    long free = TrialFeasibility.bytes(trial("normal", 1, 16, "matrix_free"));
    assertThat(TrialFeasibility.bytes(trial("orthogonal", 1, 16, "matrix_free")) - free)
        .isBetween(0L, new Orthogonal(1).fillFootprint(40, 40).total() - 1);
  }

  /** Haar weights can be left undrawn if the longer side is at least twice the batch. */
  @Test
  void saysWhyTheMatrixFreeEngineCannotComputeATrial() {
    assertThat(TrialFeasibility.reason(trial("orthogonal", 2, 20, "matrix_free"), Long.MAX_VALUE))
        .isEmpty();
    assertThat(TrialFeasibility.reason(trial("orthogonal", 2, 21, "matrix_free"), Long.MAX_VALUE))
        .hasValue(
            "engine matrix_free cannot compute orthogonal with 40 inputs, 40 units and batch 21;"
                + " explicit can");
    assertThat(TrialFeasibility.reason(trial("orthogonal", 2, 21, "explicit"), Long.MAX_VALUE))
        .isEmpty();
    assertThat(TrialFeasibility.reason(trial("uniform", 2, 2, "matrix_free"), Long.MAX_VALUE))
        .hasValue(
            "engine matrix_free cannot compute uniform with 40 inputs, 40 units and batch 2;"
                + " explicit can");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "depth=2; shape=40-40-20; block=residual(branch=1) | block residual needs hidden layers of one width, got [40, 20]",
        "engine=matrix_free; precision=bf16(weights=false); loss_scale=auto | engine matrix_free cannot pass a network twice, as loss_scale=auto needs: engine explicit can",
        "depth=6; block=residual | depth 6 less 1 for the stem does not divide into blocks of 2 layers",
        "depth=6; block=gpt2 | depth 6 less 1 for the stem does not divide into blocks of 2 layers",
        "norm=layer_norm | a plain net has no norm at place branch: that belongs to residual blocks",
        "norm=rms_norm(place=stream) | a plain net has no norm at place stream: that belongs to residual blocks",
        "batch=3; norm=batch_norm | batch_norm needs a batch of at least 4, got 3: with fewer rows no gradient has a finite expectation",
        "batch=1; block=residual; norm=batch_norm(place=stream) | batch_norm needs a batch of at least 4, got 1: with fewer rows no gradient has a finite expectation",
        "init=identity; input_width=7; block=residual | identity needs a square layer, got 7 inputs and 40 units",
        "first_init=identity; input_width=7; block=residual | identity needs a square layer, got 7 inputs and 40 units",
        "readout_width=10; init=identity; block=rezero | identity needs a square layer, got 40 inputs and 10 units",
        "engine=matrix_free; init=orthogonal; batch=21; block=residual | engine matrix_free cannot compute orthogonal with 40 inputs, 40 units and batch 21; explicit can",
        "engine=matrix_free; input_width=7; batch=24; first_init=orthogonal; block=residual | engine matrix_free cannot compute orthogonal with 7 inputs, 40 units and batch 24; explicit can",
      })
  void architecturesThatCannotBeHaveAReason(String keys, String reason) {
    List<String> parts = new ArrayList<>(List.of(keys.split("; ", -1)));
    List.of("depth=5", "width=40", "batch=16", "activation=tanh", "init=lecun_normal").stream()
        .filter(part -> !keys.matches("(.*; )?" + part.substring(0, part.indexOf('=') + 1) + ".*"))
        .forEach(parts::add);
    Trial trial = TrialIdentity.parse(String.join("; ", parts));
    assertThat(TrialFeasibility.reason(trial, Long.MAX_VALUE)).hasValue(reason);
  }

  private static Trial trial(String init, int depth, int batch, String engine) {
    return TrialIdentity.parse(
        "depth=%s; width=40; batch=%s; activation=%s; init=%s; engine=%s"
            .formatted(depth, batch, trials().get(0).text(Axes.ACTIVATION), init, engine));
  }

  @Test
  void cellsComeInThePlansOrder() {
    Plan plan = Plan.fromCanonical(SWEEP);
    plan.forEachCell(cell -> assertThat(cell.trial()).isEqualTo(plan.trialAt(cell.first())));
  }
}
