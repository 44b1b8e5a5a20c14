package io.evenkeel.analysis.verdict;

/** What goes through the layers, and which way. */
public enum Signal {
  /** From the first hidden layer to the last. */
  ACTIVATIONS("activations", "std", 1),
  /** At the layers' outputs, from the last hidden layer to the first. */
  GRADIENTS("gradients", "rms", -1);

  private final String plural;
  private final String size;
  private final int sense;

  Signal(String plural, String size, int sense) {
    this.plural = plural;
    this.size = size;
    this.sense = sense;
  }

  /** What it is called. */
  String plural() {
    return plural;
  }

  /** What is followed from layer to layer: {@code activations' std}. */
  String measure() {
    return plural + "' " + size;
  }

  /** 1 if it goes from shallow layers to deep ones, else -1. */
  int sense() {
    return sense;
  }
}
