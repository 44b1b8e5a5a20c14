package io.evenkeel.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests known names near to a mistyped one: "did you mean". */
public final class Suggestions {
  /** From this many letters on, a name may have one more mistake. */
  private static final int LONG = 10;

  private Suggestions() {}

  /**
   * A hint to append to an error message.
   *
   * @return {@code " (did you mean 'relu'?)"}, or the empty string if no name is near. A name is
   *     near if at most two letters differ, three if ten or more were given; if the first letter
   *     differs, no other one may. If what was given is the beginning of several names, all of them
   *     are suggested
   */
  public static String didYouMean(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    List<String> longer = known.stream().filter(name -> name.startsWith(wanted + "_")).toList();
    if (longer.size() > 1) { // half a name: 'xavier'
      return " (did you mean '" + String.join("' or '", longer) + "'?)";
    }
    int allowed = wanted.length() < LONG ? 2 : 3;
    return known.stream()
        .filter(name -> beginsAlike(name, wanted) || distance(wanted, name) == 1)
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(name -> name))
        .filter(name -> distance(wanted, name) <= allowed)
        .map(name -> " (did you mean '" + name + "'?)")
        .orElse("");
  }

  private static boolean beginsAlike(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && a.charAt(0) == b.charAt(0);
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
