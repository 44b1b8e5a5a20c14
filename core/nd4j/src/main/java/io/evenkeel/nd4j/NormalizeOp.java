package io.evenkeel.nd4j;

import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A norm: {@code y = (x - m) / d}, with the mean m (0 for some norms) and {@code d = sqrt(mean (x -
 * m)^2 + eps)} of a row or of a unit. Backward: {@code (g - mean(g) - y mean(g y)) / d}, without
 * the mean of g where m is 0.
 */
final class NormalizeOp implements Op {
  private final Arrays arrays;
  private final NormGroups groups;
  private final double eps;
  private final Site site;
  private final INDArray output;
  private final INDArray divisors;
  private final Gradient inputGradient;

  /**
   * @param site of no weight layer
   */
  NormalizeOp(Arrays arrays, Norm norm, int batch, int units, Site site, boolean backward) {
    this.arrays = arrays;
    this.groups = NormGroups.of(norm);
    this.eps = norm.eps();
    this.site = site;
    output = arrays.matrix(batch, units);
    divisors = groups.ofRows() ? arrays.matrix(batch, 1) : arrays.matrix(1, units);
    inputGradient = backward ? new Gradient(arrays, batch, units) : null;
    arrays.needScratch(12L * batch * units);
  }

  @Override
  public INDArray forward(INDArray x, Pass pass) {
    arrays.temporarily(
        () -> {
          INDArray wide = x.castTo(DataType.DOUBLE);
          INDArray centred = groups.centred() ? wide.sub(mean(wide)) : wide;
          INDArray variance = mean(centred.mul(centred)).addi(eps);
          INDArray divisor = Transforms.sqrt(variance, true);
          output.assign(centred.div(divisor));
          divisors.assign(divisor);
          double rms = Math.sqrt(variance.meanNumber().doubleValue());
          double epsShare = variance.rdiv(eps).meanNumber().doubleValue();
          pass.probe().normalized(new Normalized(site, rms, epsShare));
        });
    return output;
  }

  private INDArray mean(INDArray x) {
    return x.mean(true, groups.ofRows() ? 1 : 0);
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    arrays.temporarily(
        () -> {
          INDArray g = gradient.wide();
          INDArray y = output.castTo(DataType.DOUBLE);
          INDArray projected = g.sub(y.mul(mean(g.mul(y))));
          if (groups.centred()) {
            projected.subi(mean(g));
          }
          inputGradient.set(projected.divi(divisors.castTo(DataType.DOUBLE)), gradient.exponent());
        });
    return inputGradient;
  }
}
