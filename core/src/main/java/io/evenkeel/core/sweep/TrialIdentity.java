package io.evenkeel.core.sweep;

import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Who a trial is: its canonical text and the number made from it. */
public final class TrialIdentity {
  private TrialIdentity() {}

  /** First 64 bits of the SHA-256 of the canonical text, big-endian, as a signed number. */
  public static long id(Trial trial) {
    byte[] text = canonicalText(trial).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.digest(text)).getLong();
  }

  /** Every field that can change the trial's numbers, {@code key=value} each, in fixed order. */
  public static String canonicalText(Trial trial) {
    return "evenkeel-trial 1"
        + "; depth="
        + trial.depth()
        + "; width="
        + trial.width()
        + "; batch="
        + trial.batch()
        + "; input_width="
        + trial.inputWidth()
        + "; readout_width="
        + trial.readoutWidth()
        + "; activation="
        + activationText(trial)
        + "; init="
        + initText(trial)
        + "; bias="
        + biasText(trial)
        + "; input="
        + trial.input().text()
        + "; loss="
        + lossText(trial)
        + "; engine="
        + trial.engine().text()
        + "; backward="
        + trial.backward()
        + "; seed="
        + trial.seed();
  }

  static String activationText(Trial trial) {
    return Activations.CATALOG.text(trial.activation().spec());
  }

  static String initText(Trial trial) {
    return Initializers.CATALOG.text(trial.init().spec());
  }

  static String biasText(Trial trial) {
    return trial.bias().map(init -> Initializers.CATALOG.text(init.spec())).orElse(Axis.NONE);
  }

  static String lossText(Trial trial) {
    return Losses.CATALOG.text(trial.loss().spec());
  }
}
