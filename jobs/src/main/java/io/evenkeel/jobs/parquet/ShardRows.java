package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.core.table.Column;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;

/** Reads all rows of a published shard, so that they can be published in another one. */
public final class ShardRows {
  private static final String STATUS = "status";

  private ShardRows() {}

  /**
   * Reads a shard that has this version's layout.
   *
   * @return its trials by identity, in file order
   * @throws StoreException if a file is damaged
   */
  public static Map<Long, CopiedTrial> read(ShardFiles files) throws IOException {
    int id = index(TableSchema.TRIALS, TrialColumns.ID);
    int status = index(TableSchema.TRIALS, STATUS);
    Map<Long, CopiedTrial> rows = new LinkedHashMap<>();
    rows(
        files.trials(),
        TableSchema.TRIALS,
        row ->
            rows.put(
                (Long) row.get(id),
                new CopiedTrial(
                    status(row.get(status).toString()),
                    row,
                    new ArrayList<>(),
                    new ArrayList<>())));
    int ofLayer = index(TableSchema.LAYERS, TrialColumns.ID);
    rows(
        files.layers(),
        TableSchema.LAYERS,
        row -> rows.get((Long) row.get(ofLayer)).layers().add(row));
    if (files.steps().isPresent()) {
      int ofStep = index(TableSchema.STEPS, TrialColumns.ID);
      rows(
          files.steps().get(),
          TableSchema.STEPS,
          row -> rows.get((Long) row.get(ofStep)).steps().add(row));
    }
    return rows;
  }

  private static TrialStatus status(String text) {
    return Arrays.stream(TrialStatus.values())
        .filter(status -> status.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no status " + text));
  }

  private static int index(TableSchema<?> table, String column) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    return names.indexOf(column);
  }

  private static void rows(InputFile file, TableSchema<?> table, Consumer<List<Object>> visitor)
      throws IOException {
    List<? extends Column<?>> columns = table.columns();
    try (ParquetFileReader reader = ColumnScan.open(file)) {
      ColumnScan.rows(
          reader,
          columns.stream().map(Column::name).toList(),
          readers -> {
            Object[] row = new Object[readers.size()];
            for (int i = 0; i < row.length; i++) {
              row[i] = value(readers.get(i), columns.get(i).type());
            }
            visitor.accept(Arrays.asList(row)); // a list that may hold null
          });
    } catch (StoreException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // what a parser makes of wrong bytes
      throw new StoreException(Damage.describe(e), e);
    }
  }

  private static Object value(ColumnReader column, Column.Type type) {
    if (ColumnScan.isNull(column)) {
      return null;
    }
    return switch (type) {
      case INT32 -> column.getInteger();
      case INT64 -> column.getLong();
      case FLOAT64 -> column.getDouble();
      case BOOLEAN -> column.getBoolean();
      case STRING, TEXT -> column.getBinary().toStringUsingUTF8();
    };
  }
}
