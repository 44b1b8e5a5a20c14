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
        .formatted(quoted(text));
  }

  /** In marks that a shell takes and that do not occur in the text. */
  private static String quoted(String text) {
    String mark = text.contains("\"") ? "'" : "\"";
    return text.contains("(") ? mark + text + mark : text;
  }
}
