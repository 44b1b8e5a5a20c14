package io.evenkeel.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.evenkeel.core.SpecException;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.ConflictException;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The plan files of a run directory: {@code plan.json}, and {@code plan-2.json}, {@code
 * plan-3.json}, ... one for each time that its sweep grew.
 *
 * <p>The file with the highest number is the valid one; it is complete without the others. Each
 * file is created once and never changes. So a directory's plan changes in one step, even if a
 * process is stopped, and if two processes change it at the same time, the second one notices the
 * first.
 */
public final class PlanFiles {
  /** The advice for a plan file that cannot be understood. */
  private static final String REMEDY =
      "move that file away and repeat the run's command: it writes the plan anew and keeps every"
          + " intact result";

  private static final String NO_PLAN =
      "is not a run directory: it has no "
          + RunFiles.PLAN
          + "; if it was one, the run's command writes the plan anew and keeps every intact result";

  private final Store store;
  private final List<Problem> repaired = new ArrayList<>();

  private PlanFiles(Store store) {
    this.store = store;
  }

  /**
   * A directory that is going to hold the trials of a plan.
   *
   * @param plan the directory's plan
   * @param number of its plan file
   * @param repaired the problems of plan files that were written again
   */
  public record Claimed(RunPlan plan, int number, List<Problem> repaired) {
    /** The plan file that would exist if another process had changed the plan. */
    String successor() {
      return RunFiles.plan(number + 1);
    }
  }

  /**
   * Reads a directory's plan.
   *
   * @throws StoreException if there is none or it cannot be understood
   */
  public static PlanFile read(Store store) throws IOException {
    return read(store, RunFiles.newestPlan(store));
  }

  /**
   * Reads one of a directory's plan files.
   *
   * @param number 0 if there is none
   */
  public static PlanFile read(Store store, int number) throws IOException {
    if (number == 0) {
      throw new StoreException(store.location() + " " + NO_PLAN, null);
    }
    String file = RunFiles.plan(number);
    try (InputStream in = store.open(file)) {
      return PlanText.parse(in);
    } catch (JsonProcessingException | CharConversionException | IllegalArgumentException e) {
      throw damaged(store.location() + "/" + file, e);
    } catch (IOException e) {
      throw StoreException.unreached(e) && !store.local()
          ? e
          : new StoreException(e.getMessage() + "; " + REMEDY, e);
    }
  }

  static StoreException damaged(String file, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StoreException("%s is damaged (%s); %s".formatted(file, reason, REMEDY), cause);
  }

  /**
   * The change of a directory's plan for an edited sweep. Nothing is written.
   *
   * @throws SpecException if the directory is another plan's, or of other versions
   * @throws StoreException if it has no plan, or that cannot be understood
   */
  public static Growth growth(RunPlan asked, Store store) throws IOException {
    return growth(asked, store, read(store));
  }

  /**
   * Adds a plan to the plan of a directory, unless that has it already. A plan file that has the
   * hash or the sweep of this plan, but differs from it in other parts, is damaged and is written
   * again.
   *
   * @param asked the plan of one sweep
   * @param heard receives the change, before it is made, if the directory holds more or less than
   *     this plan
   * @throws SpecException if the directory is another plan's, or of other versions; the message
   *     shows the first difference
   */
  public static Claimed claim(RunPlan asked, Store store, Consumer<Growth> heard)
      throws IOException {
    return new PlanFiles(store).claim(asked, heard);
  }

  /**
   * Makes this plan the only one of a directory, unless it is that already.
   *
   * @throws SpecException if it holds another plan
   */
  static void claimExactly(RunPlan plan, Store store) throws IOException {
    PlanFile mine = PlanFile.of(plan);
    if (RunFiles.newestPlan(store) == 0 && new PlanFiles(store).created(1, mine)) {
      return;
    }
    PlanFile there = read(store);
    if (!there.equals(mine)) {
      throw anotherPlan(store, there, mine);
    }
  }

  private Claimed claim(RunPlan asked, Consumer<Growth> heard) throws IOException {
    PlanFile mine = PlanFile.of(asked);
    while (true) {
      int number = RunFiles.newestPlan(store);
      if (number == 0) {
        if (created(1, mine)) {
          return new Claimed(asked, 1, repaired);
        }
        continue;
      }
      PlanFile there = read(store, number);
      there.requireThisVersionsDraws(store.location());
      if (there.equals(mine)) {
        return new Claimed(asked, number, repaired);
      }
      if (damagedVersionOf(mine, there)) {
        Quarantine.take(store, RunFiles.plan(number));
        repaired.add(new Problem(RunFiles.plan(number), PlanFile.INCONSISTENT));
        continue;
      }
      Growth growth = growth(asked, store, there);
      heard.accept(growth);
      if (growth.plan().hash().equals(there.planHash())) {
        return new Claimed(growth.plan(), number, repaired);
      }
      if (created(number + 1, PlanFile.of(growth.plan()))) {
        return new Claimed(growth.plan(), number + 1, repaired);
      }
    }
  }

  /**
   * Whether the file now exists with these bytes; false if another process has written another one
   * first.
   */
  private boolean created(int number, PlanFile file) throws IOException {
    try {
      store.createOnce(RunFiles.plan(number), Content.of(PlanText.bytes(file)));
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  /** Whether a plan file contradicts itself and was written for this sweep. */
  private static boolean damagedVersionOf(PlanFile mine, PlanFile there) throws IOException {
    boolean same =
        there.planHash().equals(mine.planHash()) || there.newestSweep().equals(mine.newestSweep());
    return mine.sameVersions(there) && same && !consistent(there);
  }

  private static boolean consistent(PlanFile there) {
    try {
      return PlanFile.of(there.rebuild()).describes(there);
    } catch (StoreException e) {
      return false;
    }
  }

  private static Growth growth(RunPlan asked, Store store, PlanFile there) throws IOException {
    PlanFile mine = PlanFile.of(asked);
    there.requireThisVersionsDraws(store.location());
    if (!mine.sameVersions(there)) {
      throw anotherPlan(store, there, mine);
    }
    RunPlan planned = there.rebuild();
    if (!PlanFile.of(planned).describes(there)) {
      throw new StoreException(
          "the plan of %s is damaged: %s; run the sweep that it holds, or give another --out"
              .formatted(store.location(), PlanFile.INCONSISTENT),
          null);
    }
    BitSet published = RunFiles.list(store, TableSchema.TRIALS, planned.live()).shards();
    Growth growth = Growth.of(planned, asked.parts().get(0).trials().plan(), published);
    if (growth.common() == 0 && !planned.name().equals(asked.name())) {
      throw anotherPlan(store, there, mine);
    }
    return growth;
  }

  /**
   * Checks that a directory's plan is still the one with which a run began.
   *
   * @param successor the plan file that must not exist
   * @throws RunFailure if it exists
   */
  static void requireNone(Store store, String successor) throws IOException {
    if (store.exists(successor)) {
      throw new RunFailure(
          "another run has changed what %s is to hold since this one began (%s); what is published is"
                  .formatted(store.location(), successor)
              + " kept",
          null);
    }
  }

  private static SpecException anotherPlan(Store store, PlanFile there, PlanFile mine) {
    return new SpecException(
        "%s holds another plan (%s); give another --out"
            .formatted(store.location(), there.differenceFrom(mine)));
  }
}
