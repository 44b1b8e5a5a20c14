package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import java.util.function.Function;

/**
 * Says whether trials can be computed. The answer does not depend on the seed, so it is computed
 * once for consecutive trials that differ only in their seeds. An instance is used by one thread.
 */
final class FeasibilityOfCells implements Function<Trial, TrialFeasibility.Answer> {
  private final Function<Trial, TrialFeasibility.Answer> asked;
  private Trial last;
  private TrialFeasibility.Answer answer;

  /**
   * @param asked gives the answer for one trial
   */
  FeasibilityOfCells(Function<Trial, TrialFeasibility.Answer> asked) {
    this.asked = asked;
  }

  @Override
  public TrialFeasibility.Answer apply(Trial trial) {
    if (last == null || !trial.sameCell(last)) {
      answer = asked.apply(trial);
      last = trial;
    }
    return answer;
  }
}
