package io.evenkeel.core.data;

import io.evenkeel.core.SpecException;
import java.util.Arrays;

/** What a trial feeds into layer 0. */
public enum InputKind {
  /** Independent N(0, 1) values. */
  GAUSSIAN("gaussian");

  private final String text;

  InputKind(String text) {
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
  public static InputKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new SpecException("unknown input '%s'".formatted(text)));
  }
}
