package io.evenkeel.core.engine.ops;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.Rounding;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.kernel.RoundingKernel.Rounded;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.Narrowed;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.Tensor;
import java.util.Optional;
import java.util.function.Supplier;

/** A pointwise nonlinearity; one pass over the pre-activations gives values and slopes. */
final class ActivateOp extends Op {
  private final Activation activation;
  private final Batch output;
  private final Supplier<float[]> slopes;
  private final boolean ofLayer;
  private final Optional<Rounding> rounding;

  /**
   * @param slopes receives the derivatives at what comes in
   * @param ofLayer whether the output is that of a weight layer just before
   * @param rounding how the output and its gradient are rounded, if they are
   */
  ActivateOp(
      Activation activation,
      Batch output,
      Supplier<float[]> slopes,
      boolean ofLayer,
      Optional<Rounding> rounding) {
    super(Extent.NONE);
    this.activation = activation;
    this.output = output;
    this.slopes = slopes;
    this.ofLayer = ofLayer;
    this.rounding = rounding;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    float[] slope = slopes.get();
    activation.apply(x.values(), output.length(), output.values(), slope);
    if (rounding.isPresent()) {
      Rounded lost = rounding.get().result(output.values(), output.length());
      if (ofLayer) {
        pass.probe()
            .narrowed(new Narrowed(position.layerBefore(), lost.overflows(), lost.flushed()));
      }
    }
    output.changed();
    if (ofLayer && pass.probe() != NoProbe.INSTANCE) {
      Tensor slopesOfLayer = new Tensor(slope, output.rows(), output.units(), 0);
      pass.probe()
          .layerOutput(
              new LayerOutput(
                  position.layerBefore(),
                  output.tensor(),
                  Optional.of(slopesOfLayer),
                  output.sums()));
    }
    return output;
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    ScaledGradient g = gradient.current();
    rounding.ifPresent(r -> r.gradient(g, output.length()));
    if (ofLayer) {
      pass.probe()
          .outputGradient(
              new OutputGradient(position.layerBefore(), g.tensor(output.rows(), output.units())));
    }
    gradient.other().setProduct(g, slopes.get(), output.length());
    gradient.swap();
  }
}
