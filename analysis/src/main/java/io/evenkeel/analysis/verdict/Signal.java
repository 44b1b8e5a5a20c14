package io.evenkeel.analysis.verdict;

/** The signals that pass the layers, with their direction. */
public enum Signal {
  /** The activations, from the first hidden layer to the last. */
  ACTIVATIONS("activations", "std", 1),
  /** The gradients at the layers' outputs, from the last hidden layer to the first. */
  GRADIENTS("gradients", "rms", -1);

  private final String plural;
  private final String size;
  private final int sense;

  Signal(String plural, String size, int sense) {
    this.plural = plural;
    this.size = size;
    this.sense = sense;
  }

  /** The name of the signal. */
  String plural() {
    return plural;
  }

  /** The quantity that is followed from layer to layer: {@code activations' std}. */
  String measure() {
    return plural + "' " + size;
  }

  /** 1 if it goes from shallow layers to deep ones, else -1. */
  int sense() {
    return sense;
  }
}
