package io.evenkeel.analysis.console;

import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.Optional;

/** Colours of text on a terminal, as ANSI escape sequences. */
public enum Ink {
  /** The terminal's own colour. */
  PLAIN(""),
  /** For a good verdict. */
  GOOD("32"),
  /** For a verdict that is nearly good. */
  FAIR("36"),
  /** For a verdict that is not known yet, or for networks that differ. */
  OPEN("33"),
  /** For a bad verdict. */
  BAD("31"),
  /** For a heading. */
  HEAD("1");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The colour of a verdict; the terminal's own if there is none. */
  static Ink of(Optional<Judgement> judgement) {
    return judgement.map(j -> of(j.verdict())).orElse(PLAIN);
  }

  private static Ink of(Verdict verdict) {
    return switch (verdict.gravity()) {
      case 0 -> GOOD;
      case 1, 2 -> FAIR;
      case 3, 4 -> OPEN;
      default -> BAD;
    };
  }

  /** The text in this colour. */
  String on(String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
