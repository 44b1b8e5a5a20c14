package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.jobs.parquet.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeasibilityOfCellsTest {
  private static final long MEMORY = 100_000;

  @Test
  void isAskedOncePerCellAndAnswersAsForEachTrial() {
    List<Trial> asked = new ArrayList<>();
    FeasibilityOfCells cells =
        new FeasibilityOfCells(
            trial -> {
              asked.add(trial);
              return TrialFeasibility.of(trial, MEMORY);
            });
    for (int depth : new int[] {2, 3, 500, 2}) {
      for (int seed = 0; seed < 4; seed++) {
        Trial trial = Samples.trial(depth, seed);
        assertThat(cells.apply(trial)).isEqualTo(TrialFeasibility.of(trial, MEMORY));
      }
    }
    assertThat(asked).extracting(Trial::depth).containsExactly(2, 3, 500, 2);
    assertThat(cells.apply(Samples.trial(500, 7)).reason()).isPresent();
  }
}
