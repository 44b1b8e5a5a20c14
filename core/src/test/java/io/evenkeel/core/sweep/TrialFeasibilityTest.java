package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.net.Propagation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    for (Trial trial : trials()) {
      long outputs = (long) trial.batch() * trial.shape().fanOut(trial.layers() - 1);
      assertThat(TrialFeasibility.bytes(trial))
          .isEqualTo(
              Propagation.bytes(trial.shape(), trial.backward())
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
      boolean zeros = TrialIdentity.initText(trial).equals("zeros");
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
                "needs %d bytes, more than the trial_memory of %d".formatted(bytes, bytes - 1)));
  }

  @Test
  void cellsComeInThePlansOrder() {
    Plan plan = Plan.fromCanonical(SWEEP);
    plan.forEachCell(cell -> assertThat(cell.trial()).isEqualTo(plan.trialAt(cell.first())));
  }
}
