package io.evenkeel.core.arch;

import io.evenkeel.core.Spec;
import io.evenkeel.core.norm.Norm;
import java.util.Locale;

/**
 * A norm and its place in a net.
 *
 * @param norm which
 * @param place where
 */
public record NormScheme(Norm norm, Place place) {
  /** Where a net has its norms. */
  public enum Place {
    /** On what enters a branch (pre-LN), and once more behind the last block. */
    BRANCH,
    /** On the output of each residual block (post-LN). */
    STREAM,
    /** On the output of each weight layer of a branch or of a plain net. */
    BEFORE_ACTIVATION,
    /** Behind each activation, and its dropout, of a branch or of a plain net. */
    AFTER_ACTIVATION;

    /** As written in sweep files. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Place of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** Canonical name and every parameter: {@code layer_norm(place=branch,eps=1e-5)}. */
  public Spec spec() {
    return norm.spec().with("place", place.text());
  }
}
