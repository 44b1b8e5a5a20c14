package io.evenkeel.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of a column against those of Parquet's own writer, byte for byte. */
class ColumnPagesTest {
  /** More than two pages. */
  private static final int ROWS = 45_678;

  private static final int BLOCK = 1000;
  private static final SplittableRandom RANDOM = new SplittableRandom(11);

  static Stream<Arguments> columns() {
    return Stream.of(
        column("one name", Column.Type.STRING, false, i -> binary("relu")),
        column("names in turn", Column.Type.STRING, false, i -> binary("name" + i % 7)),
        column("names in runs", Column.Type.STRING, false, i -> binary("name" + i / 5000)),
        column("names, ever more", Column.Type.STRING, false, i -> binary("name" + i / 11)),
        column("no names", Column.Type.STRING, true, i -> null),
        column(
            "few names", Column.Type.STRING, true, i -> i % 9000 == 5 ? binary("said " + i) : null),
        column("layers", Column.Type.INT32, false, i -> i % 100),
        column("all numbers", Column.Type.INT32, false, i -> i),
        column("numbers or none", Column.Type.INT32, true, i -> i % 3 == 0 ? (Object) i : null),
        column("counts", Column.Type.INT64, false, i -> i % 1000 == 999 ? 17L : 0L),
        column("identities of five rows", Column.Type.INT64, false, i -> mixed(i / 5)),
        column("identities of one row", Column.Type.INT64, false, i -> mixed(i)),
        column("counts or none", Column.Type.INT64, true, i -> i < 30_000 ? (Object) 0L : null),
        column("answers", Column.Type.BOOLEAN, false, i -> i % 3 == 0),
        column("answers or none", Column.Type.BOOLEAN, true, i -> i % 2 == 0 ? i % 4 == 0 : null),
        column(
            TrialColumns.SIGMA_W2,
            Column.Type.FLOAT64,
            true,
            i -> i < 9 ? null : 2.0 + Math.floorDiv(i, 800)),
        column("measured", Column.Type.FLOAT64, false, i -> RANDOM.nextDouble()),
        column("not measured", Column.Type.FLOAT64, true, i -> null),
        column(
            "measured now and then",
            Column.Type.FLOAT64,
            true,
            i -> i % 5 < 2 ? null : i % 11 == 0 ? Double.NaN : -1.0 / i),
        column("texts", Column.Type.TEXT, false, i -> "-3:" + "é7,".repeat(i % 5)),
        column("texts or none", Column.Type.TEXT, true, i -> i % 2 == 0 ? null : "x" + i));
  }

  private static Arguments column(
      String name, Column.Type type, boolean nullable, IntFunction<Object> value) {
    Column<Object> column = new Column<>(name, type, nullable, "-", "", row -> row);
    Object[] values = new Object[ROWS];
    Arrays.setAll(values, value);
    return Arguments.of(name, column, values);
  }

  private static long mixed(long i) {
    return new SplittableRandom(i).nextLong();
  }

