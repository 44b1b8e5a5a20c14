package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.Axes;

/**
 * Gives the identities of trials. Where trials follow each other that differ in their seeds alone,
 * their canonical texts do too: the rest of it is made once.
 */
public final class TrialIds {
  private Trial last;
  private String beforeSeed;
  private String afterSeed;

  /** As {@link TrialIdentity#id}. */
  public long of(Trial trial) {
    if (last == null || !trial.sameCell(last)) {
      String text = TrialIdentity.canonicalText(trial);
      String seed = "; " + Axes.SEED.key() + "=";
      int begin = text.indexOf(seed) + seed.length();
      beforeSeed = text.substring(0, begin);
      afterSeed = text.substring(begin + trial.text(Axes.SEED).length());
      last = trial;
    }
    return TrialIdentity.idOf(beforeSeed + trial.text(Axes.SEED) + afterSeed);
  }
}
