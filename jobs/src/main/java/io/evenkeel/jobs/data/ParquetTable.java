package io.evenkeel.jobs.data;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Reads columns of numbers from a Parquet file: whole numbers, float, double; booleans become 0 and
 * 1.
 */
final class ParquetTable {
  private final String file;
  private final List<String> names = new ArrayList<>();

  private ParquetTable(String file) {
    this.file = file;
  }

  /** How parquet-java names a local file in its messages. */
  private static final Pattern INPUT = Pattern.compile("[\\w.]*LocalInputFile@\\w+");

  /**
   * Reads a file.
   *
   * @param file as the user names it
   * @param columns see {@link Columns}
   * @throws SpecException on one line with the place, if a column has other than finite numbers
   * @throws IOException if it cannot be read
   */
  static Table read(Path path, String file, Columns columns) throws IOException {
    try (ParquetFileReader reader = ColumnScan.open(new LocalInputFile(path))) {
      return new ParquetTable(file).table(reader, columns);
    } catch (SpecException | IOException e) {
      throw e;
    } catch (RuntimeException e) { // of a file that is none, or damaged, parquet-java throws many
      String reason =
          INPUT
              .matcher(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
              .replaceAll("it");
      throw new SpecException("%s cannot be read as Parquet: %s".formatted(file, reason));
    }
  }

  private Table table(ParquetFileReader reader, Columns asked) throws IOException {
    MessageType schema = reader.getFileMetaData().getSchema();
    List<String> there = schema.getFields().stream().map(Type::getName).toList();
    for (int place : asked.chosen(file, there, there.size())) {
      requireNumbers(schema.getType(place));
      names.add(there.get(place));
    }
    Table table = new Table(file, names.size());
    ColumnScan.rows(
        reader,
        names,
        readers -> {
          for (int i = 0; i < readers.size(); i++) {
            int column = i;
            Supplier<String> place =
                () -> "row %s, column %s".formatted(table.rows(), names.get(column));
            table.add(value(readers.get(i), place), place);
          }
        });
    return table;
  }

  private void requireNumbers(Type column) {
    boolean plain = column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED);
    LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
    boolean numbers =
        plain
            && (meaning == null
                || meaning instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation);
    if (!numbers || !isNumber(column.asPrimitiveType().getPrimitiveTypeName())) {
      throw new SpecException(
          "%s, column %s: must hold whole numbers, float or double, is '%s'; choose with columns="
              .formatted(file, column.getName(), column.toString().lines().findFirst().orElse("")));
    }
  }

  private static boolean isNumber(PrimitiveType.PrimitiveTypeName type) {
    return switch (type) {
      case INT32, INT64, FLOAT, DOUBLE, BOOLEAN -> true;
      default -> false;
    };
  }

  private double value(ColumnReader column, Supplier<String> place) {
    if (ColumnScan.isNull(column)) {
      throw Table.notFinite(file, place.get(), "null");
    }
    return switch (column.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> column.getInteger();
      case INT64 -> column.getLong();
      case FLOAT -> column.getFloat();
      case DOUBLE -> column.getDouble();
      case BOOLEAN -> column.getBoolean() ? 1 : 0;
      default -> throw new IllegalStateException("no numbers in " + names);
    };
  }
}
