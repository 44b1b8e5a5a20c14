package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.Axes;

/**
 * Computes the identities of trials. For consecutive trials that differ only in their seeds, the
 * rest of the canonical text is made once.
 */
public final class TrialIds {
  private Trial last;
  private String beforeSeed;
  private String afterSeed;

  /** The identity of a trial, as {@link TrialIdentity#id} computes it. */
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
