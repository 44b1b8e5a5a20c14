package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.PlanMatch;
import io.evenkeel.core.sweep.PlanPart;
import io.evenkeel.core.sweep.TrialFeasibility;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The change of a directory's plan for an edited sweep.
 *
 * <p>Every published shard stays, with all of its trials. A shard that is not published stays
 * planned if the sweep asks for all of its trials; otherwise it is retired. Trials that the sweep
 * asks for and that no remaining shard has become a new part.
 *
 * @param name of the edited sweep
 * @param asked trials that it asks for
 * @param common those that were planned before, published or not
 * @param reused those that are published
 * @param unasked published trials that it does not ask for; they stay
 * @param givenUp trials that were planned, not published, and are not asked for
 * @param missing places of the trials that no remaining shard has
 * @param plan what the directory is to hold from now on
 */
public record Growth(
    String name,
    long asked,
    long common,
    long reused,
    long unasked,
    long givenUp,
    IntegerRuns missing,
    RunPlan plan) {

  /**
   * Finds the change of a directory's plan for an edited sweep.
   *
   * @param there the directory's plan
   * @param sweep the edited sweep
   * @param published shards of that plan that are published
   * @throws SpecException if trials that both ask for would end differently, because trial_memory
   *     differs
   */
  static Growth of(RunPlan there, Plan sweep, BitSet published) {
    return new Search(there, sweep, published).growth();
  }

  /** How many trials are to be computed. */
  public long added() {
    return asked - reused;
  }

  /** {@code s: 20 trials, of which 5 are reused from DIR and 15 are added; ...}. */
  public String text(String location) {
    return String.format(
        Locale.ROOT,
        "%s: %,d trials, of which %,d are reused from %s and %,d are added; %,d trials there are no"
            + " longer asked for%s%s",
        name,
        asked,
        reused,
        location,
        added(),
        unasked,
        unasked > 0 ? " and stay in its tables" : "",
        givenUp > 0
            ? String.format(
                Locale.ROOT, "; %,d that were planned and not computed are given up", givenUp)
            : "");
  }

  /** Visits the shards of a plan, one after the other. */
  private static final class Search {
    private final RunPlan there;
    private final Plan sweep;
    private final BitSet published;
    private final PlanMatch match;

    /** Places of the sweep whose trials are in a remaining shard. */
    private final BitSet covered = new BitSet();

    private final BitSet retired = new BitSet();
    private long common;
    private long reused;
    private long unasked;
    private long givenUp;

    Search(RunPlan there, Plan sweep, BitSet published) {
      this.there = there;
      this.sweep = sweep;
      this.published = published;
      this.match = new PlanMatch(sweep);
    }

    Growth growth() {
      there.parts().forEach(part -> new Walk(part).walk());
      IntegerRuns missing = PlanPart.whole(sweep).places().minus(IntegerRuns.of(covered));
      return new Growth(
          sweep.name(),
          sweep.trials(),
          common,
          reused,
          unasked,
          givenUp,
          missing,
          there.with(new PlanPart(sweep, missing), IntegerRuns.of(retired)));
    }

    /** Visits the shards of one part. */
    private final class Walk {
      private final RunPlan.Part part;
      private final IntegerRuns places;
      private long index;
      private long judged = PlanMatch.NOWHERE;
      private int shard;
      private long end;

      /** Places of the sweep whose trials are in the current shard. */
      private final List<Integer> matches = new ArrayList<>();

      Walk(RunPlan.Part part) {
        this.part = part;
        this.places = part.trials().places();
        this.shard = part.firstShard();
        this.end = part.trials().shards().get(0).trials();
      }

      void walk() {
        match.forEach(part.trials().plan(), this::visit);
      }

      private void visit(Plan.Cell cell, long place, long found) {
        if (!places.contains(place)) {
          return;
        }
        if (found != PlanMatch.NOWHERE) {
          if (cell.first() != judged) {
            judged = cell.first();
            requireSameOutcome(cell, part.trials().plan());
          }
          matches.add(Math.toIntExact(found));
        }
        index++;
        if (index == end) {
          close();
        }
      }

      private void close() {
        int trials = part.trials().shards().get(shard - part.firstShard()).trials();
        if (there.isLive(shard)) {
          decide(trials, matches.size());
        }
        matches.clear();
        shard++;
        if (shard < part.end()) {
          end += part.trials().shards().get(shard - part.firstShard()).trials();
        }
      }

      private void decide(int trials, int asked) {
        common += asked;
        if (published.get(shard)) {
          reused += asked;
          unasked += trials - asked;
          matches.forEach(covered::set);
        } else if (asked == trials) {
          matches.forEach(covered::set);
        } else {
          retired.set(shard);
          givenUp += trials - asked;
        }
      }
    }

    /**
     * Requires a trial to end in the same way under both sweeps; otherwise its row would not be a
     * result of the edited sweep.
     */
    private void requireSameOutcome(Plan.Cell cell, Plan other) {
      long before = other.sweep().trialMemory();
      long now = sweep.sweep().trialMemory();
      if (before == now) {
        return;
      }
      Optional<String> was = TrialFeasibility.reason(cell.trial(), before);
      if (!was.equals(TrialFeasibility.reason(cell.trial(), now))) {
        throw new SpecException(
            "the directory was planned with a trial_memory of %s bytes, this sweep has %s: trials such as '%s' would end otherwise; keep trial_memory, or give another --out"
                .formatted(before, now, cell.trial()));
      }
    }
  }
}
