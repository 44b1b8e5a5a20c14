package io.evenkeel.jobs.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.StepColumns;
import io.evenkeel.core.sweep.StepRow;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One result table: its name and the columns that its Parquet and Spark schemas are made from.
 *
 * @param <R> what a row is made from
 * @param name folder of the table in a run directory
 * @param columns in file order, first those of {@link TrialColumns#GRID}; {@link
 *     TrialColumns#SWEEP} follows them
 * @param trial gives the trial of a row; the grid columns depend on the trial alone
 */
public record TableSchema<R>(String name, List<Column<R>> columns, Function<R, Trial> trial) {
  /** One row per trial. */
  public static final TableSchema<TrialResult> TRIALS =
      new TableSchema<>(RunFolder.TRIALS, TrialColumns.ALL, TrialResult::trial);

  /** One row per trial and layer. */
  public static final TableSchema<LayerRow> LAYERS =
      new TableSchema<>(RunFolder.LAYERS, LayerColumns.ALL, row -> row.trial().trial());

  /** One row per trained trial and step; a table of sweeps that train. */
  public static final TableSchema<StepRow> STEPS =
      new TableSchema<>(RunFolder.STEPS, StepColumns.ALL, row -> row.trial().trial());

  /**
   * Version of the tables' layout. Version 2 added {@code act_cosine_magnitude} to {@code layers},
   * version 3 the keys of architectures, shapes, precision and training to all tables, to {@code
   * layers} what is measured of the stream, branches and norms, binary exponents and what training
   * changes, and to {@code trials} loss scales and tangent kernels. Version 4 added {@code cell_id}
   * and {@code sweep} to all tables, {@code fan_in} and {@code sigma_w2} to {@code trials} and
   * {@code layers}, and the meaning of columns and the order of rows to the footer. Tables of
   * earlier versions are still read and judged.
   */
  public static final int VERSION = 4;

  /** Key of the footer's entry that says what the columns mean: a JSON object. */
  static final String MEANINGS = "evenkeel.columns";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Columns of doubles that are set or declared, not measured: they have few values and never NaN.
   */
  private static final Set<String> DECLARED =
      Stream.concat(TrialColumns.GRID.stream().map(Column::name), Stream.of(TrialColumns.SIGMA_W2))
          .collect(Collectors.toUnmodifiableSet());

  /** A shard's file in a run directory: {@code trials/shard-000123.parquet}. */
  public String file(int shard) {
    return String.format(Locale.ROOT, "%s/shard-%06d.parquet", name, shard);
  }

  /** As a Parquet file declares it. */
  public MessageType parquet() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column<?> column : all()) {
      message.addField(parquetField(column));
    }
    return message.named(name);
  }

  /** All columns of a file. */
  List<Column<?>> all() {
    List<Column<?>> all = new ArrayList<>(columns);
    all.add(TrialColumns.SWEEP);
    return all;
  }

  /** Whether a column is measured: almost every row has another value, which may be NaN. */
  static boolean measured(Column<?> column) {
    return switch (column.type()) {
      case FLOAT64 -> !DECLARED.contains(column.name());
      case TEXT -> true;
      case INT32, INT64, BOOLEAN, STRING -> false;
    };
  }

  /** The meanings of the columns: a JSON object with a text for each, with its unit in brackets. */
  String meanings() {
    ObjectNode meanings = JSON.createObjectNode();
    for (Column<?> column : all()) {
      String unit = column.unit().equals("-") ? "" : " [" + column.unit() + "]";
      meanings.put(column.name(), column.meaning() + unit);
    }
    try {
      return JSON.writeValueAsString(meanings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema for Spark; every column is nullable, as Spark's Parquet reader makes it. */
  public StructType spark() {
    StructType struct = new StructType();
    for (Column<?> column : all()) {
      struct = struct.add(column.name(), sparkType(column.type()), column.nullable());
    }
    return struct;
  }

  static Type parquetField(Column<?> column) {
    Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column.type()) {
      case INT32 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
      case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case FLOAT64 -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
      case STRING, TEXT ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
    };
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
