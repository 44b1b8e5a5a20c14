package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.stability.CellTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The results of a scheme over all sizes (depth and width) at which its rivals were tried.
 *
 * @param cell one of its cells, the best
 * @param equal a cell of each scheme that is equal in law to it and has no row of its own
 * @param rivals the columns that its rivals share with it: the activation, and the architecture if
 *     schemes are compared within one
 * @param rank 1 + how many rivals certainly hold in more sizes; empty if it holds in none
 * @param tied how many rivals share the rank
 * @param sizes that the scheme or a rival was tried at
 * @param holds sizes where it holds
 * @param fails sizes where it does not
 * @param untried of the other sizes, those without a cell of it
 * @param deepest for each width, up to which depth of the sweep it holds
 * @param faults the verdicts at the sizes where it does not hold, the most frequent first
 * @param widths the power of the width with which a layer's factor grows; empty if there is only
 *     one width
 */
public record SchemeRow(
    Cell cell,
    List<Cell> equal,
    List<Object> rivals,
    OptionalInt rank,
    int tied,
    int sizes,
    int holds,
    int fails,
    int untried,
    List<Deepest> deepest,
    List<Fault> faults,
    Optional<WidthExponent> widths) {

  /**
   * The largest depth up to which a scheme holds.
   *
   * @param width units of a hidden layer, or the shape where layers differ in width
   * @param depth the deepest at which it holds, with all shallower ones of the sweep; 0 = none
   */
  public record Deepest(String width, int depth) {}

  /**
   * A verdict at sizes where a scheme does not hold.
   *
   * @param what {@code backward exploding}
   * @param sizes how many
   */
  public record Fault(String what, int sizes) {}

  /** Copies the lists. */
  public SchemeRow {
    equal = List.copyOf(equal);
    rivals = List.copyOf(rivals);
    deepest = List.copyOf(deepest);
    faults = List.copyOf(faults);
  }

  /** The number of sizes where it may or may not hold. */
  public int open() {
    return sizes - holds - fails;
  }

  /** The share of sizes where it holds. */
  public double share() {
    return (double) holds / sizes;
  }

  /** The share of sizes where it would hold if it held at every open size. */
  public double shareHigh() {
    return (double) (sizes - fails) / sizes;
  }

  /** {@code 1}, or {@code 1=} where it is shared. */
  public String rankText() {
    return rank.isPresent() ? rank.getAsInt() + (tied > 0 ? "=" : "") : CellTexts.NOTHING;
  }

  /** {@code 18/20}, or {@code 17..19/20} where sizes are open. */
  public String holdsText() {
    return holds + (open() > 0 ? ".." + (sizes - fails) : "") + "/" + sizes;
  }

  /** {@code width-stable} or {@code grows as n^0.5}; empty at one width only. */
  public Optional<String> widthsText() {
    return widths.map(exponent -> exponent.text("width-stable", "grows", "shrinks"));
  }

  /** {@code 16:20 32:100}: depths by width. */
  public String deepestText() {
    return deepest.stream().map(d -> d.width() + ":" + d.depth()).collect(Collectors.joining(" "));
  }

  /** {@code backward exploding 6, forward vanishing 2}; empty if it fails nowhere. */
  public Optional<String> faultsText() {
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            faults.stream()
                .map(fault -> String.format(Locale.ROOT, "%s %d", fault.what(), fault.sizes()))
                .collect(Collectors.joining(", ")));
  }
}
