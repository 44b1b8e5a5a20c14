package io.evenkeel.analysis.cells;

/**
 * The signals of a trial at a place where they are followed, from a row of the tables: at a layer
 * of a plain net; at the stem or after a block of a residual one, where the stream takes the place
 * of the activations.
 *
 * @param layer the place, from 0
 * @param preMin smallest pre-activation
 * @param preMax largest pre-activation
 * @param actStd std of the activations
 * @param actRms rms of the activations
 * @param saturated share of units with a slope of at most 0.01
 * @param cosine mean cosine between the batch's rows
 * @param cosineMagnitude mean magnitude of that cosine; in tables without it, {@code cosine}
 * @param log10GradRms decimal logarithm of the gradient's rms at the output; NaN = not computed, or
 *     computed to be NaN
 * @param log10PreGradRms the same of the gradient at the pre-activation
 */
record LayerMeasures(
    int layer,
    double preMin,
    double preMax,
    double actStd,
    double actRms,
    double saturated,
    double cosine,
    double cosineMagnitude,
    double log10GradRms,
    double log10PreGradRms) {
  /** The same signals with another number of the place. */
  LayerMeasures at(int place) {
    return new LayerMeasures(
        place,
        preMin,
        preMax,
        actStd,
        actRms,
        saturated,
        cosine,
        cosineMagnitude,
        log10GradRms,
        log10PreGradRms);
  }
}
