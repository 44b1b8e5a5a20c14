package io.evenkeel.core.sweep;

import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.Scaled;
import java.util.Optional;

/**
 * The measurements of the stream, the signal that goes from block to block. In a plain net, and
 * after the stem of a residual one, it is the layer's output.
 *
 * @param values the stream
 * @param cosine mean cosine between its rows, as {@link LayerResult#cosine}
 * @param cosineMagnitude mean magnitude of the same cosine, as {@link LayerResult#cosineMagnitude}
 * @param branch the branch of the block; empty where the stream is a layer's output
 * @param gradient with respect to the stream; empty if the trial has no backward pass
 */
record StreamStats(
    LayerStats values,
    double cosine,
    double cosineMagnitude,
    Optional<Branch> branch,
    Optional<Gradient> gradient) {

  /**
   * The output of a residual branch beside the stream.
   *
   * @param rms root mean square of the scaled branch
   * @param share sum of its squares over that of the stream it was added to, before a norm or an
   *     activation that takes the sum; NaN if both are 0
   */
  record Branch(double rms, double share) {}

  /**
   * The gradient with respect to the stream.
   *
   * @param std standard deviation (n - 1)
   * @param rms root mean square
   */
  record Gradient(Scaled std, Scaled rms) {}

  /** These statistics with a gradient. */
  StreamStats with(Gradient measured) {
    return new StreamStats(values, cosine, cosineMagnitude, branch, Optional.of(measured));
  }
}
