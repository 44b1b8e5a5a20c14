package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.engine.EngineKind;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what is planned for a trial with what its computation really allocates. */
@Isolated("the heap and native memory of the whole process are measured")
class TrialFootprintTest {
  /** Objects whose size does not depend on the width, and what other threads do meanwhile. */
  private static final long SMALL = 2 << 20;

  /** What other threads and first uses allocate beside a trial does not come every time. */
  private static final int ATTEMPTS = 4;

  /** What classes allocate that are used for the first time is none of a trial's. */
  @BeforeAll
  static void useAllClasses() {
    for (EngineKind engine : List.of(EngineKind.EXPLICIT, EngineKind.MATRIX_FREE)) {
      for (String init : new String[] {"normal", "orthogonal"}) {
        try (TrialRunner runner = new TrialRunner()) {
          runner.run(trial(2, 40, 16, init, "cross_entropy", true).with(engine));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3,   480,   16, kaiming_normal, cross_entropy, true,  EXPLICIT",
    "3,  1500,   16, kaiming_normal, mse,           true,  EXPLICIT",
    "3,  1500,   16, kaiming_normal, mse,           false, EXPLICIT",
    "2,   700,    4, orthogonal,     mse,           true,  EXPLICIT",
    "2,    64, 9000, xavier_normal,  mse,           true,  EXPLICIT",
    "2,    64, 9000, xavier_normal,  cross_entropy, true,  EXPLICIT",
    "5, 30000,   16, kaiming_normal, mse,           true,  MATRIX_FREE",
    "5, 30000,   16, kaiming_normal, cross_entropy, false, MATRIX_FREE",
    "3, 30000,   16, orthogonal,     mse,           true,  MATRIX_FREE",
    "3,  3000,  256, kaiming_normal, mse,           true,  MATRIX_FREE",
    "3, 20000,    8, sparse(sparsity=0.999), mse,   true,  MATRIX_FREE",
    "3, 20000,    8, identity,       mse,           true,  MATRIX_FREE"
  })
  void aTrialAllocatesWhatIsPlanned(
      int depth,
      int width,
      int batch,
      String init,
      String loss,
      boolean backward,
      EngineKind engine) {
    Trial trial = trial(depth, width, batch, init, loss, backward).with(engine);
    Footprint planned = TrialFeasibility.footprint(trial);
    long heap = Long.MAX_VALUE;
    long offHeap = 0; // a pointer of before may be freed meanwhile
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long nativeBefore = Pointer.totalBytes();
      long before = liveHeap();
      try (TrialRunner runner = new TrialRunner()) {
        runner.run(trial);
        heap = Math.min(heap, liveHeap() - before);
        offHeap = Math.max(offHeap, Pointer.totalBytes() - nativeBefore);
        runner.run(trial); // the runner is in use until here
      }
    }
    // Room for what some schemes and losses take for a while is planned, and is free again.
    assertThat(heap).isBetween(planned.heap() / 5 - SMALL, planned.heap() + SMALL);
    assertThat(offHeap).isBetween(planned.offHeap() / 2, planned.offHeap() + SMALL);
  }

  /**
   * What training and the tangent kernel take is free again when the trial ends; that it sufficed
   * is seen by the peak of native memory, which has a bound here.
   */
  @ParameterizedTest
  @CsvSource({"sgd, 0, 0", "adam, 1, 0", "sgd, 0, 1"})
  void aCourseStaysWithinWhatIsPlanned(String optimizer, double clip, int kernels) {
    Trial trial =
        TrialIdentity.parse(
            ("depth=3; width=700; batch=16; activation=tanh; init=lecun_normal; readout_width=8;"
                    + " engine=explicit; steps=2; optimizer=%s; clip=%s; ntk=%s")
                .formatted(optimizer, clip, kernels == 1));
    Footprint planned = TrialFeasibility.footprint(trial);
    long nativeBefore = Pointer.totalBytes();
    try (TrialRunner runner = new TrialRunner()) {
      runner.run(trial);
      assertThat(Pointer.totalBytes() - nativeBefore).isBetween(0L, planned.offHeap() + SMALL);
      long weights = 4L * (3 * 700 * 700 + 700 * 8);
      assertThat(planned.heap())
          .isGreaterThan(optimizer.equals("adam") ? 3 * weights : weights / 2);
    }
  }

  /** Directions, their images and coefficients are the network's, and stay with the runner. */
  @ParameterizedTest
  @CsvSource({"sgd, 0", "momentum, 1"})
  void aCourseWithoutWeightsAllocatesWhatIsPlanned(String optimizer, double clip) {
    Trial trial =
        TrialIdentity.parse(
            ("depth=3; width=12000; input_width=64; batch=16; activation=tanh; init=lecun_normal;"
                    + " readout_width=8; engine=matrix_free; steps=2; optimizer=%s; clip=%s")
                .formatted(optimizer, clip));
    Footprint planned = TrialFeasibility.footprint(trial);
    assertThat(planned.total()).isLessThan(4L * 12_000 * 12_000 / 5);
    long heap = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = liveHeap();
      try (TrialRunner runner = new TrialRunner()) {
        runner.run(trial);
        heap = Math.min(heap, liveHeap() - before);
        runner.run(trial); // the runner is in use until here
      }
    }
    // What the first outputs take is free again: 4 layers of 16 rows.
    long outputs = 4L * 16 * (3 * 12_000 + 8);
    assertThat(heap).isBetween(planned.heap() - outputs - SMALL, planned.heap() + SMALL);
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Trial trial(
      int depth, int width, int batch, String init, String loss, boolean backward) {
    String sweep =
        """
        evenkeel-sweep 1
        name s
        trial_memory 1073741824
        grid
        depth %s
        width %s
        batch %s
        activation tanh
        init %s
        loss %s
        backward %s
        seed 0
        """
            .stripTrailing()
            .formatted(depth, width, batch, init, loss, backward);
    return Plan.fromCanonical(sweep).trialAt(0);
  }
}
