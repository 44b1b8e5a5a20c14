package io.evenkeel.jobs.cli;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;

/** Points from theory's commands to the one that measures. */
final class AdviseHint {
  private AdviseHint() {}

  /** Which command finds a scale for a real network. */
  static String of(Activation activation) {
    String text = Activations.CATALOG.text(activation.spec());
    return "'evenkeel advise --activation %s --depth N --width N' measures which scale holds"
        .formatted(text.contains("(") ? '"' + text + '"' : text);
  }
}
