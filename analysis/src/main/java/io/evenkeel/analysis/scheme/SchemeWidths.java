package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dependence on the width of the factor by which a layer multiplies the std, for one scheme: it
 * is a power of the width, found from cells of one depth that differ only in the width.
 *
 * <p>{@code normal(std=0.02)} has n^0.5, because its variance does not depend on the fan-in;
 * schemes that divide by the fan-in have n^0.
 */
final class SchemeWidths {
  /**
   * An exponent of smaller magnitude counts as 0; the effect of finite widths on a layer is far
   * smaller.
   */
  static final double TOLERATED = 0.1;

  private static final double ERROR = Thresholds.DEFAULT.errorRate();
  private static final int FEWEST_WIDTHS = 2;

  /** The cells of one depth that differ in the width alone. */
  private static final class Group {
    private final int depth;
    private final SortedMap<Integer, Sample> rates = new TreeMap<>();
    private long seeds = Long.MAX_VALUE;

    Group(int depth) {
      this.depth = depth;
    }

    void add(StabilityRow row) {
      if (rates.putIfAbsent(row.cell().width(), row.summary().forward().rate()) == null) {
        seeds = Math.min(seeds, row.summary().computed());
      }
    }

    boolean before(Group other) {
      int byWidths = Integer.compare(rates.size(), other.rates.size());
      return byWidths > 0 || (byWidths == 0 && depth > other.depth);
    }
  }

  private SchemeWidths() {}

  /**
   * The exponent of the group with the most widths, and of several such groups that of the deepest;
   * empty if the scheme was measured at only one width.
   *
   * @param laws cells of a scheme, those of one law of networks together
   */
  static Optional<WidthExponent> of(Collection<List<StabilityRow>> laws) {
    Map<List<Object>, Group> groups = new HashMap<>();
    List<Group> inOrder = new ArrayList<>();
    for (List<StabilityRow> law : laws) {
      StabilityRow row = law.get(0);
      if (row.cell().shape().isEmpty() && row.summary().forward().rate().n() > 0) {
        groups
            .computeIfAbsent(
                key(row.cell()),
                key -> {
                  inOrder.add(new Group(row.cell().depth()));
                  return inOrder.get(inOrder.size() - 1);
                })
            .add(row);
      }
    }
    return inOrder.stream()
        .filter(group -> group.rates.size() >= FEWEST_WIDTHS)
        .reduce((a, b) -> b.before(a) ? b : a)
        .map(group -> WidthExponent.of(group.rates, group.seeds, ERROR, TOLERATED));
  }

  /**
   * The columns in which the cells of a group agree; an input as wide as the layers varies with
   * them.
   */
  private static List<Object> key(Cell cell) {
    List<Object> key = new ArrayList<>(cell.but(Set.of("width", "input_width", "init", "engine")));
    key.add(cell.inputWidth() == cell.width() ? "width" : cell.inputWidth());
    return key;
  }
}
