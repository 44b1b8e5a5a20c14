package io.evenkeel.jobs.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.jobs.run.LocalTrials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The search where the answer is known in closed form. */
class ScaleSearchTest {
  private static final LocalTrials TRIALS = new LocalTrials(Sweep.DEFAULT_TRIAL_MEMORY);
  private static final Measurements MEASUREMENTS = new Measurements(TRIALS, Thresholds.DEFAULT, 30);

  @AfterAll
  static void close() {
    TRIALS.close();
  }

  private static Question question(String activation, int depth, int width) {
    Map<Axis<?>, String> values = new LinkedHashMap<>();
    values.put(Axes.DEPTH, Integer.toString(depth));
    values.put(Axes.WIDTH, Integer.toString(width));
    values.put(Axes.ACTIVATION, activation);
    return new Question(values);
  }

  private static Optional<Scale> found(Question question, String init, double start)
      throws IOException {
    return new ScaleSearch(MEASUREMENTS, question, gain -> Scheme.of(init.formatted(gain)))
        .from(start);
  }

  /** An orthogonal matrix keeps every length: a linear net changes by gain^(depth - 1). */
  @Test
  void linearOrthogonalNetsHoldWithinWhatTheirGainMultipliesTo() throws IOException {
    int depth = 50;
    Question question = question("linear", depth, 64);
    double end = Thresholds.DEFAULT.decadesAllowed(depth) * Math.log(10) / (depth - 1);
    for (double start : new double[] {0.3, 1, 5}) {
      Scale scale = found(question, "orthogonal(gain=%s)", start).orElseThrow();
      // An end is found to a sixteenth of its distance from the best gain, or to 3 % of what is
      // allowed; the std of the batch's values differs from its rms by a mean of some percent.
      assertThat(Math.log(scale.low())).isCloseTo(-end, within(0.1 * end));
      assertThat(Math.log(scale.high())).isCloseTo(end, within(0.1 * end));
      assertThat(Math.log(scale.gain())).isCloseTo(0, within(0.15 * end));
      assertThat(scale.holds()).isTrue();
    }
  }

  /** Every unit of such a net is in the dead zone. */
  @Test
  void whatIsDeadAtEveryScaleHasNone() throws IOException {
    Question question = question("threshold(threshold=0,value=0)", 12, 2);
    assertThat(
            found(
                question("threshold(threshold=1e30,value=0)", 5, 8), "kaiming_normal(gain=%s)", 1))
        .isEmpty();
    Scale narrow = found(question, "kaiming_normal(gain=%s)", 1).orElse(null);
    assertThat(narrow == null || !narrow.holds()).isTrue();
  }
}
