package io.evenkeel.core.sweep;

/** How a trial ended. */
public enum TrialStatus {
  /** Computed; every activation and gradient is finite. */
  OK("ok"),
  /** Computed; some activation, gradient or the loss is NaN or infinite. A result, not an error. */
  NONFINITE("nonfinite"),
  /** Cannot exist or does not fit the memory a trial may use; the reason says which. */
  INVALID("invalid"),
  /** The computation threw; the reason has the error's class and message. */
  FAILED("failed");

  private final String text;

  TrialStatus(String text) {
    this.text = text;
  }

  /** As written in results. */
  public String text() {
    return text;
  }
}
