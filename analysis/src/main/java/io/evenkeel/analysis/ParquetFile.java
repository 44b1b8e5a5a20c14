package io.evenkeel.analysis;

import io.evenkeel.analysis.files.SortedFooter;
import io.evenkeel.core.table.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
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
final class ParquetFile {
  private ParquetFile() {}

  static <R> void write(OutputFile file, String table, List<Column<R>> columns, Iterable<R> rows)
      throws IOException {
    MemoryOutput memory = new MemoryOutput();
    encode(memory, schema(table, columns), columns, rows);
    byte[] bytes = memory.bytes();
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
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withType(schema)
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withPageWriteChecksumEnabled(true)
            .build()) {
      for (R row : rows) {
        writer.write(group(schema, columns, row));
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

  private static <R> Group group(MessageType schema, List<Column<R>> columns, R row) {
    Group group = new SimpleGroup(schema);
    for (Column<R> column : columns) {
      Object value = column.value().apply(row);
      if (value != null) {
        switch (column.type()) {
          case INT32 -> group.add(column.name(), (int) (Integer) value);
          case INT64 -> group.add(column.name(), (long) (Long) value);
          case FLOAT64 -> group.add(column.name(), (double) (Double) value);
          case BOOLEAN -> group.add(column.name(), (boolean) (Boolean) value);
          case STRING, TEXT -> group.add(column.name(), (String) value);
        }
      }
    }
    return group;
  }
}
