package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ShardComputationTest {
  private static final Footprint NEED = new Footprint(10, 10);

  private final PlannedShard planned = Samples.planned(0, 10, 2);
  private final MemoryBudget budget = new MemoryBudget(NEED, NEED);
  private final List<Kernel> kernels = new ArrayList<>();
  private int progress;

  /** A kernel that is spoilt by the trial that makes it throw. */
  private static final class Kernel implements ShardComputation.Kernel {
    private final Function<Trial, TrialResult> body;
    private boolean closed;

    Kernel(Function<Trial, TrialResult> body) {
      this.body = body;
    }

    @Override
    public TrialResult run(Trial trial) {
      assertThat(closed).isFalse();
      return body.apply(trial);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aTrialThatThrowsIsARowAndTheShardGoesOn() throws IOException {
    EncodedShard shard =
        compute(
            trial -> Optional.empty(),
            trial -> {
              if (trial.seed() == 3) {
                throw new IllegalStateException("first line\nsecond line");
              }
              if (trial.seed() == 6) {
                throw new OutOfMemoryError("more than was planned");
              }
              return Samples.result(trial);
            });
    shard.check(planned);
    assertThat(shard.footer().trials()).isEqualTo(10);
    assertThat(shard.footer().statuses()).containsEntry(TrialStatus.FAILED, 2L);
    assertThat(progress).isEqualTo(10);
    assertThat(kernels).hasSize(3).allMatch(kernel -> kernel.closed);
  }

  @Test
  void anInfeasibleTrialNeverReachesTheKernel() throws IOException {
    EncodedShard shard =
        compute(
            trial -> trial.seed() < 4 ? Optional.of("needs 3 TiB") : Optional.empty(),
            trial -> {
              assertThat(trial.seed()).isGreaterThanOrEqualTo(4);
              return Samples.result(trial);
            });
    shard.check(planned);
    // Samples make 4 and 9 invalid too.
    assertThat(shard.footer().statuses()).containsEntry(TrialStatus.INVALID, 6L);
  }

  @Test
  void aMachineWithoutTheNativeLibraryIsNotTheTrialsFault() {
    assertThatThrownBy(
            () ->
                compute(
                    trial -> Optional.empty(),
                    trial -> {
                      throw new UnsatisfiedLinkError("no jniopenblas");
                    }))
        .isInstanceOf(UnsatisfiedLinkError.class);
    assertThat(kernels).hasSize(1).allMatch(kernel -> kernel.closed);
  }

  @Test
  void aProcessThatIsTooSmallIsNotTheTrialsFault() {
    assertThatThrownBy(
            () ->
                compute(
                    trial -> Optional.empty(),
                    trial -> {
                      throw new OutOfMemoryError("Physical memory usage is too high");
                    }))
        .isInstanceOf(MemoryShortage.class)
        .hasMessageContaining("Physical memory usage is too high")
        .hasMessageContaining("EVENKEEL_MEMORY");
    assertThat(kernels).hasSize(1).allMatch(kernel -> kernel.closed);
  }

  @Test
  void anErrorsDescriptionIsOneBoundedLine() {
    assertThat(ShardComputation.describe(new IllegalStateException("a\nb")))
        .isEqualTo("java.lang.IllegalStateException: a");
    assertThat(ShardComputation.describe(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(
            ShardComputation.describe(
                new OutOfMemoryError(
                    "Cannot allocate new FloatPointer(9): totalBytes = 188K, physicalBytes = 279M")))
        .isEqualTo("java.lang.OutOfMemoryError: Cannot allocate new FloatPointer(9)");
    assertThat(ShardComputation.describe(new IllegalStateException("x".repeat(1000))))
        .hasSize(303)
        .endsWith("...");
  }

  private EncodedShard compute(
      Function<Trial, Optional<String>> infeasible, Function<Trial, TrialResult> body)
      throws IOException {
    return new ShardComputation(
            trial -> new TrialFeasibility.Answer(NEED, infeasible.apply(trial)),
            () ->
                new AdmittedKernel(
                    budget,
                    () -> {},
                    () -> {
                      kernels.add(new Kernel(body));
                      return kernels.get(kernels.size() - 1);
                    }),
            () -> progress++)
        .compute(planned, "0.1.0");
  }
}
