package io.evenkeel.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.files.SortedFooter;
import io.evenkeel.core.table.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that parquet-java's own reader opens. */
class ParquetFileTest {
  private static final int NOISY_COLUMNS = 64;

  @TempDir private Path folder;

  /** Numbers that do not compress, 512 bytes a row. */
  private static List<Column<Long>> columns() {
    return LongStream.range(0, NOISY_COLUMNS)
        .mapToObj(
            column ->
                new Column<Long>(
                    "c" + column,
                    Column.Type.FLOAT64,
                    false,
                    "-",
                    "noise",
                    row -> new Random(NOISY_COLUMNS * row + column).nextDouble()))
        .toList();
  }

  private static Iterable<Long> rows(long number) {
    return () -> LongStream.range(0, number).boxed().iterator();
  }

  private Path written(String name, long rows) throws IOException {
    Path file = folder.resolve(name);
    ParquetFile.write(new LocalOutputFile(file), "noise", columns(), rows(rows));
    return file;
  }

  @Test
  void aLargeTableHasSeveralRowGroups() throws IOException {
    long rows = 140_000; // 72 MB
    try (ParquetFileReader reader =
        ParquetFileReader.open(new LocalInputFile(written("large.parquet", rows)))) {
      assertThat(reader.getRecordCount()).isEqualTo(rows);
      assertThat(reader.getRowGroups())
          .hasSizeBetween(2, 5)
          .allSatisfy(group -> assertThat(group.getTotalByteSize()).isLessThan(40L << 20));
      assertThat(reader.getRowGroups().stream().mapToLong(BlockMetaData::getRowCount).sum())
          .isEqualTo(rows);
      for (BlockMetaData group : reader.getRowGroups()) {
        assertThat(reader.readNextRowGroup().getRowCount()).isEqualTo(group.getRowCount());
      }
    }
  }

  @Test
  void theFooterIsSortedAndReadersFindWhatStandsInFrontOfIt() throws IOException {
    Path file = written("small.parquet", 100);
    byte[] bytes = Files.readAllBytes(file);
    byte[] tail = Arrays.copyOfRange(bytes, bytes.length - SortedFooter.TAIL, bytes.length);
    int begin = bytes.length - SortedFooter.TAIL - SortedFooter.length(tail);
    assertThat(Arrays.copyOfRange(bytes, begin, bytes.length))
        .isEqualTo(SortedFooter.of(new ByteArrayInputStream(bytes, begin, bytes.length - begin)));
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      BlockMetaData group = reader.getRowGroups().get(0);
      assertThat(reader.readColumnIndex(group.getColumns().get(0)).getMinValues()).hasSize(1);
      assertThat(reader.readOffsetIndex(group.getColumns().get(63)).getPageCount()).isEqualTo(1);
    }
  }

  @Test
  void rowsThatCannotBeReadEndTheWritingWithTheirError() {
    Iterable<Long> broken =
        () -> LongStream.range(0, 10).boxed().map(ParquetFileTest::upToFive).iterator();
    Path file = folder.resolve("broken.parquet");
    assertThatThrownBy(
            () -> ParquetFile.write(new LocalOutputFile(file), "noise", columns(), broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no more rows");
  }

  private static Long upToFive(Long row) {
    if (row == 5) {
      throw new UncheckedIOException(new IOException("no more rows"));
    }
    return row;
  }
}
