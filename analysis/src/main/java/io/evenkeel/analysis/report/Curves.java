package io.evenkeel.analysis.report;

import io.evenkeel.analysis.stability.StabilityColumns;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.table.RunTables;
import io.evenkeel.analysis.theory.TheoryReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the curves of chosen cells: Spark reads the two tables and the theory once, and gives the
 * driver a row for each cell and layer that is shown.
 */
final class Curves {
  /**
   * In cells with more trials than this, quantiles are approximate, with a rank error below 0.1 %.
   */
  private static final long EXACT_UP_TO = 100_000;

  private static final int RANK_ACCURACY = 1_000;
  private static final String CELL = "cell_index";
  private static final String LAYER = "layer";

  /** How many trials of a cell are shown one by one. */
  private static final int MOST_SEEDS = 150;

  private final SparkSession spark;
  private final String runDirectory;
  private final List<StabilityRow> cells;
  private final int mostLayers;

  private Curves(
      SparkSession spark, String runDirectory, List<StabilityRow> cells, int mostLayers) {
    this.spark = spark;
    this.runDirectory = runDirectory;
    this.cells = cells;
    this.mostLayers = mostLayers;
  }

  /**
   * A curve per cell, in the cells' order; empty if no layer was measured.
   *
   * @param mostLayers about how many layers of a cell are shown; the first and the last are among
   *     them
   */
  static List<Optional<Curve>> of(
      SparkSession spark, String runDirectory, List<StabilityRow> cells, int mostLayers) {
    return new Curves(spark, runDirectory, cells, mostLayers).read();
  }

