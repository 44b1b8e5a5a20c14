package io.evenkeel.core.train;

/**
 * How a step changes the weights and biases of every layer.
 *
 * @param optimizer applied to each layer
 * @param size learning rate and decay
 * @param clip largest global norm of the gradients; 0 for no clipping
 * @param parametrization which learning rate each layer has
 * @param width units of the hidden layers
 */
public record TrainingRule(
    Optimizer optimizer, StepSize size, double clip, Parametrization parametrization, int width) {
  /** The row of a layer's weights in the table of the maximal update parametrisation. */
  public static MupTable role(int layer, int layers) {
    if (layer == layers - 1) {
      return MupTable.OUTPUT;
    }
    return layer == 0 ? MupTable.INPUT : MupTable.HIDDEN;
  }

  /** The step size for a layer's weights. */
  StepSize ofWeights(int layer, int layers) {
    return of(role(layer, layers));
  }

  /** The step size for a layer's biases. */
  StepSize ofBiases(int layer, int layers) {
    return of(layer == layers - 1 ? MupTable.OUTPUT_BIAS : MupTable.BIAS);
  }

  private StepSize of(MupTable role) {
    return parametrization.isStandard()
        ? size
        : size.times(role.rate(optimizer, parametrization.ratio(width)));
  }
}
