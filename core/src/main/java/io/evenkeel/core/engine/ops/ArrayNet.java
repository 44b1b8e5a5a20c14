package io.evenkeel.core.engine.ops;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.RoundedGradients;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.Rounding;
import io.evenkeel.core.probe.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of ops over arrays.
 *
 * <p>The forward pass is plain float32, so it overflows where a float32 framework's would. The
 * backward pass is linear in the gradient, so the gradient is carried as float32 values times a
 * power of two that is renewed at each layer: it neither overflows nor underflows at any depth.
 */
final class ArrayNet implements CompiledNet {
  private final Workload workload;
  private final Batch input;
  private final Sequence ops;
  private final GradientPair gradients;
  private final Rounding rounding;
  private Batch output;

  ArrayNet(
      Workload workload, Batch input, Sequence ops, GradientPair gradients, Rounding rounding) {
    this.workload = workload;
    this.input = input;
    this.ops = ops;
    this.gradients = gradients;
    this.rounding = rounding;
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public void forward(float[] values, Draws draws, Probe probe) {
    System.arraycopy(values, 0, input.values(), 0, input.length());
    input.changed();
    rounding.lossScale(workload.lossScale(), false);
    rounding.begin(draws);
    output = ops.forward(input, new Pass(draws, probe, false), Position.START);
  }

  @Override
  public void forwardAgain(float[] values, Draws draws, Probe probe) {
    if (output == null) {
      throw new IllegalStateException("there are no weights before a forward pass");
    }
    System.arraycopy(values, 0, input.values(), 0, input.length());
    input.changed();
    rounding.begin(draws);
    output = ops.forward(input, new Pass(draws, probe, true), Position.START);
  }

  @Override
  public List<LayerWeights> weights() {
    List<LayerWeights> weights = new ArrayList<>();
    ops.addWeights(weights);
    return weights;
  }

  @Override
  public float[] output() {
    if (output == null) {
      throw new IllegalStateException("there is no output before a forward pass");
    }
    return output.values();
  }

  @Override
  public void backward(double[] gradient, Probe probe) {
    backward(gradient, probe, false);
  }

  @Override
  public long backward(double[] gradient, Probe probe, float[] inputGradient) {
    backward(gradient, probe, true);
    System.arraycopy(gradients.current().values(), 0, inputGradient, 0, input.length());
    return gradients.current().exponent();
  }

  private void backward(double[] gradient, Probe probe, boolean inputWanted) {
    if (!workload.backward()) {
      throw new IllegalStateException("this network keeps nothing for a backward pass");
    }
    rounding.beginBackward();
    gradients.current().set(gradient, output.length(), 0);
    ops.backward(gradients, new Pass(null, probe, true), Position.START, inputWanted);
  }

  @Override
  public void lossScale(int power) {
    rounding.lossScale(power, true);
  }

  @Override
  public RoundedGradients roundedGradients() {
    return rounding.gradients();
  }

  @Override
  public void close() {
    // The arrays belong to the memory that gave them.
  }
}
