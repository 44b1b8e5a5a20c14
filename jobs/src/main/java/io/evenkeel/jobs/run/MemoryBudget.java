package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Shares the memory of a process among the trials that it computes at the same time.
 *
 * <p>A trial is admitted when its planned footprint fits beside those of all trials under way, on
 * the heap and off it; until then it waits. Trials are admitted in the order in which they asked,
 * and none that came later overtakes one that waits: so every trial that fits alone gets its turn.
 * Whoever asks must hold nothing: so no two can wait for each other.
 */
final class MemoryBudget {
  /** How long a waiting trial sleeps before it looks whether it is still wanted. */
  private static final long LOOK_UP_MILLIS = 200;

  private final Footprint shared;
  private final Footprint most;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final Set<Grant> underWay = new HashSet<>();
  private Footprint taken = Footprint.NONE;
  private long admissions;

  /**
   * @param shared what all trials under way may take together
   * @param most what a trial may take that is alone, at least {@code shared}
   */
  MemoryBudget(Footprint shared, Footprint most) {
    this.shared = shared;
    this.most = most.max(shared);
  }

  /** What all trials under way may take together. */
  Footprint shared() {
    return shared;
  }

  /** What a trial may take that is alone. */
  Footprint most() {
    return most;
  }

  /** Asked by a trial that waits; may throw to give up waiting. */
  @FunctionalInterface
  interface StillWanted {
    /** Throws if the trial is not wanted any more. */
    void check() throws IOException;
  }

  /** Permission to take memory, until it is closed. */
  final class Grant implements AutoCloseable {
    private final Footprint footprint;
    private long admissionsBefore;
    private boolean company;

    private Grant(Footprint footprint) {
      this.footprint = footprint;
    }

    /** What may be taken. */
    Footprint footprint() {
      return footprint;
    }

    /** Notes that a trial begins under this permission. */
    void begin() {
      synchronized (MemoryBudget.this) {
        admissionsBefore = admissions;
        company = underWay.size() > 1;
      }
    }

    /** Whether no other trial has been admitted at any time since {@link #begin}. */
    boolean alone() {
      synchronized (MemoryBudget.this) {
        return !company && admissions == admissionsBefore;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryBudget.this) {
        if (underWay.remove(this)) {
          taken = taken.minus(footprint);
          admitNext();
        }
      }
    }
  }

  private static final class Request {
    private final Footprint footprint;
    private final boolean exclusive;
    private Grant grant;

    Request(Footprint footprint, boolean exclusive) {
      this.footprint = footprint;
      this.exclusive = exclusive;
    }
  }

  /**
   * Waits for its turn. The calling thread must hold no other grant.
   *
   * @throws MemoryShortage if the process has not so much, whatever else it does
   * @throws IOException what {@code stillWanted} throws
   */
  Grant admit(Footprint footprint, StillWanted stillWanted) throws IOException {
    return admit(new Request(footprint, false), stillWanted);
  }

  /** As {@link #admit}, and lets no other trial in until the grant is closed. */
  Grant admitAlone(Footprint footprint, StillWanted stillWanted) throws IOException {
    return admit(new Request(footprint, true), stillWanted);
  }

  /** Whether a trial waits: whoever can do without a grant for a while should close it. */
  synchronized boolean awaited() {
    return !waiting.isEmpty();
  }

  /** How many trials wait. */
  synchronized int requests() {
    return waiting.size();
  }

  private synchronized Grant admit(Request request, StillWanted stillWanted) throws IOException {
    if (!request.footprint.fits(most)) {
      throw MemoryShortage.ofProcess(request.footprint, most);
    }
    waiting.addLast(request);
    admitNext();
    boolean admitted = false;
    try {
      while (request.grant == null) {
        wait(LOOK_UP_MILLIS);
        if (request.grant == null) {
          stillWanted.check();
        }
      }
      admitted = true;
      return request.grant;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for memory", e);
    } finally {
      if (!admitted) {
        withdraw(request);
      }
    }
  }

  private void withdraw(Request request) {
    waiting.remove(request);
    if (request.grant != null) {
      request.grant.close();
    }
    admitNext();
  }

  /** Admits those who wait, in their order, as far as the first that does not fit. */
  private void admitNext() {
    while (!waiting.isEmpty() && admissible(waiting.getFirst())) {
      Request next = waiting.removeFirst();
      // Whoever must be alone takes everything.
      next.grant = new Grant(next.exclusive ? most : next.footprint);
      underWay.add(next.grant);
      taken = taken.plus(next.grant.footprint);
      admissions++;
      next.grant.begin();
      notifyAll();
    }
  }

  private boolean admissible(Request request) {
    return underWay.isEmpty() || (!request.exclusive && taken.plus(request.footprint).fits(shared));
  }
}
