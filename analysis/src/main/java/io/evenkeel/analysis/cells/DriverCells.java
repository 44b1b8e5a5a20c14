package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The cells of a small run, in this process's memory. */
final class DriverCells implements RunCells {
  /** Rows that are kept as objects; more are kept as bytes, which are a fourth as long. */
  private static final long FEW_ROWS = 300_000;

  private static final Set<String> DEPTH = Set.of("depth");

  private final List<CellTotals> cells;

  private DriverCells(List<CellTotals> cells) {
    this.cells = cells;
  }

  /**
   * @param shards names of their files, in order
   */
  static DriverCells read(RunFolder folder, List<String> shards, SignalLimits limits)
      throws IOException {
    SortedMap<Cell, CellTotals> cells = new TreeMap<>();
    try {
      shards.parallelStream()
          .map(shard -> totals(folder, shard, limits))
          .forEachOrdered(shard -> shard.forEach(cell -> cell.addTo(cells)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new DriverCells(
        cells.values().parallelStream().map(cell -> cell.settled(limits)).toList());
  }

  private static Collection<CellTotals> totals(
      RunFolder folder, String shard, SignalLimits limits) {
    try {
      return ShardTotals.read(folder, shard, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<CellSummary> summaries() {
    return cells.stream().map(CellTotals::summary).toList();
  }

  @Override
  public Iterable<Object[]> rows(CurveRows rows, CellProgress progress) {
    return rows(rows, progress, FEW_ROWS);
  }

  /**
   * The rows, of which a given number is kept as objects.
   *
   * @param fewRows that are kept as objects
   */
  Iterable<Object[]> rows(CurveRows rows, CellProgress progress, long fewRows) {
    Map<List<Object>, List<Integer>> byNetwork = new LinkedHashMap<>();
    for (int i = cells.size() - 1; i >= 0; i--) { // the deepest are the last
      byNetwork.computeIfAbsent(cells.get(i).cell().but(DEPTH), key -> new ArrayList<>()).add(i);
    }
    boolean few = cells.stream().mapToLong(cell -> cell.cell().stops()).sum() <= fewRows;
    List<Supplier<List<Object[]>>> made =
        new ArrayList<>(Collections.nCopies(cells.size(), List::of));
    AtomicLong done = new AtomicLong();
    // A cell's rows may take a second: on all cores.
    byNetwork.values().parallelStream()
        .forEach(
            members -> {
              for (int i : members) {
                cells.get(i).curve().ifPresent(curve -> made.set(i, kept(rows.of(curve), few)));
                progress.at(done.incrementAndGet(), cells.size());
              }
            });
    return () -> made.stream().flatMap(cell -> cell.get().stream()).iterator();
  }

  private static Supplier<List<Object[]>> kept(List<Object[]> rows, boolean few) {
    return few ? () -> rows : RowBlock.of(rows)::rows;
  }

  @Override
  public void close() {
    // Nothing is kept outside this object.
  }
}
