package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.sweep.EngineKind;
import io.evenkeel.core.sweep.InputKind;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import java.util.Optional;
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
  private long seed;

  /** Makes the runner; it allocates when it meets its first trial. */
  @Setup
  public void prepare() {
    runner = new TrialRunner();
  }

  /** One trial of {@code kaiming_normal} weights and {@code relu}. */
  @Benchmark
  public TrialResult trial100x256x16() {
    return runner.run(
        new Trial(
            DEPTH,
            WIDTH,
            BATCH,
            WIDTH,
            0,
            Activations.CATALOG.create(Spec.of("relu")),
            Initializers.CATALOG.create(Spec.parse("kaiming_normal(nonlinearity=relu)")),
            Optional.empty(),
            InputKind.GAUSSIAN,
            Losses.CATALOG.create(Spec.of("random_cotangent")),
            EngineKind.of(engine),
            passes.equals("both"),
            seed++));
  }

  /** Gives the memory back. */
  @TearDown
  public void release() {
    runner.close();
  }
}
