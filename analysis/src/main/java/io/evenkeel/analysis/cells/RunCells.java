package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;

/**
 * The cells of a run, in their order, from one reading of its tables. A run of few bytes is read by
 * the driver, because starting tasks on a cluster would take longer. A larger run is read by one
 * Spark task per shard; other tasks then add up the cells, shard after shard. If Spark's tasks run
 * in the driver's own process, the driver reads larger runs, too: it has as many threads, and
 * nothing has to be sent between tasks. Both ways give the same bits.
 */
public sealed interface RunCells extends AutoCloseable permits DriverCells, ClusterCells {
  /** Bytes of {@code layers} up to which the driver reads alone: some 300,000 rows. */
  long FEW_BYTES = 64L << 20;

  /** The same where tasks would run in the driver's process. */
  long FEW_LOCAL_BYTES = 256L << 20;

  /** The part of the heap that the bytes of a run read by a local driver may come to. */
  int HEAP_PART = 8;

  /** Makes table rows from a cell's curve, on the machine that holds the cell. */
  interface CurveRows extends Serializable {
    /** Values of a table's columns, row by row. */
    List<Object[]> of(LayerCurve curve);
  }

  /**
   * Reads what is published of a run.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   * @param limits where a signal has faded, and moved far
   * @throws IOException naming the file that cannot be read
   */
  static RunCells read(SparkSession spark, String runDirectory, SignalLimits limits)
      throws IOException {
    return read(spark, runDirectory, limits, fewBytes(spark.sparkContext().isLocal()));
  }

  private static long fewBytes(boolean local) {
    long room = Math.min(FEW_LOCAL_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);
    return local ? Math.max(FEW_BYTES, room) : FEW_BYTES;
  }

  /**
   * Reads what is published of a run, with another limit of the bytes that the driver reads alone.
   *
   * @param fewBytes of {@code layers} up to which the driver reads alone
   */
  static RunCells read(SparkSession spark, String runDirectory, SignalLimits limits, long fewBytes)
      throws IOException {
    RunFolder folder = new RunFolder(runDirectory, spark.sparkContext().hadoopConfiguration());
    List<String> shards = List.copyOf(folder.files(RunFolder.TRIALS, ".parquet").keySet());
    SortedMap<String, Long> layers = folder.files(RunFolder.LAYERS, ".parquet");
    long bytes = layers.values().stream().mapToLong(Long::longValue).sum();
    return bytes <= fewBytes
        ? DriverCells.read(folder, shards, limits)
        : ClusterCells.read(spark, runDirectory, shards, bytes, limits);
  }

  /**
   * The summary of each cell.
   *
   * @throws IOException naming the file that cannot be read
   */
  List<CellSummary> summaries() throws IOException;

  /**
   * Rows made from the curve of every cell that has one, in the cells' order.
   *
   * @param progress hears how many cells have been asked
   * @throws IOException naming the file that cannot be read
   */
  Iterable<Object[]> rows(CurveRows rows, CellProgress progress) throws IOException;

  /** Frees the memory that was kept for further calls. */
  @Override
  void close();
}
