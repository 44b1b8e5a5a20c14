package io.evenkeel.nd4j;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pointwise nonlinearity: {@code a = phi(z)}, computed in float64 and rounded to float32. */
final class ActivateOp implements Op {
  /** Float64 arrays that the longest formula makes on its way. */
  private static final int STEPS = 40;

  private final Arrays arrays;
  private final Curves.Curve curve;
  private final Site site;
  private final boolean ofLayer;
  private final INDArray output;
  private final INDArray slopes;
  private final Gradient inputGradient;

  /**
   * @param site the weight layer before
   * @param ofLayer whether the output is that of a weight layer just before
   */
  ActivateOp(
      Arrays arrays,
      Activation activation,
      int batch,
      int units,
      Site site,
      boolean ofLayer,
      boolean backward) {
    this.arrays = arrays;
    this.curve = Curves.of(activation);
    this.site = site;
    this.ofLayer = ofLayer;
    output = arrays.matrix(batch, units);
    slopes = arrays.matrix(batch, units);
    inputGradient = backward ? new Gradient(arrays, batch, units) : null;
    arrays.needValues((long) batch * units);
    arrays.needScratch(STEPS * (long) batch * units);
  }

  @Override
  public INDArray forward(INDArray z, Pass pass) {
    arrays.temporarily(
        () -> {
          INDArray wide = z.castTo(DataType.DOUBLE);
          output.assign(curve.value().of(wide));
          slopes.assign(curve.slope().of(wide));
        });
    if (ofLayer) {
      arrays.temporarily(
          () -> {
            pass.probe()
                .layerOutput(
                    new LayerOutput(
                        site,
                        arrays.tensor(output, 0),
                        Optional.of(arrays.slopes(slopes)),
                        Rows.sums(output)));
          });
    }
    return output;
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    if (ofLayer) {
      probe.outputGradient(new OutputGradient(site, gradient.tensor()));
    }
    arrays.temporarily(
        () -> {
          inputGradient.set(
              gradient.wide().muli(slopes.castTo(DataType.DOUBLE)), gradient.exponent());
        });
    return inputGradient;
  }
}
