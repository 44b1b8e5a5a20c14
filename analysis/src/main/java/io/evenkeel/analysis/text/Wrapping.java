package io.evenkeel.analysis.text;

import java.util.ArrayList;
import java.util.List;

/** Sentences as lines. */
public final class Wrapping {
  private Wrapping() {}

  /**
   * Lines within a width, cut between words; the second on are indented. A longer word is cut where
   * the line ends.
   */
  public static List<String> lines(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > width && line.length() > 2) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ").append(word);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
      while (line.length() > width) {
        lines.add(line.substring(0, width));
        line.delete(0, width).insert(0, "  ");
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
