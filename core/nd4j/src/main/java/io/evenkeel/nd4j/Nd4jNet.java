package io.evenkeel.nd4j;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.probe.Probe;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of ND4J's arrays. */
final class Nd4jNet implements CompiledNet {
  private final Workload workload;
  private final Arrays arrays;
  private final INDArray input;
  private final Chain ops;
  private final List<DenseOp> layers;
  private final Gradient outputGradient;
  private final float[] output;
  private boolean hasOutput;

  /**
   * @param layers the weight layers among the ops, by number
   * @param outputGradient room for the gradient that a backward pass starts from
   * @param output room on the heap for the output
   */
  Nd4jNet(
      Workload workload,
      Arrays arrays,
      INDArray input,
      Chain ops,
      List<DenseOp> layers,
      Gradient outputGradient,
      float[] output) {
    this.workload = workload;
    this.arrays = arrays;
    this.input = input;
    this.ops = ops;
    this.layers = List.copyOf(layers);
    this.outputGradient = outputGradient;
    this.output = output;
  }

  @Override
  public Workload workload() {
    return workload;
  }

  /** The arrays, for tests. */
  Arrays arrays() {
    return arrays;
  }

  private int outputs() {
    return workload.batch() * workload.architecture().outputUnits();
  }

  @Override
  public void forward(float[] values, Draws draws, Probe probe) {
    forward(values, new Pass(draws, probe, false));
    hasOutput = true;
  }

  @Override
  public void forwardAgain(float[] values, Draws draws, Probe probe) {
    if (!hasOutput) {
      throw new IllegalStateException("there are no weights before a forward pass");
    }
    forward(values, new Pass(draws, probe, true));
  }

  private void forward(float[] values, Pass pass) {
    Arrays.put(values, workload.batch() * workload.architecture().inputUnits(), input);
    Arrays.get(ops.forward(input, pass), outputs(), output);
  }

  @Override
  public List<LayerWeights> weights() {
    return layers.stream().map(DenseOp::layerWeights).toList();
  }

  @Override
  public float[] output() {
    if (!hasOutput) {
      throw new IllegalStateException("there is no output before a forward pass");
    }
    return output;
  }

  @Override
  public void backward(double[] gradient, Probe probe) {
    back(gradient, probe);
  }

  @Override
  public long backward(double[] gradient, Probe probe, float[] inputGradient) {
    Gradient atInput = back(gradient, probe);
    int inputs = workload.batch() * workload.architecture().inputUnits();
    Arrays.get(atInput.values(), inputs, inputGradient);
    return atInput.exponent();
  }

  private Gradient back(double[] gradient, Probe probe) {
    if (!workload.backward()) {
      throw new IllegalStateException("this network keeps nothing for a backward pass");
    }
    arrays.temporarily(
        () -> {
          double[] start = java.util.Arrays.copyOf(gradient, outputs());
          outputGradient.set(
              Nd4j.createFromArray(start)
                  .reshape(workload.batch(), workload.architecture().outputUnits()),
              0);
        });
    return ops.backward(outputGradient, probe);
  }

  @Override
  public void close() {
    arrays.close();
  }
}
