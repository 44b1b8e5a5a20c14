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
 * the heap and off it; until then it waits. Trials are admitted in the order of their requests, and
 * no later trial is admitted before one that waits; so every trial that fits alone is computed at
 * some time. A thread that requests memory must hold none, so that no two threads can wait for each
 * other.
 */
final class MemoryBudget {
  /** How long a waiting trial sleeps before it checks whether it is still wanted. */
  private static final long LOOK_UP_MILLIS = 200;

  private final Footprint shared;
  private final Footprint most;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final Set<Grant> underWay = new HashSet<>();
  private Footprint taken = Footprint.NONE;
  private long admissions;

  /**
   * @param shared memory that all running trials may take together
   * @param most memory that a single running trial may take, at least {@code shared}
   */
  MemoryBudget(Footprint shared, Footprint most) {
    this.shared = shared;
    this.most = most.max(shared);
  }

  /** The memory that all running trials may take together. */
  Footprint shared() {
    return shared;
  }

  /** The memory that a single running trial may take. */
  Footprint most() {
    return most;
  }

  /** Is called by a trial that waits; may throw an exception to end the wait. */
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

    /** The memory that may be taken. */
    Footprint footprint() {
      return footprint;
    }

    /** Records that a trial begins with this permission. */
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
   * Waits until the memory is available. The calling thread must hold no other grant.
   *
   * @throws MemoryShortage if the process does not have as much, even with nothing else running
   * @throws IOException what {@code stillWanted} throws
   */
  Grant admit(Footprint footprint, StillWanted stillWanted) throws IOException {
    return admit(new Request(footprint, false), stillWanted);
  }

  /** Waits like {@link #admit}, and admits no other trial until the grant is closed. */
  Grant admitAlone(Footprint footprint, StillWanted stillWanted) throws IOException {
    return admit(new Request(footprint, true), stillWanted);
  }

  /**
   * Whether a trial waits. Whoever holds a grant that it does not need at the moment should close
   * it then.
   */
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

  /** Admits waiting trials in their order, up to the first that does not fit. */
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
