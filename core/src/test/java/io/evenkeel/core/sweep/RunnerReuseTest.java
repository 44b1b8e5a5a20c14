package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One runner over shapes, engines and passes in any order, against a fresh one for each trial. */
class RunnerReuseTest {
  private static final List<String> INITS =
      List.of(
          "xavier_normal", "orthogonal", "sparse(sparsity=0.9)", "constant(val=0.1)", "uniform");

  @Test
  void whatARunnerComputedBeforeDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(9);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      trials.add(trial(random));
    }
    int computed = 0;
    try (TrialRunner reused = new TrialRunner()) {
      for (Trial trial : trials) {
        if (TrialFeasibility.reason(trial, Long.MAX_VALUE).isPresent()) {
          continue;
        }
        computed++;
        String expected;
        try (TrialRunner fresh = new TrialRunner()) {
          expected = fresh.run(trial).toString();
        }
        // Records print every number so that it is read back as the same.
        assertThat(reused.run(trial).toString()).as("%s", trial).isEqualTo(expected);
      }
    }
    assertThat(computed).isGreaterThan(30);
  }

  private static Trial trial(SplittableRandom random) {
    List<String> activations = List.of("relu", "tanh", "gelu", "identity");
    List<Integer> widths = List.of(3, 33, 64, 120, 530);
    String text =
        "depth=%s; width=%s; batch=%s; readout_width=%s; activation=%s; init=%s; bias=%s; loss=%s; engine=%s; backward=%s; seed=%s"
            .formatted(
                1 + random.nextInt(6),
                widths.get(random.nextInt(widths.size())),
                List.of(1, 4, 16, 70).get(random.nextInt(4)),
                random.nextInt(3) == 0 ? 5 : 0,
                activations.get(random.nextInt(activations.size())),
                INITS.get(random.nextInt(INITS.size())),
                random.nextBoolean() ? "none" : "normal(std=0.1)",
                random.nextBoolean() ? "mse" : "cross_entropy",
                random.nextBoolean() ? "explicit" : "matrix_free",
                random.nextInt(4) > 0,
                random.nextInt(3));
    try {
      return TrialIdentity.parse(text);
    } catch (SpecException e) {
      throw new AssertionError(text, e);
    }
  }
}
