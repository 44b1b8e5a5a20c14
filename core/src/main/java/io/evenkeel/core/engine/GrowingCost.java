package io.evenkeel.core.engine;

import java.util.List;

/**
 * The cost of networks that differ only in how often they repeat a part.
 *
 * @param before what stands before the part
 * @param each the part once
 * @param after what stands behind it, in order
 */
public record GrowingCost(Cost before, Cost each, List<Cost> after) {
  /** Copies. */
  public GrowingCost {
    after = List.copyOf(after);
  }

  /** The cost of the whole network, summed in the order of its blocks. */
  public Cost at(int times) {
    Cost sum = before.plus(each.times(times));
    for (Cost cost : after) {
      sum = sum.plus(cost);
    }
    return sum;
  }
}
