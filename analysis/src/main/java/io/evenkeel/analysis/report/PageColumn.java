package io.evenkeel.analysis.report;

import io.evenkeel.analysis.stability.StabilityRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of the page's ranking.
 *
 * @param key key by which the script sorts
 * @param label short text of the header
 * @param meaning a sentence
 * @param numeric whether it is aligned to the right
 * @param text what is shown
 * @param full the full text of a short one; empty if it is the same
 * @param order a number or a text to sort by; empty sorts last
 * @param verdict the verdict that is shown, if the column is one of verdicts
 */
record PageColumn(
    String key,
    String label,
    String meaning,
    boolean numeric,
    Function<StabilityRow, String> text,
    Function<StabilityRow, Optional<String>> full,
    Function<StabilityRow, Optional<?>> order,
    Function<StabilityRow, Optional<String>> verdict) {
  /** The columns that are left out first if there is no room for all. */
  private static final List<String> SPARE =
      List.of(
          "dW spread",
          "trials",
          "saturated",
          "10..90 %",
          "loss / floor",
          "factor",
          "factor back",
          "NaN/Inf",
          "std",
          "change",
          "change back",
          "noise",
          "overflow",
          "log2 scales");

  /** The place in the order of leaving out columns, from 1 for the first; 0 = never left out. */
  int spare() {
    return 1 + SPARE.indexOf(key);
  }

  /** A column of numbers, sorted by {@code order}. */
  static PageColumn numbers(
      String label,
      String meaning,
      Function<StabilityRow, String> text,
      Function<StabilityRow, Optional<Double>> order) {
    return new PageColumn(
        label,
        label,
        meaning,
        true,
        text,
        row -> Optional.empty(),
        row -> order.apply(row).filter(Double::isFinite),
        row -> Optional.empty());
  }
}
