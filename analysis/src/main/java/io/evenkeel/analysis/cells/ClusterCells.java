package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
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

  /** Of {@code layers}, whose totals a task then holds. */
  private static final long BYTES_PER_PARTITION = 64L << 20;

  private static final int ROWS_PER_BLOCK = 4096;
  private static final long PROGRESS_MILLIS = 500;

  /** A batch per partition, settled; a cell's partition follows from its hash. */
  private final JavaRDD<CellBatch> cells;

  private final int partitions;
  private final List<JavaRDD<?>> kept = new ArrayList<>();

  /** All cells without their layers, in order; null before they have been asked for. */
  private List<CellTotals> all;

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
                  return spread(
                      shard,
                      ShardTotals.read(folder, shard, limits),
                      cell -> Math.floorMod(cell.hashCode(), partitions));
                })
            .partitionBy(new HashPartitioner(partitions))
            .mapPartitions(parts -> List.of(merged(parts, limits)).iterator());
    ClusterCells read = new ClusterCells(cells, partitions);
    done(read.cells::count);
    return read;
  }

  /** Batches for the parts that cells belong to. */
  private static Iterator<Tuple2<Integer, CellBatch>> spread(
      String origin, Collection<CellTotals> cells, ToIntFunction<Cell> part) {
    Map<Integer, List<CellTotals>> parts = new TreeMap<>();
    for (CellTotals totals : cells) {
      parts
          .computeIfAbsent(part.applyAsInt(totals.cell()), number -> new ArrayList<>())
          .add(totals);
    }
    return parts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), CellBatch.of(origin, entry.getValue())))
        .iterator();
  }

  /** Adds up what all shards say of a part's cells, shard after shard. */
  private static CellBatch merged(Iterator<Tuple2<Integer, CellBatch>> parts, SignalLimits limits) {
    List<CellBatch> batches = new ArrayList<>();
    parts.forEachRemaining(part -> batches.add(part._2()));
    batches.sort(Comparator.comparing(CellBatch::origin));
    SortedMap<Cell, CellTotals> cells = new TreeMap<>();
    batches.forEach(batch -> batch.cells().forEach(totals -> totals.addTo(cells)));
    return CellBatch.of("", cells.values().stream().map(cell -> cell.settled(limits)).toList());
  }

  private <T> JavaRDD<T> kept(JavaRDD<T> rows) {
    kept.add(rows);
    return rows.persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  @Override
  public List<CellSummary> summaries() throws IOException {
    return all().stream().map(CellTotals::summary).toList();
  }

  private List<CellTotals> all() throws IOException {
    if (all == null) {
      JavaRDD<CellBatch> small =
          cells.map(
              batch ->
                  CellBatch.of("", batch.cells().stream().map(CellTotals::withoutLayers).toList()));
      all =
          done(small::collect).stream()
              .flatMap(batch -> batch.cells().stream())
              .sorted(Comparator.comparing(CellTotals::cell))
              .toList();
    }
    return all;
  }

  @Override
  public Iterable<Object[]> rows(CurveRows rows, CellProgress progress) throws IOException {
    List<Cell> firsts = firsts();
    LongAccumulator asked = cells.context().longAccumulator("cells");
    JavaRDD<RowBlock> blocks =
        kept(
            cells
                .flatMapToPair(batch -> spread("", batch.cells(), cell -> part(cell, firsts)))
                .partitionBy(new HashPartitioner(partitions))
                .mapPartitions(parts -> blocks(parts, rows, asked)));
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
    List<Cell> firsts = new ArrayList<>();
    for (int part = 1; part < partitions; part++) {
      int first = (int) ((long) all().size() * part / partitions);
      if (first < all().size()) {
        firsts.add(all().get(first).cell());
      }
    }
    return firsts;
  }

  private static int part(Cell cell, List<Cell> firsts) {
    int place = Collections.binarySearch(firsts, cell);
    return place >= 0 ? place + 1 : -place - 1;
  }

  private static Iterator<RowBlock> blocks(
      Iterator<Tuple2<Integer, CellBatch>> parts, CurveRows rows, LongAccumulator asked) {
    List<CellTotals> cells = new ArrayList<>();
    parts.forEachRemaining(part -> cells.addAll(part._2().cells()));
    cells.sort(Comparator.comparing(CellTotals::cell));
    List<RowBlock> blocks = new ArrayList<>();
    List<Object[]> block = new ArrayList<>();
    for (CellTotals totals : cells) {
      asked.add(1);
      totals.curve().ifPresent(curve -> block.addAll(rows.of(curve)));
      if (block.size() >= ROWS_PER_BLOCK) {
        blocks.add(RowBlock.of(block));
        block.clear();
      }
    }
    blocks.add(RowBlock.of(block));
    return blocks.iterator();
  }

  private long awaited(JavaFutureAction<Long> job, LongAccumulator asked, CellProgress progress) {
    while (true) {
      try {
        return job.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        progress.at(asked.value(), all.size());
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
