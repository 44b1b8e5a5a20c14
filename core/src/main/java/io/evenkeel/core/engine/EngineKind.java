package io.evenkeel.core.engine;

import io.evenkeel.core.SpecException;
import java.util.Arrays;

/** How a trial's layers are computed. */
public enum EngineKind {
  /** Draws every weight and multiplies. */
  EXPLICIT(
      "explicit", "draws every weight and multiplies; serves every initialiser and architecture"),
  /**
   * Draws the products of the weights with the batch, from their law, instead of the weights; of
   * sparse weights it draws the non-zeros.
   */
  MATRIX_FREE(
      "matrix_free",
      "draws what the weights make of the batch instead of the weights: the same law, less work;"
          + " serves Gaussian, orthogonal, sparse and fixed weights"),
  /**
   * Takes the same draws as {@link #EXPLICIT} and computes with ND4J's arrays; it is in a jar of
   * its own.
   */
  ND4J(
      "nd4j",
      "the draws of explicit, computed with ND4J's arrays: to read and to compare with, not to"
          + " be fast; needs jars of its own, and auto never takes it");

  private final String text;
  private final String purpose;

  EngineKind(String text, String purpose) {
    this.text = text;
    this.purpose = purpose;
  }

  /** The purpose of the engine, in one line. */
  public String purpose() {
    return purpose;
  }

  /** As written in sweep files and results. */
  public String text() {
    return text;
  }

  /**
   * The member of that text.
   *
   * @throws SpecException if there is none
   */
  public static EngineKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new SpecException("unknown engine '%s'".formatted(text)));
  }
}
