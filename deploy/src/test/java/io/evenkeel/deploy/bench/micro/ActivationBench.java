package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Values and derivatives of an activation at standard normal arguments. */
@State(Scope.Thread)
public class ActivationBench {
  private static final int LENGTH = 4096;

  /** The activation, as in a sweep file. */
  @Param({"relu", "tanh", "gelu", "erf", "selu"})
  public String activation;

  private final float[] pre = new float[LENGTH];
  private final float[] act = new float[LENGTH];
  private final float[] slope = new float[LENGTH];
  private Activation phi;

  /** Draws the arguments. */
  @Setup
  public void prepare() {
    phi = Activations.CATALOG.create(Spec.parse(activation));
    RandomStream.of(1, Role.INPUT, 0).fillNormal(0, pre, 0, LENGTH);
  }

  /** 4096 values, and 4096 derivatives. */
  @Benchmark
  public float[] valueAndDerivative4096() {
    phi.apply(pre, LENGTH, act, slope);
    return slope;
  }
}
