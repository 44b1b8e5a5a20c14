package io.evenkeel.core.sweep;

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
}
