package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** The cells of a large run, on executors. */
final class ClusterCells implements RunCells {
  private static final int PARTITIONS_PER_CORE = 4;

  /**
   * How many bytes of {@code layers} a partition stands for. The totals that its task holds in
   * memory take up to four times as much.
   */
  private static final long BYTES_PER_PARTITION = 16L << 20;

  /**
   * How many parts the sorted rows have for each partition of the cells. Small parts spare the
   * driver memory: it fetches a whole part at a time, for each of two readers.
   */
  private static final int ORDERED_PER_PARTITION = 4;

  private static final long PROGRESS_MILLIS = 500;

  /** Networks that differ in these alone go through the same lengths and correlations. */
  private static final Set<String> SIZE = Set.of("depth", "width");

  /** The settled cells, in batches. Those that differ in {@link #SIZE} alone are neighbours. */
  private final JavaRDD<CellBatch> cells;

  private final int partitions;
  private final List<JavaRDD<?>> kept = new ArrayList<>();

  /** The summaries of all cells, in order; null until they are asked for. */
  private List<CellSummary> summaries;

  private ClusterCells(JavaRDD<CellBatch> cells, int partitions) {
    this.cells = kept(cells);
    this.partitions = partitions;
  }

  /**
   * @param shards names of their files
   * @param bytes of {@code layers}
   */
  static ClusterCells read(
      SparkSession spark, String runDirectory, List<String> shards, long bytes, SignalLimits limits)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    // A relative path means the driver's working directory, which is not that of its executors.
    String root = RunFolder.uri(runDirectory);
    int partitions =
        (int)
            Math.max(
                PARTITIONS_PER_CORE * context.defaultParallelism(), bytes / BYTES_PER_PARTITION);
    JavaRDD<CellBatch> cells =
        context
            .parallelize(shards, Math.max(1, shards.size()))
            .flatMapToPair(
                shard -> {
                  RunFolder folder = new RunFolder(root, configuration.value().value());
                  return spread(shard, ShardTotals.read(folder, shard, limits), partitions);
                })
            .partitionBy(new HashPartitioner(partitions))
            .mapPartitions(parts -> merged(parts, limits));
    ClusterCells read = new ClusterCells(cells, partitions);
    done(read.cells::count);
    return read;
  }

  /** Puts cells into batches for their partitions. Cells that differ in size alone share one. */
  private static Iterator<Tuple2<Integer, CellBatch>> spread(
      String origin, Collection<CellTotals> cells, int partitions) {
    Map<Integer, List<CellTotals>> parts = new TreeMap<>();
    for (CellTotals totals : cells) {
      parts
          .computeIfAbsent(
              Math.floorMod(totals.cell().but(SIZE).hashCode(), partitions),
              part -> new ArrayList<>())
          .add(totals);
    }
    List<Tuple2<Integer, CellBatch>> batches = new ArrayList<>();
    parts.forEach(
        (part, members) ->
            CellBatch.of(origin, members.iterator())
                .forEachRemaining(batch -> batches.add(new Tuple2<>(part, batch))));
    return batches.iterator();
  }

  /** Adds up what all shards say of a part's cells, shard after shard. */
  private static Iterator<CellBatch> merged(
      Iterator<Tuple2<Integer, CellBatch>> parts, SignalLimits limits) {
    List<CellBatch> batches = new ArrayList<>();
    parts.forEachRemaining(part -> batches.add(part._2()));
    batches.sort(Comparator.comparing(CellBatch::origin));
    SortedMap<Cell, CellTotals> cells = new TreeMap<>();
    batches.forEach(batch -> batch.cells().forEach(totals -> totals.addTo(cells)));
    cells.values().forEach(cell -> cell.settled(limits));
    return CellBatch.of("", neighbours(cells.values()));
  }

  /** Puts cells that differ in size alone beside each other, the deepest first. */
  private static Iterator<CellTotals> neighbours(Collection<CellTotals> cells) {
    Map<List<Object>, Deque<CellTotals>> groups = new LinkedHashMap<>();
    for (CellTotals totals : cells) {
      groups.computeIfAbsent(totals.cell().but(SIZE), key -> new ArrayDeque<>()).addFirst(totals);
    }
    return groups.values().stream().flatMap(Deque::stream).toList().iterator();
  }

  /** Keeps rows on disk: an executor needs its memory for tasks, a local run for summaries too. */
  private <T> JavaRDD<T> kept(JavaRDD<T> rows) {
    kept.add(rows);
    return rows.persist(StorageLevel.DISK_ONLY());
  }

  @Override
  public List<CellSummary> summaries() throws IOException {
    if (summaries == null) {
      JavaRDD<CellBatch> small =
          cells.flatMap(
              batch ->
                  CellBatch.of(
                      "", batch.cells().stream().map(CellTotals::withoutLayers).iterator()));
      summaries = done(() -> summaries(small));
    }
    return summaries;
  }

  /** Collects a few partitions at a time, which bounds the bytes that are on their way. */
  private static List<CellSummary> summaries(JavaRDD<CellBatch> small) {
    int atOnce = PARTITIONS_PER_CORE * small.context().defaultParallelism();
    List<CellSummary> summaries = new ArrayList<>();
    for (int begin = 0; begin < small.getNumPartitions(); begin += atOnce) {
      int end = Math.min(begin + atOnce, small.getNumPartitions());
      for (List<CellBatch> part : small.collectPartitions(IntStream.range(begin, end).toArray())) {
        for (CellBatch batch : part) {
          batch.cells().forEach(totals -> summaries.add(totals.summary()));
        }
      }
    }
    summaries.sort(Comparator.comparing(CellSummary::cell));
    return summaries;
  }

  @Override
  public Iterable<Object[]> rows(CurveRows rows, CellProgress progress) throws IOException {
    List<Cell> firsts = firsts();
    LongAccumulator asked = cells.context().longAccumulator("cells");
    JavaRDD<RowBlock> blocks =
        kept(
            cells
                .flatMapToPair(batch -> rows(batch, rows, asked, firsts))
                .partitionBy(new HashPartitioner(ORDERED_PER_PARTITION * partitions))
                .mapPartitions(ClusterCells::ordered));
    // All partitions at once; the local iterators take them one by one.
    JavaFutureAction<Long> job = blocks.countAsync();
    done(() -> awaited(job, asked, progress));
    return () ->
        StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(blocks.toLocalIterator(), Spliterator.ORDERED),
                false)
            .flatMap(block -> block.rows().stream())
            .iterator();
  }

  /** The first cell of every part of the order but the first part, ascending. */
  private List<Cell> firsts() throws IOException {
    int parts = ORDERED_PER_PARTITION * partitions;
    int cells = summaries().size();
    return IntStream.range(1, parts)
        .map(part -> (int) ((long) cells * part / parts))
        .filter(first -> first < cells)
        .mapToObj(first -> summaries.get(first).cell())
        .toList();
  }

  private static int part(Cell cell, List<Cell> firsts) {
    int place = Collections.binarySearch(firsts, cell);
    return place >= 0 ? place + 1 : -place - 1;
  }

  /**
   * The rows of one cell.
   *
   * @param cell what they are ordered by
   */
  private record CellRows(Cell cell, RowBlock rows) implements Serializable {}

  /** The rows of a batch's cells, for the parts of the order. */
  private static Iterator<Tuple2<Integer, CellRows>> rows(
      CellBatch batch, CurveRows rows, LongAccumulator asked, List<Cell> firsts) {
    return batch.cells().stream()
        .peek(totals -> asked.add(1))
        .flatMap(totals -> totals.curve().stream())
        .map(
            curve ->
                new Tuple2<>(
                    part(curve.cell(), firsts),
                    new CellRows(curve.cell(), RowBlock.of(rows.of(curve)))))
        .iterator();
  }

  private static Iterator<RowBlock> ordered(Iterator<Tuple2<Integer, CellRows>> part) {
    List<CellRows> cells = new ArrayList<>();
    part.forEachRemaining(rows -> cells.add(rows._2()));
    cells.sort(Comparator.comparing(CellRows::cell));
    return cells.stream().map(CellRows::rows).iterator();
  }

  private long awaited(JavaFutureAction<Long> job, LongAccumulator asked, CellProgress progress) {
    while (true) {
      try {
        return job.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        progress.at(asked.value(), summaries.size());
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** What a Spark job gives; of one that fails, what its task met. */
  private static <T> T done(Supplier<T> job) throws IOException {
    try {
      return job.get();
    } catch (Exception e) { // Spark throws checked exceptions that its signatures do not name
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException met) {
          throw new IOException(met.getMessage(), e);
        }
      }
      throw e;
    }
  }

  @Override
  public void close() {
    kept.forEach(JavaRDD::unpersist);
  }
}
