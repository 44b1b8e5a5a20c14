package io.evenkeel.core.sweep;

import java.util.stream.IntStream;

/** Expected seconds of a trial for each cell of a plan, as far as they have been computed. */
final class Prices {
  /** How many cells' prices are kept: 32 MiB of them. */
  private static final long MOST_KEPT = 1 << 22;

  /** How many parts of a plan are priced at the same time. */
  private static final int PRICED_AT_ONCE = 16;

  private final Plan plan;

  /** Seconds by number of the cell; 0 if they are not known. */
  private double[] seconds;

  Prices(Plan plan) {
    this.plan = plan;
  }

  /** Keeps the price of a cell. Threads may do so at the same time, each for cells of its own. */
  void keep(long cell, double price) {
    if (plan.cells() <= MOST_KEPT) {
      kept()[(int) cell] = price;
    }
  }

  private synchronized double[] kept() {
    if (seconds == null) {
      seconds = new double[(int) plan.cells()];
    }
    return seconds;
  }

  /**
   * The prices of all cells; those that are not known are computed. The prices are no longer kept
   * afterwards.
   *
   * @return by number of the cell; empty if there are too many cells to keep them
   */
  double[] takeAll() {
    if (plan.cells() > MOST_KEPT) {
      return new double[0];
    }
    double[] all = kept();
    for (double price : all) {
      if (price == 0) {
        IntStream.range(0, PRICED_AT_ONCE).parallel().forEach(part -> price(part, all));
        break;
      }
    }
    forget();
    return all;
  }

  private void price(int part, double[] all) {
    plan.forEachCost(
        part,
        PRICED_AT_ONCE,
        (cell, seconds) -> {
          if (all[(int) cell] == 0) {
            all[(int) cell] = seconds.getAsDouble();
          }
        });
  }

  private synchronized void forget() {
    seconds = null;
  }
}
