package io.evenkeel.analysis;

/** What becomes of a signal on its way through the hidden layers, forward or backward. */
public enum Verdict {
  /** Its spread stays within the band of {@link Thresholds#decadesAllowed}. */
  STABLE("stable"),
  /** Its spread falls below that band. */
  VANISHING("vanishing"),
  /** Its spread rises above that band. */
  EXPLODING("exploding"),
  /** NaN or infinite. */
  NON_FINITE("non-finite"),
  /** Exactly zero, without having faded to it: no unit passes anything on. */
  DEAD("dead"),
  /** Not zero, but without spread: every unit of every row says the same. */
  CONSTANT("constant");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** As written in tables. */
  public String text() {
    return text;
  }
}
