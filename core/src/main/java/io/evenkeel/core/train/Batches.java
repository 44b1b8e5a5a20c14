package io.evenkeel.core.train;

/** The rows that a course of training uses. */
public enum Batches {
  /** One batch at every step. */
  FIXED("fixed"),
  /** A batch of its own at every step, inputs and targets. */
  FRESH("fresh");

  private final String text;

  Batches(String text) {
    this.text = text;
  }

  /** As written in sweep files and results. */
  public String text() {
    return text;
  }
}
