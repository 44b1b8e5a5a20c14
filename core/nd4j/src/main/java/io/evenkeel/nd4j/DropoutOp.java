package io.evenkeel.nd4j;

import io.evenkeel.core.probe.Probe;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inverted dropout: a value is 0 where its uniform is below p, else divided by 1 - p. */
final class DropoutOp implements Op {
  private final Arrays arrays;
  private final double p;
  private final int number;
  private final int length;
  private final INDArray mask;
  private final INDArray output;
  private final Gradient inputGradient;

  /**
   * @param number of the block among those of its kind, from 0
   */
  DropoutOp(Arrays arrays, double p, int number, int batch, int units, boolean backward) {
    this.arrays = arrays;
    this.p = p;
    this.number = number;
    length = Math.multiplyExact(batch, units);
    mask = arrays.matrix(batch, units);
    output = arrays.matrix(batch, units);
    inputGradient = backward ? new Gradient(arrays, batch, units) : null;
    arrays.needWeights(length, io.evenkeel.core.Footprint.NONE);
    arrays.needScratch(8L * length);
  }

  @Override
  public INDArray forward(INDArray x, Pass pass) {
    float[] uniforms = arrays.weights();
    pass.draws().masks(number, uniforms, length);
    Arrays.put(uniforms, length, mask);
    arrays.temporarily(
        () -> {
          INDArray dropped = mask.castTo(DataType.DOUBLE).lt(p);
          mask.assign(Select.where(dropped, 0, 1 / (1 - p)));
          x.mul(mask, output);
        });
    return output;
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    arrays.temporarily(
        () -> {
          inputGradient.set(
              gradient.wide().muli(mask.castTo(DataType.DOUBLE)), gradient.exponent());
        });
    return inputGradient;
  }
}
