package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.text.ShortTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which scheme holds in most sizes: a clause for each group of rivals. */
public final class SchemeAnswer {
  private static final int MOST_NAMES = 3;
  private static final int MOST_CLAUSES = 8;

  private final SchemeNames names;
  private final Map<List<Object>, List<SchemeRow>> groups = new LinkedHashMap<>();

  /**
   * @param rows all schemes, best first in each group of rivals
   */
  public SchemeAnswer(List<SchemeRow> rows) {
    names = new SchemeNames(rows);
    rows.forEach(row -> groups.computeIfAbsent(row.rivals(), key -> new ArrayList<>()).add(row));
  }

  /** Whether schemes were tried at several sizes. */
  public boolean severalSizes() {
    return groups.values().stream().anyMatch(group -> group.get(0).sizes() > 1);
  }

  /**
   * {@code relu: kaiming_normal holds in 18 of 20 sizes; tanh: no scheme holds at any of 20 sizes}.
   * If there are many groups, it names the first ones.
   */
  public String sentence() {
    List<String> clauses = clauses();
    int more = clauses.size() - MOST_CLAUSES;
    return more <= 1
        ? String.join("; ", clauses)
        : String.join("; ", clauses.subList(0, MOST_CLAUSES))
            + String.format(Locale.ROOT, "; %,d more in %s", more, SchemeTable.FILES.csv());
  }

  /** A clause for each group. */
  public List<String> clauses() {
    return groups.values().stream()
        .map(group -> names.rivals(group.get(0)) + ": " + clause(group))
        .toList();
  }

  private String clause(List<SchemeRow> group) {
    List<SchemeRow> leaders =
        group.stream().filter(row -> row.rank().isPresent() && row.rank().getAsInt() == 1).toList();
    int sizes = group.get(0).sizes();
    if (leaders.isEmpty()) {
      return sizes == 1
          ? "no scheme holds"
          : "no scheme holds at any of " + ShortTexts.counted(sizes, "size");
    }
    int holds = leaders.get(0).holds();
    if (holds == 0) {
      return "undecided, "
          + names(leaders)
          + " may hold"
          + (sizes == 1 ? "" : " at some of " + ShortTexts.counted(sizes, "size"));
    }
    List<SchemeRow> first =
        leaders.stream().filter(row -> row.holds() == holds && row.open() == 0).toList();
    return first.isEmpty() || first.size() == leaders.size()
        ? certain(leaders, sizes)
        : certain(first, sizes)
            + (first.size() == 1 ? ", and " : ", ")
            + names(leaders.stream().filter(row -> !first.contains(row)).toList())
            + " may hold in as many";
  }

  /** The clause for schemes with the same rank, which need not hold in the same number of sizes. */
  private String certain(List<SchemeRow> rows, int sizes) {
    boolean one = rows.size() == 1;
    if (sizes == 1) {
      return names(rows) + (one ? " holds" : " tie, each holds");
    }
    int least = rows.stream().mapToInt(SchemeRow::holds).min().orElseThrow();
    int most = rows.stream().mapToInt(row -> row.sizes() - row.fails()).max().orElseThrow();
    String count =
        least == most
            ? least == sizes
                ? " in all " + ShortTexts.counted(sizes, "size")
                : String.format(Locale.ROOT, " in %,d of %,d sizes", least, sizes)
            : String.format(Locale.ROOT, " in %,d to %,d of %,d sizes", least, most, sizes);
    return names(rows) + (one ? " holds" : " tie, each holds") + count;
  }

  private String names(List<SchemeRow> rows) {
    List<String> shown = rows.stream().limit(MOST_NAMES).map(names::of).toList();
    if (shown.size() > 1) {
      // Commas are between schemes; those within a scheme would look like them.
      shown = shown.stream().map(name -> name.replace(", ", " + ")).toList();
    }
    int more = rows.size() - shown.size();
    if (more > 0) {
      return String.join(", ", shown) + String.format(Locale.ROOT, " and %,d more", more);
    }
    int last = shown.size() - 1;
    return last == 0
        ? shown.get(0)
        : String.join(", ", shown.subList(0, last)) + " and " + shown.get(last);
  }
}
