package io.evenkeel.analysis.table;

import io.evenkeel.analysis.cells.StreamFile;
import io.evenkeel.analysis.files.SortedFooter;
import io.evenkeel.core.table.Column;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A table as one Parquet file: zstd, page checksums, the same bytes in every process. It is made in
 * memory first.
 */
public final class ParquetFile {
  private ParquetFile() {}

  /**
   * The bytes of a file, which {@link #write} can write.
   *
   * @param table name of the schema
   * @param rows read once
   * @throws UncheckedIOException if rows cannot be read
   */
  public static <R> byte[] encoded(String table, List<Column<R>> columns, Iterable<R> rows) {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    try {
      encode(new StreamFile(memory), schema(table, columns), columns, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return memory.toByteArray();
  }

  /**
   * Writes a file.
   *
   * @param bytes of {@link #encoded}
   * @throws IOException if it cannot be written
   */
  public static void write(OutputFile file, byte[] bytes) throws IOException {
    int end = bytes.length - SortedFooter.TAIL;
    int begin = end - SortedFooter.length(Arrays.copyOfRange(bytes, end, bytes.length));
    try (PositionOutputStream out = file.create(0)) {
      out.write(bytes, 0, begin);
      out.write(SortedFooter.of(new ByteArrayInputStream(bytes, begin, end - begin)));
    }
  }

  private static <R> void encode(
      OutputFile file, MessageType schema, List<Column<R>> columns, Iterable<R> rows)
      throws IOException {
    try (ParquetWriter<R> writer =
        new Builder<>(file, schema, columns)
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withPageWriteChecksumEnabled(true)
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
    private final MessageType schema;
    private final List<Column<R>> columns;

    Builder(OutputFile file, MessageType schema, List<Column<R>> columns) {
      super(file);
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
      return new Rows<>(schema, columns);
    }
  }

  private static final class Rows<R> extends WriteSupport<R> {
    private final MessageType schema;
    private final List<Column<R>> columns;
    private RecordConsumer out;

    Rows(MessageType schema, List<Column<R>> columns) {
      this.schema = schema;
      this.columns = columns;
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
