package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Rows of one table to Parquet: zstd, page checksums, dictionaries. The bytes depend on the rows
 * and the metadata alone.
 *
 * <p>Columns of names and counts carry minimum and maximum; measured ({@code FLOAT64}) columns do
 * not: a NaN has no place between a minimum and a maximum, and readers that skip row groups by them
 * would lose rows whose value is NaN. NaNs are written with one bit pattern.
 */
final class TableWriter<R> {
  private final ParquetWriter<R> writer;

  /**
   * @param file receives the bytes
   * @param metadata asked once, when the file is closed
   */
  TableWriter(TableSchema<R> schema, MemoryFile file, Supplier<Map<String, String>> metadata)
      throws IOException {
    Builder<R> builder =
        new Builder<>(file, new Rows<>(schema, metadata))
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withPageWriteChecksumEnabled(true)
            .withDictionaryEncoding(true)
            .withStatisticsEnabled(true);
    for (Column<R> column : schema.columns()) {
      if (column.type() == Column.Type.FLOAT64) {
        builder = builder.withStatisticsEnabled(column.name(), false);
      }
    }
    writer = builder.build();
  }

  void write(R row) throws IOException {
    writer.write(row);
  }

  /** Completes the file. Not to be called after a failure: it would make the file look whole. */
  void close() throws IOException {
    writer.close();
  }

  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final WriteSupport<R> rows;

    Builder(MemoryFile file, WriteSupport<R> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in parquet-java: there is no other form to override
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }

  private static final class Rows<R> extends WriteSupport<R> {
    private final TableSchema<R> schema;
    private final List<Column<R>> columns;
    private final Supplier<Map<String, String>> metadata;
    private final Object[] grid = new Object[TrialColumns.GRID.size()];
    private Trial gridOf;
    private RecordConsumer out;

    Rows(TableSchema<R> schema, Supplier<Map<String, String>> metadata) {
      this.schema = schema;
      this.columns = schema.columns();
      this.metadata = metadata;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in parquet-java: there is no other form to override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema.parquet(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(R row) {
      readGrid(schema.trial().apply(row));
      out.startMessage();
      for (int i = 0; i < columns.size(); i++) {
        Column<R> column = columns.get(i);
        Object value = i < grid.length ? grid[i] : column.value().apply(row);
        if (value != null) {
          out.startField(column.name(), i);
          add(column.type(), value);
          out.endField(column.name(), i);
        } else if (!column.nullable()) {
          throw new IllegalStateException("column " + column.name() + " has no value");
        }
      }
      out.endMessage();
    }

    /** Identity and names take longer to make than all else of a row, and layers share them. */
    @SuppressWarnings("ReferenceEquality") // an equal trial elsewhere is merely read anew
    private void readGrid(Trial trial) {
      if (trial == gridOf) {
        return;
      }
      for (int i = 0; i < grid.length; i++) {
        grid[i] = TrialColumns.GRID.get(i).value().apply(trial);
      }
      gridOf = trial;
    }

    private void add(Column.Type type, Object value) {
      switch (type) {
        case INT32 -> out.addInteger((Integer) value);
        case INT64 -> out.addLong((Long) value);
        case FLOAT64 -> {
          double x = (Double) value;
          out.addDouble(Double.isNaN(x) ? Double.NaN : x);
        }
        case BOOLEAN -> out.addBoolean((Boolean) value);
        case STRING -> out.addBinary(Binary.fromString((String) value));
      }
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      return new FinalizedWriteContext(metadata.get());
    }
  }
}
