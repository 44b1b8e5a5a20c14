package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.ModelDisk;
import io.evenkeel.jobs.store.ModelDisk.Fate;
import io.evenkeel.jobs.store.ModelDisk.Operation;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens to a driver's operations, drawn from a seed: some fail before, half-way or after,
 * listings are old, the process is killed at one of them, or another driver runs to its end between
 * two of them.
 *
 * <p>What becomes of an operation hangs on the seed, on the file, and on how often that was done
 * before, so that threads that check files side by side do not change it.
 */
final class FaultSchedule implements ModelDisk.Fates {
  private static final double[] SHARES = {0, 0.02, 0.1, 0.3};

  /** About as many operations as a run has on the driver's thread. */
  private static final int OPERATIONS = 120;

  /** Faults after which a disk is well again: a run tries a file a few times only. */
  private static final int MOST_FAULTS = 12;

  /** The end of a process: nothing it does from then on happens. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** Another driver. */
  interface Other {
    void run();
  }

  private final long seed;
  private final double share;
  private final int killedAt;
  private final int otherAt;
  private final Other other;
  private final Thread driver = Thread.currentThread();
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private volatile boolean killed;
  private volatile boolean otherRuns;

  private FaultSchedule(long seed, double share, int killedAt, int otherAt, Other other) {
    this.seed = seed;
    this.share = share;
    this.killedAt = killedAt;
    this.otherAt = otherAt;
    this.other = other;
  }

  /**
   * A schedule of the calling thread's driver.
   *
   * @param other runs at some moment of every second schedule
   */
  static FaultSchedule of(long seed, Other other) {
    SplittableRandom random = new SplittableRandom(seed);
    double share = SHARES[random.nextInt(SHARES.length)];
    int killedAt = random.nextBoolean() ? random.nextInt(OPERATIONS) : Integer.MAX_VALUE;
    int otherAt = random.nextBoolean() ? random.nextInt(OPERATIONS) : Integer.MAX_VALUE;
    return new FaultSchedule(seed, share, killedAt, otherAt, other);
  }

  /** Whether the process was killed. */
  boolean killed() {
    return killed;
  }

  @Override
  public Fate of(Operation operation, String path) {
    if (otherRuns) {
      return Fate.DONE;
    }
    if (killed) {
      throw new Killed();
    }
    Fate fate = fate(operation, path);
    if (Thread.currentThread() == driver) {
      int number = operations.getAndIncrement();
      if (number == otherAt) {
        otherRuns = true;
        other.run();
        otherRuns = false;
      }
      killed = number >= killedAt;
    }
    return fate;
  }

  /** An answer that is lost with its process is none that is known: the last fate counts too. */
  private Fate fate(Operation operation, String path) {
    String file = operation + path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27,}|\\d{9,}", "");
    int time = times.merge(file, 1, Integer::sum);
    SplittableRandom random = new SplittableRandom(seed ^ file.hashCode() * 31L + time);
    random.nextLong();
    if (random.nextDouble() >= share || faults.get() >= MOST_FAULTS) {
      return Fate.DONE;
    }
    faults.incrementAndGet();
    Fate[] fates = Fate.values();
    return fates[1 + random.nextInt(fates.length - 1)];
  }
}
