package io.evenkeel.jobs.cli;

import java.util.ArrayList;
import java.util.List;

/** A sentence, or an entry of a list, as lines of a width. */
final class Paragraph {
  private static final int LEAST_ROOM = 24;

  private Paragraph() {}

  /**
   * Lines that end between words or after a bar. A word that is longer than the room has a line of
   * its own.
   *
   * @param head what the first line begins with
   * @param text words with single spaces between them
   * @param indent spaces that the other lines begin with
   * @param width columns, at least 24 more than {@code indent}
   */
  static List<String> lines(String head, String text, int indent, int width) {
    int most = Math.max(width, indent + LEAST_ROOM);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String piece : text.split("(?<= )|(?<=\\|)", -1)) {
      if (!empty && line.length() + piece.stripTrailing().length() > most) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(piece);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** A note that stands alone; other lines than the first are indented by two more. */
  static List<String> note(String indent, String text) {
    return lines(indent, text, indent.length() + 2, Terminal.lineLength());
  }
}
