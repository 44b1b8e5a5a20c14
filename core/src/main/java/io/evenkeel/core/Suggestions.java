package io.evenkeel.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean": the known name nearest to a mistyped one. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * A hint to append to an error message.
   *
   * @return {@code " (did you mean 'relu'?)"}, or the empty string when nothing is near: more than
   *     a third of the letters (at least two) would have to change
   */
  public static String didYouMean(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    int allowed = Math.max(2, wanted.length() / 3);
    return known.stream()
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(name -> name))
        .filter(name -> distance(wanted, name) <= allowed)
        .map(name -> " (did you mean '" + name + "'?)")
        .orElse("");
  }

  /** Damerau-Levenshtein distance (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
