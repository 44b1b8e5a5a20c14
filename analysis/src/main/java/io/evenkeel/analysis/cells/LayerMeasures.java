package io.evenkeel.analysis.cells;

/**
 * The signals at a hidden layer of a trial, from a row of the tables.
 *
 * @param layer from 0
 * @param actStd std of the activations
 * @param actRms rms of the activations
 * @param cosine mean cosine between the batch's rows
 * @param log10GradStd decimal logarithm of the gradient's std at the output; NaN = not computed, or
 *     computed to be NaN
 * @param log10GradRms of its rms
 */
record LayerMeasures(
    int layer,
    double actStd,
    double actRms,
    double cosine,
    double log10GradStd,
    double log10GradRms) {}
