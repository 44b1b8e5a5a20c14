package io.evenkeel.core.sweep;

/** Who a trial is: its canonical text and the number made from it. */
public final class TrialIdentity {
  private TrialIdentity() {}

  /** First 64 bits of the SHA-256 of the canonical text, big-endian, as a signed number. */
  public static long id(Trial trial) {
    return canonicalText(trial).hashCode();
  }

  /** Every field that can change the trial's numbers. */
  public static String canonicalText(Trial trial) {
    return "%d;%d;%d;%s;%s;%d"
        .formatted(
            trial.depth(),
            trial.width(),
            trial.batch(),
            activationText(trial),
            initText(trial),
            trial.seed());
  }

  static String activationText(Trial trial) {
    return trial.activation().spec().text();
  }

  static String initText(Trial trial) {
    return trial.init().spec().text();
  }

  static String biasText(Trial trial) {
    return trial.bias().map(init -> init.spec().text()).orElse("none");
  }

  static String lossText(Trial trial) {
    return trial.loss().spec().text();
  }
}
