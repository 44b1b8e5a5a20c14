package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Footprint;
import io.evenkeel.jobs.run.MemoryBudget.Grant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final MemoryBudget.StillWanted YES = () -> {};

  private final MemoryBudget budget =
      new MemoryBudget(new Footprint(100, 1000), new Footprint(150, 1000));
  private final ExecutorService pool = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    pool.shutdownNow();
  }

  @Test
  void trialsAreAdmittedWhileBothKindsOfMemoryLast() throws Exception {
    budget.admit(new Footprint(50, 100), YES);
    Grant second = budget.admit(new Footprint(50, 100), YES);
    Future<Grant> noHeap = waiting(new Footprint(1, 0), YES);
    second.close();
    Grant third = noHeap.get();
    Future<Grant> noNativeMemory = waiting(new Footprint(0, 901), YES);
    third.close();
    assertThat(noNativeMemory.isDone()).isFalse();
    assertThat(budget.awaited()).isTrue();
  }

  @Test
  void noTrialOvertakesOneThatWaits() throws Exception {
    Grant first = budget.admit(new Footprint(60, 0), YES);
    Future<Grant> large = waiting(new Footprint(100, 0), YES);
    Future<Grant> small = waiting(new Footprint(10, 0), YES);
    first.close();
    Grant second = large.get();
    assertThat(small.isDone()).isFalse();
    second.close();
    small.get().close();
    assertThat(budget.awaited()).isFalse();
  }

  @Test
  void aTrialLargerThanWhatIsSharedRunsAloneAndOneLargerThanTheProcessNever() throws Exception {
    Grant first = budget.admit(new Footprint(1, 0), YES);
    Future<Grant> large = waiting(new Footprint(150, 0), YES);
    first.close();
    large.get();
    Future<Grant> beside = waiting(new Footprint(0, 1), YES);
    large.get().close();
    beside.get();
    assertThatThrownBy(() -> budget.admit(new Footprint(151, 0), YES))
        .isInstanceOfSatisfying(
            MemoryShortage.class, shortage -> assertThat(shortage.lasting()).isTrue());
    assertThatThrownBy(() -> budget.admit(new Footprint(0, 1001), YES))
        .isInstanceOf(MemoryShortage.class);
  }

  @Test
  void aTrialThatAsksToRunAloneDoes() throws Exception {
    Grant first = budget.admit(new Footprint(1, 1), YES);
    Future<Grant> alone = pool.submit(() -> budget.admitAlone(new Footprint(1, 1), YES));
    awaitRequests(1);
    Future<Grant> behind = waiting(new Footprint(1, 1), YES);
    first.close();
    assertThat(alone.get().alone()).isTrue();
    assertThat(behind.isDone()).isFalse();
    alone.get().close();
    behind.get();
  }

  @Test
  void aTrialIsAloneIfNoOtherRanSinceItBegan() throws Exception {
    Grant first = budget.admit(new Footprint(1, 1), YES);
    assertThat(first.alone()).isTrue();
    Grant second = budget.admit(new Footprint(1, 1), YES);
    assertThat(first.alone()).isFalse();
    assertThat(second.alone()).isFalse();
    second.close();
    assertThat(first.alone()).as("the second is gone, but was there").isFalse();
    first.begin();
    assertThat(first.alone()).isTrue();
  }

  @Test
  void aRequestThatIsGivenUpDelaysNoOther() throws Exception {
    Grant first = budget.admit(new Footprint(60, 0), YES);
    AtomicBoolean wanted = new AtomicBoolean(true);
    Future<Grant> givingUp =
        waiting(
            new Footprint(100, 0),
            () -> {
              if (!wanted.get()) {
                throw new IOException("not wanted");
              }
            });
    Future<Grant> small = waiting(new Footprint(10, 0), YES);
    wanted.set(false);
    assertThatThrownBy(givingUp::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("not wanted");
    small.get().close();
    first.close();
    budget.admit(new Footprint(100, 1000), YES).close();
  }

  @Test
  void closingTwiceGivesBackOnce() throws Exception {
    Grant first = budget.admit(new Footprint(60, 0), YES);
    Grant second = budget.admit(new Footprint(40, 0), YES);
    second.close();
    second.close();
    Future<Grant> third = waiting(new Footprint(41, 0), YES);
    first.close();
    third.get();
  }

  /** Whatever the threads' order: never more than there is, and all get their turn. */
  @Test
  void manyTasksAtOnceAllEndWithinTheBudget() throws Exception {
    int tasks = 8;
    AtomicLong heap = new AtomicLong();
    AtomicInteger under = new AtomicInteger();
    List<Future<Integer>> ends = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      SplittableRandom random = new SplittableRandom(task);
      Callable<Integer> body =
          () -> {
            int exceeded = 0;
            for (int i = 0; i < 500; i++) {
              Footprint need = new Footprint(random.nextInt(1, 131), random.nextInt(1, 900));
              boolean exclusive = random.nextInt(20) == 0;
              try (Grant grant =
                  exclusive ? budget.admitAlone(need, YES) : budget.admit(need, YES)) {
                assertThat(need.fits(grant.footprint())).isTrue();
                int others = under.getAndIncrement();
                long taken = heap.addAndGet(need.heap());
                exceeded += others > 0 && (exclusive || taken > 100) ? 1 : 0;
                heap.addAndGet(-need.heap());
                under.decrementAndGet();
              }
            }
            return exceeded;
          };
      ends.add(pool.submit(body));
    }
    for (Future<Integer> end : ends) {
      assertThat(end.get(2, TimeUnit.MINUTES)).isZero();
    }
  }

  /** Asks on a thread of its own and returns when it waits. */
  private Future<Grant> waiting(Footprint footprint, MemoryBudget.StillWanted stillWanted) {
    int before = budget.requests();
    Future<Grant> grant = pool.submit(() -> budget.admit(footprint, stillWanted));
    awaitRequests(before + 1);
    assertThat(grant.isDone()).isFalse();
    return grant;
  }

  private void awaitRequests(int count) {
    while (budget.requests() < count) {
      Thread.onSpinWait();
    }
  }
}