  private static Binary binary(String text) {
    return GridValues.bytes(text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("columns")
  void areThoseOfParquetsOwnWriter(String name, Column<?> column, Object[] values)
      throws IOException {
    assertThat(EncodingTest.bytes(file(column, values, this::inBlocks)))
        .isEqualTo(EncodingTest.bytes(file(column, values, this::byParquet)));
  }

  /** Half a kilobyte a row: three blocks of a thousand rows are more than a mebibyte. */
  @Test
  void pagesOfLongTextsEndByTheirBytes() throws IOException {
    Column<?> column = new Column<>("long", Column.Type.TEXT, false, "-", "", row -> row);
    Object[] values = new Object[9000];
    Arrays.setAll(values, i -> ("text " + i + " ").repeat(50));
    try (ParquetFileReader reader = ColumnScan.open(file(column, values, this::inBlocks))) {
      ColumnChunkMetaData chunk = reader.getFooter().getBlocks().get(0).getColumns().get(0);
      assertThat(reader.readOffsetIndex(chunk).getPageCount()).isEqualTo(3);
      assertThat(reader.getRecordCount()).isEqualTo(values.length);
    }
  }

  @Test
  void aColumnThatIsNotNullableRefusesNull() {
    for (Column.Type type : Column.Type.values()) {
      Column<?> column = new Column<>("depth", type, false, "-", "", row -> row);
      assertThatThrownBy(() -> file(column, new Object[1], this::inBlocks))
          .as(type.toString())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("column depth has no value");
    }
  }

  /** Writes the values of a column. */
  private interface Writing {
    void write(
        Column<?> column,
        ColumnDescriptor descriptor,
        Object[] values,
        ColumnChunkPageWriteStore pages)
        throws IOException;
  }

  private void inBlocks(
      Column<?> column,
      ColumnDescriptor descriptor,
      Object[] values,
      ColumnChunkPageWriteStore pages)
      throws IOException {
    ColumnPages own = ColumnPages.of(column, descriptor, pages.getPageWriter(descriptor));
    for (int begin = 0; begin < values.length; begin += BLOCK) {
      int n = Math.min(BLOCK, values.length - begin);
      own.add(Arrays.copyOfRange(values, begin, begin + n), n);
    }
    own.finish();
  }

  private void byParquet(
      Column<?> column,
      ColumnDescriptor descriptor,
      Object[] values,
      ColumnChunkPageWriteStore pages)
      throws IOException {
    MessageType message = new MessageType("table", descriptor.getPrimitiveType());
    ColumnWriteStore store = properties(column).newColumnWriteStore(message, pages);
    ColumnWriter writer = store.getColumnWriter(descriptor);
    int level = column.nullable() ? 1 : 0;
    for (Object value : values) {
      if (value == null) {
        writer.writeNull(0, 0);
      } else {
        switch (column.type()) {
          case INT32 -> writer.write((int) (Integer) value, 0, level);
          case INT64 -> writer.write((long) (Long) value, 0, level);
          case FLOAT64 -> writer.write((double) (Double) value, 0, level);
          case BOOLEAN -> writer.write((boolean) (Boolean) value, 0, level);
          case STRING, TEXT ->
              writer.write(value instanceof String text ? binary(text) : (Binary) value, 0, level);
        }
      }
      store.endRecord();
    }
    store.flush();
  }

  private static ParquetProperties properties(Column<?> column) {
    boolean measured = TableSchema.measured(column);
    return ParquetProperties.builder()
        .withValuesWriterFactory(new DefaultV1ValuesWriterFactory())
        .withPageWriteChecksumEnabled(true)
        .withDictionaryEncoding(!measured)
        .withStatisticsEnabled(!measured)
        .build();
  }

  private static MemoryFile file(Column<?> column, Object[] values, Writing writing)
      throws IOException {
    MessageType message =
        Types.buildMessage().addField(TableSchema.parquetField(column)).named("table");
    MemoryFile target = new MemoryFile();
    ParquetFileWriter file =
        new ParquetFileWriter(
            target,
            message,
            ParquetFileWriter.Mode.CREATE,
            1L << 30,
            0,
            (FileEncryptionProperties) null,
            properties(column));
    CodecFactory codecs = new CodecFactory(new Configuration(false), 1 << 20);
    CompressionCodecFactory.BytesInputCompressor compressor =
        codecs.getCompressor(CompressionCodecName.ZSTD);
    file.start();
    try (ColumnChunkPageWriteStore pages =
        new ColumnChunkPageWriteStore(
            compressor,
            message,
            ColumnPages.ALLOCATOR,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            true)) {
      writing.write(column, message.getColumns().get(0), values, pages);
      file.startBlock(values.length);
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    file.end(Map.of());
    codecs.release();
    CanonicalFooter.apply(target, List.of(List.of()));
    return target;
  }
}
