package io.evenkeel.core.loss;

/**
 * Loss statistics over the samples of one batch. NaN where the output makes them so.
 *
 * @param mean mean over samples, in the loss's own unit
 * @param std standard deviation over samples, dividing by n - 1; NaN for one sample
 * @param min smallest sample loss
 * @param max largest sample loss
 * @param floor the mean that an all-zero output gives with the same targets
 */
public record LossAtOutput(double mean, double std, double min, double max, double floor) {}
