package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.jobs.parquet.Samples;
import io.evenkeel.jobs.run.MemoryBudget.Grant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AdmittedKernelTest {
  private static final Footprint SMALL = new Footprint(10, 10);
  private static final Trial TRIAL = Samples.trial(2, 0);

  private final MemoryBudget budget =
      new MemoryBudget(new Footprint(100, 100), new Footprint(150, 100));
  private final List<TestKernel> made = new ArrayList<>();

  private static final class TestKernel implements ShardComputation.Kernel {
    private final Function<Trial, TrialResult> body;
    private int runs;
    private boolean closed;

    TestKernel(Function<Trial, TrialResult> body) {
      this.body = body;
    }

    @Override
    public TrialResult run(Trial trial) {
      assertThat(closed).isFalse();
      runs++;
      return body.apply(trial);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private AdmittedKernel kernel(Function<Trial, TrialResult> body) {
    return new AdmittedKernel(
        budget,
        () -> {},
        () -> {
          made.add(new TestKernel(body));
          return made.get(made.size() - 1);
        });
  }

  @Test
  void aKernelIsReusedForTrialsOfTheSameFootprint() throws IOException {
    try (AdmittedKernel kernel = kernel(Samples::result)) {
      kernel.run(TRIAL, SMALL);
      kernel.run(TRIAL, new Footprint(10, 10));
      assertThat(made).singleElement().returns(2, k -> k.runs).returns(false, k -> k.closed);
      kernel.run(TRIAL, new Footprint(11, 9));
      assertThat(made).hasSize(2);
      assertThat(made.get(0).closed).as("nothing is held while more is asked for").isTrue();
    }
    assertThat(made.get(1).closed).isTrue();
    budget.admit(new Footprint(150, 100), () -> {}).close();
  }

  @Test
  void aKernelIsClosedIfAnotherTrialWaitsForItsMemory() throws Exception {
    try (AdmittedKernel kernel = kernel(Samples::result)) {
      kernel.run(TRIAL, SMALL);
      CompletableFuture<Grant> waiting = requested(new Footprint(95, 0));
      CompletableFuture<TrialResult> next = CompletableFuture.supplyAsync(() -> run(kernel, SMALL));
      Grant taken = waiting.join();
      assertThat(made.get(0).closed).isTrue();
      taken.close();
      assertThat(next.join()).isEqualTo(Samples.result(TRIAL));
    }
  }

  @Test
  void aTrialThatRunsOutOfMemoryBesideAnotherIsComputedAgainAlone() throws Exception {
    Grant other = budget.admit(SMALL, () -> {});
    AdmittedKernel kernel =
        kernel(
            trial -> {
              if (made.size() == 1) {
                throw new OutOfMemoryError("Java heap space");
              }
              return Samples.result(trial);
            });
    CompletableFuture<TrialResult> result = CompletableFuture.supplyAsync(() -> run(kernel, SMALL));
    while (!budget.awaited()) {
      Thread.onSpinWait();
    }
    assertThat(made).as("it waits for the other").singleElement().returns(true, k -> k.closed);
    other.close();
    assertThat(result.join()).isEqualTo(Samples.result(TRIAL));
    assertThat(made.get(1).closed).as("it does not stay alone").isTrue();
    budget.admit(new Footprint(100, 100), () -> {}).close();
  }

  @Test
  void aTrialThatRunsOutOfMemoryAloneIsWrongItself() {
    AdmittedKernel kernel = kernel(AdmittedKernelTest::outOfMemory);
    assertThatThrownBy(() -> kernel.run(TRIAL, SMALL)).isInstanceOf(OutOfMemoryError.class);
    assertThat(made).singleElement().returns(true, k -> k.closed);
  }

  @Test
  void aTrialThatTakesMoreThanIsSharedSaysNothingWhenMemoryRunsOut() {
    AdmittedKernel kernel = kernel(AdmittedKernelTest::outOfMemory);
    assertThatThrownBy(() -> kernel.run(TRIAL, new Footprint(101, 0)))
        .isInstanceOfSatisfying(
            MemoryShortage.class, shortage -> assertThat(shortage.lasting()).isFalse())
        .hasMessageContaining("Java heap space")
        .hasNoCause();
  }

  @Test
  void aProcessThatHasGrownTooLargeIsNotTheTrialsFault() {
    AdmittedKernel kernel =
        kernel(
            trial -> {
              throw new OutOfMemoryError(
                  "Physical memory usage is too high: physicalBytes (2G) > maxPhysicalBytes (1G)");
            });
    assertThatThrownBy(() -> kernel.run(TRIAL, SMALL)).isInstanceOf(MemoryShortage.class);
  }

  @Test
  void anyOtherErrorReplacesTheKernelAndKeepsNothing() throws IOException {
    AdmittedKernel kernel =
        kernel(
            trial -> {
              throw new IllegalStateException("x");
            });
    assertThatThrownBy(() -> kernel.run(TRIAL, SMALL)).isInstanceOf(IllegalStateException.class);
    assertThat(made).singleElement().returns(true, k -> k.closed);
    budget.admit(new Footprint(150, 100), () -> {}).close();
  }

  private static TrialResult outOfMemory(Trial trial) {
    throw new OutOfMemoryError("Java heap space");
  }

  private static TrialResult run(AdmittedKernel kernel, Footprint footprint) {
    try {
      return kernel.run(TRIAL, footprint);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private CompletableFuture<Grant> requested(Footprint footprint) {
    CompletableFuture<Grant> grant =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return budget.admit(footprint, () -> {});
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    while (!budget.awaited()) {
      Thread.onSpinWait();
    }
    return grant;
  }
}
