package io.evenkeel.core.sweep;

import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.stats.LayerStats;
import java.util.Optional;

/**
 * The measurements of one layer of one trial.
 *
 * @param layer from 0
 * @param pre pre-activations
 * @param act activations: the layer's output
 * @param exponents binary exponents of the activations
 * @param saturated how many units times rows have a slope |phi'(pre)| of at most 0.01
 * @param cosine mean cosine between the batch's rows of the output; NaN with fewer than two rows,
 *     with a zero row or a non-finite value
 * @param cosineMagnitude mean magnitude of the cosine between the batch's rows of the output, over
 *     rows that are not zero; NaN with fewer than two of these or with a non-finite value
 * @param weightStd standard deviation of the layer's weights
 * @param weightStdDeclared true if {@code weightStd} is the scheme's declared one, not measured
 * @param gradient empty if the trial has no backward pass
 * @param stream the signal between blocks, if it exists after this layer; empty inside a branch
 * @param norm statistics of the norm that follows this layer or the stream after it; empty without
 *     one
 * @param narrow the effects of rounding; empty in float32
 */
public record LayerResult(
    int layer,
    LayerStats pre,
    LayerStats act,
    ExponentCounts exponents,
    long saturated,
    double cosine,
    double cosineMagnitude,
    double weightStd,
    boolean weightStdDeclared,
    Optional<GradientStats> gradient,
    Optional<StreamStats> stream,
    Optional<Normalized> norm,
    Optional<NarrowStats> narrow) {

  /** Whether a value or a gradient of this layer is NaN or infinite. */
  boolean nonFinite() {
    return forwardNonFinite() || gradientNonFinite();
  }

  /** Whether a value of the gradient at this layer's output is NaN or infinite. */
  boolean gradientNonFinite() {
    return gradient.isPresent() && gradient.get().nonFinite() > 0;
  }

  /** Whether a value of this layer, or of the stream after it, is NaN or infinite. */
  boolean forwardNonFinite() {
    return pre.nonFinite()
        || act.nonFinite()
        || stream.filter(s -> s.values().nonFinite()).isPresent();
  }
}
