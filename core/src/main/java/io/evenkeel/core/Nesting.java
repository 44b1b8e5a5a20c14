package io.evenkeel.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the parts of a text that stand in parentheses or quotation marks. */
public final class Nesting {
  private Nesting() {}

  /**
   * The parts between commas that stand in no parentheses and no quotation marks.
   *
   * @return empty if a parenthesis is closed that was not opened
   */
  public static Optional<List<String>> split(String text) {
    List<String> parts = new ArrayList<>();
    int[] depths = depths(text);
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (depths[i] < 0) {
        return Optional.empty();
      }
      if (text.charAt(i) == ',' && depths[i] == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return Optional.of(parts);
  }

  /** The characters that stand in no parentheses and no quotation marks. */
  static String outside(String text) {
    StringBuilder outside = new StringBuilder();
    int[] depths = depths(text);
    for (int i = 0; i < text.length(); i++) {
      if (depths[i] == 0) {
        outside.append(text.charAt(i));
      }
    }
    return outside.toString();
  }

  /**
   * Whether every parenthesis outside quotation marks, and every quotation mark, has its partner.
   */
  public static boolean balanced(String text) {
    int depth = 0;
    char mark = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mark = mark(mark, c);
      depth += mark != 0 ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return depth == 0 && mark == 0;
  }

  /** The depth of each character: how many parentheses and quotation marks enclose it. */
  private static int[] depths(String text) {
    int[] depths = new int[text.length()];
    int depth = 0;
    char mark = 0;
    for (int i = 0; i < depths.length; i++) {
      char c = text.charAt(i);
      char before = mark;
      mark = mark(mark, c);
      depth += mark != 0 || before != 0 ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      depths[i] = depth + (mark != 0 || before != 0 ? 1 : 0);
    }
    return depths;
  }

  /** The quotation mark that is open after a character, or 0. */
  private static char mark(char open, char c) {
    boolean quotes = c == '"' || c == '\'';
    return open == 0 ? (quotes ? c : 0) : c == open ? 0 : open;
  }
}
