package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
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
  private static final long PROGRESS_MILLIS = 500;

  /** In order. */
  private final JavaRDD<CellTotals> cells;

  private final List<JavaRDD<?>> kept = new ArrayList<>();

  /** How many there are; 0 before they have been counted. */
  private long number;

  private ClusterCells(JavaRDD<CellTotals> computed, int partitions) throws IOException {
    JavaPairRDD<Cell, CellTotals> byCell =
        kept(computed).mapToPair(totals -> new Tuple2<>(totals.cell(), totals));
    // Looks at all cells already, to cut them into parts.
    cells = done(() -> byCell.sortByKey(true, partitions)).values();
  }

  /**
   * @param shards names of their files
   */
  static ClusterCells read(
      SparkSession spark, String runDirectory, List<String> shards, SignalLimits limits)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    // A relative path means the driver's working directory, which is not that of its executors.
    String root = RunFolder.uri(runDirectory);
    int partitions = PARTITIONS_PER_CORE * context.defaultParallelism();
    JavaRDD<CellTotals> cells =
        context
            .parallelize(shards, Math.max(1, shards.size()))
            .flatMapToPair(
                shard -> {
                  RunFolder folder = new RunFolder(root, configuration.value().value());
                  return ShardTotals.read(folder, shard, limits).stream()
                      .map(totals -> new Tuple2<>(new CellOfShard(totals.cell(), shard), totals))
                      .iterator();
                })
            .repartitionAndSortWithinPartitions(new ByCell(partitions))
            .mapPartitions(parts -> new Merged(parts, limits));
    return new ClusterCells(cells, partitions);
  }

  /** As bytes: Spark would walk through all objects, again and again, to learn their size. */
  private <T> JavaRDD<T> kept(JavaRDD<T> rows) {
    kept.add(rows);
    return rows.persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  @Override
  public List<CellSummary> summaries() throws IOException {
    List<CellTotals> small = done(cells.map(CellTotals::withoutLayers)::collect);
    number = small.size();
    return small.stream().map(CellTotals::summary).toList();
  }

  @Override
  public Iterable<Object[]> rows(CurveRows rows, CellProgress progress) throws IOException {
    LongAccumulator asked = cells.context().longAccumulator("cells");
    JavaRDD<Object[]> made =
        kept(
            cells.flatMap(
                totals -> {
                  asked.add(1);
                  return totals.curve().stream()
                      .flatMap(curve -> rows.of(curve).stream())
                      .iterator();
                }));
    // All partitions at once; the local iterators take them one by one.
    JavaFutureAction<Long> job = made.countAsync();
    done(() -> awaited(job, asked, progress));
    return made::toLocalIterator;
  }

  private long awaited(JavaFutureAction<Long> job, LongAccumulator asked, CellProgress progress) {
    while (true) {
      try {
        return job.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        progress.at(asked.value(), number);
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

  /** Brings all parts of a cell together. */
  private static final class ByCell extends Partitioner {
    private static final long serialVersionUID = 1;
    private final int partitions;

    ByCell(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return Math.floorMod(((CellOfShard) key).cell().hashCode(), partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByCell byCell && byCell.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }

  /** Adds up neighbours of one cell. */
  private static final class Merged implements Iterator<CellTotals> {
    private final Iterator<Tuple2<CellOfShard, CellTotals>> parts;
    private final SignalLimits limits;

    /** Null at the end. */
    private CellTotals next;

    Merged(Iterator<Tuple2<CellOfShard, CellTotals>> parts, SignalLimits limits) {
      this.parts = parts;
      this.limits = limits;
      next = part();
    }

    private CellTotals part() {
      return parts.hasNext() ? parts.next()._2() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public CellTotals next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      CellTotals cell = next;
      next = part();
      while (next != null && next.cell().equals(cell.cell())) {
        cell.add(next);
        next = part();
      }
      return cell.settled(limits);
    }
  }
}
