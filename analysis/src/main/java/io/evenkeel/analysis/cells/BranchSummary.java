package io.evenkeel.analysis.cells;

import java.util.Optional;

/**
 * The contributions of residual branches to the stream in the trials of a cell, and the spread of
 * the layers' weight gradients.
 *
 * @param log10Share per trial, mean over blocks of the decimal logarithm of {@code branch_share};
 *     shares below 1e-12 count as 1e-12
 * @param exponent per trial, slope of log share against log block over the deeper half of the
 *     blocks; empty below 8 blocks
 * @param share per trial, geometric mean over blocks of the share
 * @param weightGradSpread per trial, decades between the smallest and the largest {@code
 *     weight_grad_rms} of a hidden layer, exact zeros left out
 */
public record BranchSummary(
    Sample log10Share, Sample exponent, Optional<Band> share, Optional<Band> weightGradSpread) {
  /** The summary of no trials. */
  public static final BranchSummary NONE =
      new BranchSummary(Sample.NONE, Sample.NONE, Optional.empty(), Optional.empty());
}
