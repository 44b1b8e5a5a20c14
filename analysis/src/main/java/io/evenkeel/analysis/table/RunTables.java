package io.evenkeel.analysis.table;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.StepColumns;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables of a run directory as Spark reads them. */
public final class RunTables {
  private static final Pattern GLOB_CHARACTER = Pattern.compile("[\\\\*?\\[\\]{}]");

  private RunTables() {}

  /**
   * One row per trial of every published shard.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public static Dataset<Row> trials(SparkSession spark, String runDirectory) {
    return read(spark, runDirectory, RunFolder.TRIALS, schema(TrialColumns.ALL));
  }

  /**
   * One row per trial and layer. Shards that are not published yet may have rows here and none in
   * {@link #trials}.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public static Dataset<Row> layers(SparkSession spark, String runDirectory) {
    return read(spark, runDirectory, RunFolder.LAYERS, schema(LayerColumns.ALL));
  }

  /**
   * One row per trained trial and step; of a run whose sweep trains.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public static Dataset<Row> steps(SparkSession spark, String runDirectory) {
    return read(spark, runDirectory, RunFolder.STEPS, schema(StepColumns.ALL));
  }

  /** The Spark schema of declared columns. */
  public static <R> StructType schema(List<Column<R>> columns) {
    StructType struct = new StructType();
    for (Column<R> column : columns) {
      struct = struct.add(column.name(), sparkType(column.type()), column.nullable());
    }
    return struct;
  }

  private static Dataset<Row> read(
      SparkSession spark, String runDirectory, String table, StructType schema) {
    Column<String> sweep = TrialColumns.SWEEP;
    return SmallTables.parted(
        spark,
        spark
            .read()
            .schema(schema.add(sweep.name(), sparkType(sweep.type()), sweep.nullable()))
            .option("pathGlobFilter", "*.parquet")
            .parquet(file(runDirectory, table))
            .na()
            .fill(Cell.defaultsOfAdded()));
  }

  /**
   * The path of a file or folder of a run directory as Spark takes it: with all wild-card
   * characters escaped.
   */
  public static String file(String runDirectory, String path) {
    return GLOB_CHARACTER.matcher(RunFolder.uri(runDirectory)).replaceAll("\\\\$0") + "/" + path;
  }

  private static DataType sparkType(Column.Type type) {
    return switch (type) {
      case INT32 -> DataTypes.IntegerType;
      case INT64 -> DataTypes.LongType;
      case FLOAT64 -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case STRING, TEXT -> DataTypes.StringType;
    };
  }
}
