package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Random numbers into a block that the first-level cache holds. */
@State(Scope.Thread)
public class DrawBench {
  private static final int LENGTH = 4096;

  private final RandomStream stream = RandomStream.of(1, Role.WEIGHT, 0);
  private final float[] block = new float[LENGTH];
  private long next;

  /** 4096 standard normals. */
  @Benchmark
  public float[] normals4096() {
    stream.fillNormal(next, block, 0, LENGTH);
    next += LENGTH;
    return block;
  }

  /** 4096 uniforms. */
  @Benchmark
  public float[] uniforms4096() {
    stream.fillUniform(next, block, 0, LENGTH);
    next += LENGTH;
    return block;
  }
}
