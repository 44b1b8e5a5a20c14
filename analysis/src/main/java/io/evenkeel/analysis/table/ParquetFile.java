package io.evenkeel.analysis.table;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** A table as one Parquet file: zstd, page checksums, the same bytes in every process. */
public final class ParquetFile {
  /** The bytes of a row group, which is held in memory before it is written. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private ParquetFile() {}

  /**
   * Writes a file, one row group after the other.
   *
   * @param table name of the schema
   * @param rows read once
   * @throws IOException if it cannot be written
   */
  public static <R> void write(
      OutputFile file, String table, List<Column<R>> columns, Iterable<R> rows) throws IOException {
    SortedFooterFile sorted = new SortedFooterFile(file);
    try (ParquetWriter<R> writer =
        new Builder<>(sorted, schema(table, columns), columns)
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build()) {
      for (R row : rows) {
        writer.write(row);
      }
    }
  }

  private static <R> MessageType schema(String table, List<Column<R>> columns) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column<R> column : columns) {
      message.addField(field(column));
    }
    return message.named(table);
  }

  private static PrimitiveType field(Column<?> column) {
    Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    PrimitiveTypeName type =
        switch (column.type()) {
          case INT32 -> PrimitiveTypeName.INT32;
          case INT64 -> PrimitiveTypeName.INT64;
          case FLOAT64 -> PrimitiveTypeName.DOUBLE;
          case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
          case STRING, TEXT -> PrimitiveTypeName.BINARY;
        };
    LogicalTypeAnnotation meaning =
        column.type() == Column.Type.STRING ? LogicalTypeAnnotation.stringType() : null;
    return Types.primitive(type, repetition).as(meaning).named(column.name());
  }

  /** Writes rows by their columns. */
  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final SortedFooterFile file;
    private final MessageType schema;
    private final List<Column<R>> columns;

    Builder(SortedFooterFile file, MessageType schema, List<Column<R>> columns) {
      super(file);
      this.file = file;
      this.schema = schema;
      this.columns = columns;
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // what is to be used instead is not abstract, this is
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return new Rows<>(schema, columns, file::endOfRows);
    }
  }

  private static final class Rows<R> extends WriteSupport<R> {
    private final MessageType schema;
    private final List<Column<R>> columns;
    private final Runnable end;
    private RecordConsumer out;

    /**
     * @param end runs when all row groups are written
     */
    Rows(MessageType schema, List<Column<R>> columns, Runnable end) {
      this.schema = schema;
      this.columns = columns;
      this.end = end;
    }

    @Override
    @SuppressWarnings("deprecation") // as above
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(R row) {
      out.startMessage();
      for (int i = 0; i < columns.size(); i++) {
        Column<R> column = columns.get(i);
        Object value = column.value().apply(row);
        if (value != null) {
          out.startField(column.name(), i);
          add(column.type(), value);
          out.endField(column.name(), i);
        }
      }
      out.endMessage();
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      end.run();
      return super.finalizeWrite();
    }

    private void add(Column.Type type, Object value) {
      switch (type) {
        case INT32 -> out.addInteger((Integer) value);
        case INT64 -> out.addLong((Long) value);
        case FLOAT64 -> out.addDouble((Double) value);
        case BOOLEAN -> out.addBoolean((Boolean) value);
        case STRING, TEXT -> out.addBinary(Binary.fromString((String) value));
      }
    }
  }
}
