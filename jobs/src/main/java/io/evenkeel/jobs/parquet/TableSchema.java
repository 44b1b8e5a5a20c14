package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.StepColumns;
import io.evenkeel.core.sweep.StepRow;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
 * @param columns in file order, first those of {@link TrialColumns#GRID}
 * @param trial of a row: the grid columns are its alone
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
   * changes, and to {@code trials} loss scales and tangent kernels. Tables of earlier versions are
   * still read and judged.
   */
  public static final int VERSION = 3;

  /** A shard's file in a run directory: {@code trials/shard-000123.parquet}. */
  public String file(int shard) {
    return String.format(Locale.ROOT, "%s/shard-%06d.parquet", name, shard);
  }

  /** As a Parquet file declares it. */
  public MessageType parquet() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column<R> column : columns) {
      message.addField(parquetField(column));
    }
    return message.named(name);
  }

  /** As Spark reads it; every column nullable where a Parquet reader makes it so. */
  public StructType spark() {
    StructType struct = new StructType();
    for (Column<R> column : columns) {
      struct = struct.add(column.name(), sparkType(column.type()), column.nullable());
    }
    return struct;
  }

  private static Type parquetField(Column<?> column) {
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
