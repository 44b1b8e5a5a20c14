package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Whole trials, 100 layers of 256 units with 16 rows: draws, passes and all statistics. */
@State(Scope.Thread)
public class PropagationBench {
  private static final int DEPTH = 100;
  private static final int WIDTH = 256;
  private static final int BATCH = 16;

  /** The engine, as in a sweep file. */
  @Param({"explicit", "matrix_free"})
  public String engine;

  /** Which passes: {@code forward}, or {@code both}. */
  @Param({"forward", "both"})
  public String passes;

  private TrialRunner runner;
  private Trial trial;
  private long seed;

  /** Makes the runner; it allocates when it meets its first trial. */
  @Setup
  public void prepare() {
    runner = new TrialRunner();
    trial =
        TrialIdentity.parse(
            "depth=%s; width=%s; batch=%s; activation=relu; init=kaiming_normal(nonlinearity=relu); loss=random_cotangent; engine=%s; backward=%s"
                .formatted(DEPTH, WIDTH, BATCH, engine, passes.equals("both")));
  }

  /** One trial of {@code kaiming_normal} weights and {@code relu}. */
  @Benchmark
  public TrialResult trial100x256x16() {
    return runner.run(trial.with(Axes.SEED, seed++));
  }

  /** Gives the memory back. */
  @TearDown
  public void release() {
    runner.close();
  }
}
