package io.evenkeel.jobs.run;

import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Signs;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What is true of a cell by the shares of very many of its networks, of seeds that no verdict has
 * seen. A share counts as above a bound if it is so within three of its standard errors: near a
 * bound both verdicts may be true.
 *
 * @param depth hidden layers
 * @param margin three standard errors of a share of one half
 */
record TruthBySeeds(int depth, double margin) {
  private static final double TOLERATED = Thresholds.DEFAULT.toleratedShare();

  /** Shallower networks do not tell a power law. */
  private static final int SHALLOWEST = 8;

  static KnownTruth of(CellSummary summary) {
    TruthBySeeds truth =
        new TruthBySeeds(summary.cell().depth(), 1.5 / Math.sqrt((double) summary.trials()));
    return new KnownTruth(
        String.format(Locale.ROOT, "%,d seeds", summary.trials()),
        truth.signal(summary.forward(), 1),
        truth.signal(summary.backward(), -1),
        KnownTruth.Part.of(truth.inputs(summary.correlation(), summary.alike())),
        truth.loss(summary.loss()));
  }

  /**
   * @param sense 1 if the signal goes from shallow layers to deep ones, else -1
   */
  private KnownTruth.Part signal(PassSummary pass, int sense) {
    double lost = pass.nonFinite() + pass.dead() + pass.constant();
    double n = lost + pass.changes().n();
    if (n == 0) {
      return new KnownTruth.Part("-", Set.of());
    }
    double below = pass.changes().below() / n;
    double within = pass.changes().within() / n;
    double above = pass.changes().above() / n;
    Set<Verdict> right = EnumSet.noneOf(Verdict.class);
    boolean stays = within >= 1 - TOLERATED - margin;
    add(right, Verdict.STABLE, stays);
    double largest = Math.max(Math.max(below, above), Math.max(within, lost / n));
    add(right, Verdict.SPLIT, largest <= 1 - TOLERATED + margin);
    for (boolean rising : new boolean[] {true, false}) {
      boolean leaves = mostly(rising ? above : below);
      boolean up = rising == sense > 0;
      add(right, rising ? Verdict.EXPLODING : Verdict.VANISHING, leaves && exponential(pass, up));
      add(right, Verdict.POWER_LAW, (leaves || stays) && powerLaw(pass, up));
      add(
          right,
          Verdict.LEVELS_OFF,
          leaves && sign(pass, Bend.ABOVE_LEVEL, false) && sign(pass, Bend.BELOW_LEVEL, true));
    }
    add(right, Verdict.NON_FINITE, pass.nonFinite() / n >= TOLERATED - margin);
    boolean flat = (pass.dead() + pass.constant()) / n >= TOLERATED - margin;
    add(right, Verdict.DEAD, flat && pass.dead() >= pass.constant() - margin * n);
    add(right, Verdict.CONSTANT, flat && pass.constant() >= pass.dead() - margin * n);
    return new KnownTruth.Part(
        String.format(
            Locale.ROOT,
            "%.1f/%.1f/%.1f/%.1f",
            100 * below,
            100 * within,
            100 * above,
            100 * lost / n),
        right);
  }

  private static void add(Set<Verdict> right, Verdict verdict, boolean holds) {
    if (holds) {
      right.add(verdict);
    }
  }

  private boolean mostly(double share) {
    return share >= 0.5 - margin;
  }

  private boolean mostly(long count, long n) {
    return mostly((double) count / n);
  }

  private boolean exponential(PassSummary pass, boolean up) {
    return depth < SHALLOWEST
        || mostly(pass.faded(), Math.max(1, pass.changes().n()))
        || (sign(pass, Bend.LATE, up) && sign(pass, Bend.HALFWAY, up))
        || sign(pass, up ? Bend.ABOVE_LARGEST : Bend.BELOW_LARGEST, up);
  }

  private boolean powerLaw(PassSummary pass, boolean up) {
    return depth >= SHALLOWEST
        && sign(pass, Bend.LATE, up)
        && sign(pass, Bend.HALF, up)
        && sign(pass, Bend.THREE_HALVES, !up)
        && sign(pass, up ? Bend.ABOVE_LARGEST : Bend.BELOW_LARGEST, !up)
        && sign(pass, Bend.EXPLAINED, true);
  }

  private boolean sign(PassSummary pass, Bend bend, boolean above) {
    Signs signs = pass.slopes().of(bend);
    return mostly(above ? signs.above() : signs.below(), signs.n());
  }

  private Set<Verdict> inputs(PassSummary pass, AlikeInputs alike) {
    long atOnce = pass.dead() + pass.constant();
    long n = atOnce + pass.changes().n();
    Set<Verdict> right = EnumSet.noneOf(Verdict.class);
    if (n == 0) {
      return right;
    }
    boolean jumps = 2 * alike.jumped() > pass.rate().n();
    if (mostly(atOnce + pass.changes().below(), n)) {
      long sudden = pass.faded() + atOnce;
      Signs own = pass.contrast();
      Signs slow = pass.slopes().of(Bend.NEARLY_EXPONENTIAL);
      boolean slower = mostly(slow.above(), slow.n() + sudden);
      add(
          right,
          Verdict.ORDERED,
          depth < SHALLOWEST
              || mostly(own.below() + sudden, own.n() + sudden)
              || (!jumps && mostly(alike.contrast().below(), alike.contrast().n())));
      add(
          right,
          jumps ? Verdict.CHAOTIC : Verdict.CRITICAL,
          slower && (jumps || mostly(alike.contrast().above(), alike.contrast().n())));
    }
    if (mostly(pass.changes().within() + pass.changes().above(), n)) {
      Changes changes = alike.changes();
      add(right, Verdict.CHAOTIC, jumps || mostly(changes.above(), changes.n()));
      add(right, Verdict.CRITICAL, !jumps && mostly(changes.within(), changes.n()));
      add(right, Verdict.ORDERED, !jumps && mostly(changes.below(), changes.n()));
    }
    return right;
  }

  private KnownTruth.Part loss(LossSummary loss) {
    double share = loss.nonFiniteShare().orElse(0);
    Set<Verdict> right = EnumSet.noneOf(Verdict.class);
    add(right, Verdict.FINITE, share <= TOLERATED + margin);
    add(right, Verdict.NON_FINITE, share >= TOLERATED - margin);
    return new KnownTruth.Part(String.format(Locale.ROOT, "%.1f", 100 * share), right);
  }
}
