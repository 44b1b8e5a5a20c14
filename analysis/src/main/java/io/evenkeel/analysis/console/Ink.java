package io.evenkeel.analysis.console;

import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.Optional;

/** Colours of texts on a terminal, as ANSI escape sequences. */
public enum Ink {
  /** As the terminal writes. */
  PLAIN(""),
  /** What is well. */
  GOOD("32"),
  /** What is nearly well. */
  FAIR("36"),
  /** What is not known yet, or parts. */
  OPEN("33"),
  /** What is wrong. */
  BAD("31"),
  /** A heading. */
  HEAD("1");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** Of a verdict; plain where there is none. */
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