  private List<Optional<Curve>> read() {
    Map<Integer, NavigableMap<Integer, Row>> measured = byCell(measured());
    Map<Integer, NavigableMap<Integer, Row>> expected = byCell(expected());
    Map<Integer, List<Curve.Seed>> seeds = seeds();
    List<Optional<Curve>> curves = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      NavigableMap<Integer, Row> layers = measured.getOrDefault(i, new TreeMap<>());
      curves.add(
          layers.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  curve(
                      layers,
                      expected.getOrDefault(i, new TreeMap<>()),
                      seeds.getOrDefault(i, List.of()))));
    }
    return curves;
  }

  private static Map<Integer, NavigableMap<Integer, Row>> byCell(Dataset<Row> rows) {
    Map<Integer, NavigableMap<Integer, Row>> byCell = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      byCell
          .computeIfAbsent(row.<Integer>getAs(CELL), cell -> new TreeMap<>())
          .put(row.<Integer>getAs(LAYER), row);
    }
    return byCell;
  }

  /**
   * Rows of published trials before any step of training, at the layers where the signal is
   * followed.
   */
  private Dataset<Row> initial() {
    Dataset<Row> published = RunTables.trials(spark, runDirectory).select("trial_id");
    return stream(
            RunTables.layers(spark, runDirectory).where("layer < depth AND coalesce(step, 0) = 0"))
        .join(published, new String[] {"trial_id"}, "left_semi");
  }

  private Map<Integer, List<Curve.Seed>> seeds() {
    String std = "CASE WHEN act_std > 0 AND act_std < double('Infinity') THEN log10(act_std) END";
    String gradient = "CASE WHEN abs(log10_grad_rms) < double('Infinity') THEN log10_grad_rms END";
    Dataset<Row> ends =
        initial()
            .where("depth > 1 AND (layer = 0 OR layer = depth - 1)")
            .join(functions.broadcast(choice()), cellNames())
            .groupBy(CELL, "trial_id")
            .agg(
                change(std, "layer > 0").as("forward"),
                change(gradient, "layer = 0").as("backward"))
            .groupBy(CELL)
            .agg(
                functions
                    .expr(
                        "slice(array_sort(collect_list(struct(trial_id, forward, backward))), 1, "
                            + MOST_SEEDS
                            + ")")
                    .as("seeds"));
    Map<Integer, List<Curve.Seed>> seeds = new HashMap<>();
    for (Row row : ends.collectAsList()) {
      seeds.put(
          row.<Integer>getAs(CELL),
          row.<Row>getList(row.fieldIndex("seeds")).stream()
              .map(seed -> new Curve.Seed(number(seed, "forward"), number(seed, "backward")))
              .toList());
    }
    return seeds;
  }

  /** The difference of a logarithm between the end and the beginning of a trial's signal. */
  private static Column change(String logarithm, String end) {
    String ends = "max(CASE WHEN %s THEN %s END)".formatted(end, logarithm);
    String begins = "max(CASE WHEN NOT (%s) THEN %s END)".formatted(end, logarithm);
    return functions.expr("double(%s - %s)".formatted(ends, begins));
  }

  private Dataset<Row> measured() {
    return chosen(initial())
        .groupBy(CELL, LAYER)
        .agg(
            functions.expr("count_if(act_std < double('Infinity'))").as("finite"),
            quantiles(
                    "CASE WHEN act_std > 0 AND act_std < double('Infinity')"
                        + " THEN log10(act_std) END")
                .as("act"),
            quantiles("CASE WHEN abs(log10_grad_rms) < double('Infinity') THEN log10_grad_rms END")
                .as("grad"),
            quantiles("CASE WHEN NOT isnan(act_cosine) THEN act_cosine END").as("cos"),
            quantiles("CASE WHEN NOT isnan(act_saturated_fraction) THEN act_saturated_fraction END")
                .as("sat"));
  }

  /**
   * The layers where the signal is followed, with the signal in the columns of activations: a layer
   * that ends a residual block has the stream there.
   */
  private static Dataset<Row> stream(Dataset<Row> layers) {
    Dataset<Row> followed = layers.where("block = 'plain' OR stream_std IS NOT NULL");
    return followed
        .withColumn("act_std", ofStream("act_std", "stream_std"))
        .withColumn("act_cosine", ofStream("act_cosine", "stream_cosine"))
        .withColumn("log10_grad_rms", ofStream("log10_grad_rms", "log10_stream_grad_rms"));
  }

  private static Column ofStream(String ofLayer, String ofStream) {
    return functions.expr(
        "CASE WHEN block = 'plain' THEN %s ELSE %s END".formatted(ofLayer, ofStream));
  }

  private Dataset<Row> expected() {
    return chosen(TheoryReport.read(spark, runDirectory))
        .select(
            Stream.of(
                    CELL,
                    LAYER,
                    "log10_act_std_mean_field",
                    "act_rms_z",
                    "log10_grad_growth_mean_field",
                    "grad_growth_z",
                    "act_cosine_mean_field")
                .map(functions::col)
                .toArray(Column[]::new));
  }

  /**
   * Rows of the chosen cells and the shown layers, with the index of the cell. The first third of
   * the shown layers are consecutive, because angles settle there and a correlation map needs pairs
   * of neighbours.
   */
  private Dataset<Row> chosen(Dataset<Row> table) {
    int first = mostLayers / 3;
    String step = "greatest(1, ceil((depth - %s) / %s.0D))".formatted(first, mostLayers - first);
    return table
        .where("layer = depth - 1 OR layer < %s OR (layer - %1$s) %% %s = 0".formatted(first, step))
        .join(functions.broadcast(choice()), cellNames());
  }

  private Dataset<Row> choice() {
    StructType schema =
        RunTables.schema(StabilityColumns.CELL).add(CELL, DataTypes.IntegerType, false);
    List<Row> rows = new ArrayList<>();
    for (StabilityRow cell : cells) {
      Stream<Object> values = StabilityColumns.CELL.stream().map(c -> c.value().apply(cell));
      rows.add(RowFactory.create(Stream.concat(values, Stream.of(rows.size())).toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  private static String[] cellNames() {
    return StabilityColumns.CELL.stream()
        .map(io.evenkeel.core.table.Column::name)
        .toArray(String[]::new);
  }

  private Column quantiles(String value) {
    boolean exact = cells.stream().allMatch(cell -> cell.summary().trials() <= EXACT_UP_TO);
    String shares = "array(0.1D, 0.5D, 0.9D)";
    return functions.expr(
        exact
            ? "percentile(double(%s), %s)".formatted(value, shares)
            : "percentile_approx(double(%s), %s, %s)".formatted(value, shares, RANK_ACCURACY));
  }

  private static Curve curve(
      NavigableMap<Integer, Row> measured, Map<Integer, Row> expected, List<Curve.Seed> seeds) {
    Rows rows = new Rows(measured, expected);
    // Theory gives the gradient's growth from the last layer; the measured one is where it starts.
    Optional<Double> last = quantile(measured.lastEntry().getValue(), "grad", 1);
    return new Curve(
        List.copyOf(measured.keySet()),
        rows.each((row, theory) -> row.<Long>getAs("finite")),
        rows.quantity(
            "act",
            theory -> number(theory, "log10_act_std_mean_field"),
            theory -> number(theory, "act_rms_z")),
        rows.quantity(
            "grad",
            theory ->
                number(theory, "log10_grad_growth_mean_field")
                    .flatMap(growth -> last.map(start -> start + growth)),
            theory -> number(theory, "grad_growth_z")),
        rows.quantity(
            "cos", theory -> number(theory, "act_cosine_mean_field"), theory -> Optional.empty()),
        rows.quantity("sat", theory -> Optional.empty(), theory -> Optional.empty()),
        seeds);
  }

  private static Optional<Double> quantile(Row row, String column, int which) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index)
        ? Optional.empty()
        : Optional.of(row.<Double>getList(index).get(which));
  }

  private static Optional<Double> number(Row row, String column) {
    return Optional.ofNullable(row.<Double>getAs(column)).filter(Double::isFinite);
  }

  /** A cell's measured rows by layer, and those of theory for the layers that it covers. */
  private record Rows(NavigableMap<Integer, Row> measured, Map<Integer, Row> expected) {
    <T> List<T> each(BiFunction<Row, Optional<Row>, T> value) {
      List<T> values = new ArrayList<>();
      measured.forEach(
          (layer, row) -> values.add(value.apply(row, Optional.ofNullable(expected.get(layer)))));
      return List.copyOf(values);
    }

    Curve.Quantity quantity(
        String column, Function<Row, Optional<Double>> theory, Function<Row, Optional<Double>> z) {
      return new Curve.Quantity(
          each((row, other) -> quantile(row, column, 0)),
          each((row, other) -> quantile(row, column, 1)),
          each((row, other) -> quantile(row, column, 2)),
          each((row, other) -> other.flatMap(theory)),
          each((row, other) -> other.flatMap(z)));
    }
  }
}
