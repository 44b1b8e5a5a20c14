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

/** The cells of a small run, in this process's memory. */
final class DriverCells implements RunCells {
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
    Map<List<Object>, List<Integer>> byNetwork = new LinkedHashMap<>();
    for (int i = cells.size() - 1; i >= 0; i--) { // the deepest are the last
      byNetwork.computeIfAbsent(cells.get(i).cell().but(DEPTH), key -> new ArrayList<>()).add(i);
    }
    List<List<Object[]>> made = new ArrayList<>(Collections.nCopies(cells.size(), List.of()));
    AtomicLong done = new AtomicLong();
    // A cell's rows may take a second: on all cores.
    byNetwork.values().parallelStream()
        .forEach(
            members -> {
              for (int i : members) {
                cells.get(i).curve().ifPresent(curve -> made.set(i, rows.of(curve)));
                progress.at(done.incrementAndGet(), cells.size());
              }
            });
    return () -> made.stream().flatMap(List::stream).iterator();
  }

  @Override
  public void close() {
    // Nothing is kept outside this object.
  }
}
