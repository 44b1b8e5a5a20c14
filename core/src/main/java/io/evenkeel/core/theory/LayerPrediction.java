package io.evenkeel.core.theory;

import java.util.Optional;

/**
 * What mean-field theory expects of one layer; dimensionless. Standard deviations are over units,
 * rows of the batch and draws of the weights alike.
 *
 * @param layer from 0
 * @param preStd standard deviation of the pre-activations; their mean is 0
 * @param actMean mean of the activations
 * @param actStd standard deviation of the activations
 * @param actRms root mean square of the activations
 * @param preCosine correlation of the pre-activations of two rows; NaN once they are 0
 * @param actCosine cosine between the activations of two rows; NaN once they are 0
 * @param log10GradRms decimal logarithm of the rms gradient at the layer's output, relative to the
 *     last layer's; the gradient has mean 0, so its std is the same
 * @param log10PreGradRms decimal logarithm of the rms gradient at the layer's pre-activations, also
 *     relative to the last layer's output
 * @param logLength the law of the row length at finite width, relative to the input; empty for
 *     weights of an unknown law
 * @param spread the law over seeds of the change of the rms since the first layer; empty for
 *     weights of an unknown law
 */
public record LayerPrediction(
    int layer,
    double preStd,
    double actMean,
    double actStd,
    double actRms,
    double preCosine,
    double actCosine,
    double log10GradRms,
    double log10PreGradRms,
    Optional<LogLength> logLength,
    Optional<SeedSpread> spread) {}
