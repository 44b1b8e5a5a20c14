package io.evenkeel.analysis.cells;

/**
 * The distance of two inputs that are almost equal, in the trials of a cell. Relative to their
 * length, it grows by the factor of the gradient's rms over that of the activations' std. The
 * effect of a jump of the activation is not part of the gradient.
 *
 * @param rate per trial, decades per layer by which that distance grows
 * @param changes how far the trials' distances change, compared with what is allowed
 * @param contrast signs of that rate less a quarter of the rate of 1 - |cosine|: below zero where
 *     the inputs grow alike exponentially, above where as a power of the depth
 * @param jumped trials in which the units of a layer are on both sides of a jump
 */
public record AlikeInputs(Sample rate, Changes changes, Signs contrast, long jumped) {
  /** The summary of no trials. */
  public static final AlikeInputs NONE = new AlikeInputs(Sample.NONE, Changes.NONE, Signs.NONE, 0);
}
