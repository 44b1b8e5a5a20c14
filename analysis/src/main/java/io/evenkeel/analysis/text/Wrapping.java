package io.evenkeel.analysis.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines. */
public final class Wrapping {
  private Wrapping() {}

  /**
   * Lines within a width, broken between words; all but the first are indented. A word that is
   * longer than a line is cut.
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
