package io.evenkeel.core.sweep;

/** How a trial's layers are computed. */
public enum EngineKind {
  /** Draws every weight and multiplies. */
  EXPLICIT("explicit");

  private final String text;

  EngineKind(String text) {
    this.text = text;
  }

  /** As written in sweep files and results. */
  public String text() {
    return text;
  }
}
