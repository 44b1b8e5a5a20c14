package io.evenkeel.analysis.verdict;

/**
 * The outcome for a signal on its way through the hidden layers (forward or backward), for the
 * angles between the rows of the batch, or for the loss.
 */
public enum Verdict {
  /** Its spread stays within the band of {@link Thresholds#decadesAllowed}. */
  STABLE("stable"),
  /** Its spread changes as a power of the layer's number, within that band or beyond it. */
  POWER_LAW("power law"),
  /** Its spread leaves the band in the first layers, and is level over the deeper half. */
  LEVELS_OFF("levels off"),
  /**
   * Networks of one scheme differ: neither staying nor any one way of leaving is what nearly all of
   * them do.
   */
  SPLIT("split"),
  /** Its spread falls exponentially below that band. */
  VANISHING("vanishing"),
  /** Its spread rises exponentially above that band. */
  EXPLODING("exploding"),
  /** Of a loss: neither NaN nor infinite. */
  FINITE("finite"),
  /** NaN or infinite. */
  NON_FINITE("non-finite"),
  /** Exactly zero, without having faded to it: no unit passes anything on. */
  DEAD("dead"),
  /** Not zero, but without spread: every unit of every row says the same. */
  CONSTANT("constant"),
  /** Of inputs: they come to lie on one line exponentially fast. */
  ORDERED("ordered"),
  /** Of inputs: almost equal inputs neither come together nor move apart exponentially. */
  CRITICAL("critical"),
  /** Of inputs: almost equal inputs move apart exponentially. */
  CHAOTIC("chaotic"),
  /** Of residual branches: their share of the squared stream is below 1e-6. */
  SILENT("silent"),
  /** Of branches: their share is below 0.01. */
  FAINT("faint"),
  /** Of branches: their share falls as one over the block's number. */
  FADING("fading"),
  /** Of branches: their share is between 0.01 and 0.99 at all depths. */
  BALANCED("balanced"),
  /** Of branches: their share is above 0.99, and what came before is lost. */
  DROWNING("drowning"),
  /** The seeds do not tell yet. */
  UNDECIDED("undecided");

  /** The gravity where nothing is known. */
  public static final int UNKNOWN = 3;

  /** Worse than any verdict. */
  public static final int WORST = 8;

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /**
   * How bad it is, from 0 for the best: stable, critical or finite, power law, levels off,
   * undecided, split, vanishing, exploding, ordered or chaotic, dead, constant or silent,
   * non-finite. Verdicts on branches other than silent are neither good nor bad.
   */
  public int gravity() {
    return switch (this) {
      case STABLE, CRITICAL, FINITE, FAINT, FADING, BALANCED, DROWNING -> 0;
      case POWER_LAW -> 1;
      case LEVELS_OFF -> 2;
      case UNDECIDED -> UNKNOWN;
      case SPLIT -> 4;
      case VANISHING, EXPLODING, ORDERED, CHAOTIC -> 5;
      case DEAD, CONSTANT, SILENT -> 6;
      case NON_FINITE -> 7;
    };
  }

  /** As written in tables. */
  public String text() {
    return text;
  }
}
