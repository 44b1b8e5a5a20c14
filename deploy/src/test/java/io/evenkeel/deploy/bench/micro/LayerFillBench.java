package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.Spec;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The weights of one layer, drawn anew. */
@State(Scope.Thread)
public class LayerFillBench {
  private static final int WIDTH = 256;

  /** The scheme, as in a sweep file. */
  @Param({"normal", "uniform", "sparse(sparsity=0.95)", "orthogonal"})
  public String init;

  private final float[] weights = new float[WIDTH * WIDTH];
  private Initializer initializer;
  private long seed;

  /** Reads the scheme. */
  @Setup
  public void prepare() {
    Blas.load();
    initializer = Initializers.CATALOG.create(Spec.parse(init));
  }

  /** A layer of 256 x 256 weights. */
  @Benchmark
  public float[] fill256x256() {
    initializer.fill(RandomStream.of(seed++, Role.WEIGHT, 0), WIDTH, WIDTH, weights);
    return weights;
  }
}
