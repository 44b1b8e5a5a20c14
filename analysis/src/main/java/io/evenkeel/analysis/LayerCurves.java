package io.evenkeel.analysis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The curves of every cell of a run: one pass over the layers on Spark, then one cell after the
 * other on the driver, as often as they are iterated. Trials of published shards alone count.
 */
final class LayerCurves implements Iterable<LayerCurve>, AutoCloseable {
  private static final String FINITE_ACT_STD =
      "CASE WHEN act_std > 0 AND act_std < double('Infinity') THEN log10(act_std) END";
  private static final String FINITE_GRAD_STD =
      "CASE WHEN abs(log10_grad_std) < double('Infinity') THEN log10_grad_std END";
  private static final String COSINE = "CASE WHEN NOT isnan(act_cosine) THEN act_cosine END";

  private final Dataset<Row> rows;

  private LayerCurves(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** Those of a run directory. */
  static LayerCurves of(SparkSession spark, String runDirectory) {
    Dataset<Row> published = RunTables.trials(spark, runDirectory).select("trial_id");
    Column[] keys =
        Stream.concat(StabilityColumns.CELL.stream().map(c -> c.name()), Stream.of("layer"))
            .map(functions::col)
            .toArray(Column[]::new);
    Dataset<Row> rows =
        RunTables.layers(spark, runDirectory)
            .where("layer < depth")
            .join(published, new String[] {"trial_id"}, "left_semi")
            .groupBy(keys)
            .agg(
                StabilityTable.sample(FINITE_ACT_STD).as("act_std"),
                StabilityTable.sample(FINITE_GRAD_STD).as("grad_std"),
                StabilityTable.sample(COSINE).as("cosine"))
            .orderBy(keys)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new LayerCurves(rows);
  }

  @Override
  public Iterator<LayerCurve> iterator() {
    return new ByCell(rows.toLocalIterator());
  }

  @Override
  public void close() {
    rows.unpersist();
  }

  /** Gathers the layers of a cell, which come one after the other. */
  private static final class ByCell implements Iterator<LayerCurve> {
    private final Iterator<Row> layers;
    private Row next;

    ByCell(Iterator<Row> layers) {
      this.layers = layers;
      advance();
    }

    private void advance() {
      next = layers.hasNext() ? layers.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public LayerCurve next() {
      if (next == null) {
        throw new NoSuchElementException("no cell is left");
      }
      Map<String, Object> cell = cell(next);
      List<LayerCurve.Layer> curve = new ArrayList<>();
      while (next != null && cell(next).equals(cell)) {
        curve.add(
            new LayerCurve.Layer(
                StabilityTable.sample(next, "act_std"),
                StabilityTable.sample(next, "grad_std"),
                StabilityTable.sample(next, "cosine")));
        advance();
      }
      return new LayerCurve(cell, curve);
    }

    private static Map<String, Object> cell(Row row) {
      Map<String, Object> cell = new LinkedHashMap<>();
      StabilityColumns.CELL.forEach(c -> cell.put(c.name(), row.getAs(c.name())));
      return cell;
    }
  }
}
