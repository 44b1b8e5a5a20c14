package io.evenkeel.jobs.run;

import java.util.Optional;

/** The first place where two canonical texts differ, short enough for one line. */
final class TextDifference {
  private static final int SHOWN_AT_MOST = 60;

  private TextDifference() {}

  /** {@code 'depth: 100' there, 'depth: 200' here}; empty if the texts are equal. */
  static Optional<String> first(String there, String here) {
    String[] before = there.split("\n", -1);
    String[] now = here.split("\n", -1);
    for (int i = 0; i < Math.max(before.length, now.length); i++) {
      String a = i < before.length ? before[i].strip() : "";
      String b = i < now.length ? now[i].strip() : "";
      if (!a.equals(b)) {
        int common = commonPrefix(a, b);
        return Optional.of("%s there, %s here".formatted(shown(a, common), shown(b, common)));
      }
    }
    return Optional.empty();
  }

  private static int commonPrefix(String a, String b) {
    int n = Math.min(a.length(), b.length());
    int i = 0;
    while (i < n && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  /** The text, or the part of a long one that holds the difference. */
  private static String shown(String text, int difference) {
    if (text.isEmpty()) {
      return "nothing";
    }
    int from = text.length() <= SHOWN_AT_MOST ? 0 : Math.max(0, difference - SHOWN_AT_MOST / 2);
    int to = Math.min(text.length(), from + SHOWN_AT_MOST);
    return "'"
        + (from > 0 ? "..." : "")
        + text.substring(from, to)
        + (to < text.length() ? "..." : "")
        + "'";
  }
}
