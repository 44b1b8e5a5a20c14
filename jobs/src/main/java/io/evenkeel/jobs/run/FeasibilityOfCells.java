package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import java.util.function.Function;

/**
 * Says whether trials can be computed, and asks once for those that follow each other with other
 * seeds alone: the answer does not depend on the seed. Of one thread.
 */
final class FeasibilityOfCells implements Function<Trial, TrialFeasibility.Answer> {
  private final Function<Trial, TrialFeasibility.Answer> asked;
  private Trial last;
  private TrialFeasibility.Answer answer;

  /**
   * @param asked answers for one trial
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
