package io.evenkeel.core.arch;

import java.util.Locale;

/** How matrices, activations and the sum follow one another in a residual block. */
public enum Order {
  /**
   * {@code x' = skip x + scale V phi(W x)}, as in the feed-forward part of a transformer; with one
   * matrix {@code x' = skip x + scale phi(W x)}.
   */
  FFN,
  /**
   * {@code x' = skip x + scale V phi(W phi(x))}: ResNet v2 (He, Zhang, Ren, Sun, arXiv:1603.05027);
   * with one matrix {@code x' = skip x + scale W phi(x)}.
   */
  PREACT,
  /**
   * {@code x' = phi(skip x + scale V phi(W x))}: ResNet v1 (He, Zhang, Ren, Sun, arXiv:1512.03385);
   * with one matrix {@code x' = phi(skip x + scale W x)}.
   */
  POSTACT;

  /** As written in sweep files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Order of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
