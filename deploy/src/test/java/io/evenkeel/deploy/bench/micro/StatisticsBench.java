package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.MomentAccumulator;
import io.evenkeel.core.stats.RowCosine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is measured of a layer's output, 16 rows of it. */
@State(Scope.Thread)
public class StatisticsBench {
  private static final int BATCH = 16;

  /** Units of the layer. */
  @Param({"256", "1024"})
  public int width;

  private final MomentAccumulator accumulator = new MomentAccumulator();
  private final RowCosine cosine = new RowCosine();
  private float[] x;

  /** Draws the output. */
  @Setup
  public void prepare() {
    x = new float[BATCH * width];
    RandomStream.of(1, Role.INPUT, 0).fillNormal(0, x, 0, x.length);
  }

  /** Count, mean, spread, extremes and zeros. */
  @Benchmark
  public LayerStats moments() {
    accumulator.reset();
    accumulator.add(x, x.length);
    return accumulator.stats();
  }

  /** The mean cosine between rows. */
  @Benchmark
  public double rowCosine() {
    return cosine.mean(x, BATCH, width);
  }
}
