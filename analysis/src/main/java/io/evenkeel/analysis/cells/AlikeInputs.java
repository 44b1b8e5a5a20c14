package io.evenkeel.analysis.cells;

/**
 * What becomes of two inputs that are almost alike, in the trials of a cell: their distance,
 * relative to their length, grows by what the gradient's rms grows more than the activations' std.
 * What happens where the activation jumps, no gradient contains.
 *
 * @param rate per trial, decades per layer by which that distance grows
 * @param changes where the trials' distances end, against what is allowed
 * @param contrast signs of that rate less a quarter of the rate of 1 - |cosine|: below zero where
 *     the inputs grow alike exponentially, above where as a power of the depth
 * @param jumped trials in which the units of a layer are on both sides of a jump
 */
public record AlikeInputs(Sample rate, Changes changes, Signs contrast, long jumped) {
  /** Of no trial. */
  public static final AlikeInputs NONE = new AlikeInputs(Sample.NONE, Changes.NONE, Signs.NONE, 0);
}
