package io.evenkeel.core.engine;

import io.evenkeel.core.SpecException;
import java.util.Arrays;

/** How a trial's layers are computed. */
public enum EngineKind {
  /** Draws every weight and multiplies. */
  EXPLICIT("explicit"),
  /**
   * Draws what the law of the weights makes of the batch, which has the same law; of sparse weights
   * the non-zeros.
   */
  MATRIX_FREE("matrix_free");

  private final String text;

  EngineKind(String text) {
    this.text = text;
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
