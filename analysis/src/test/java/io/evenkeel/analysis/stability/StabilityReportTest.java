package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stability table as files. */
class StabilityReportTest {
  @TempDir Path folder;

  @Test
  void bothFilesHoldTheSameTable() throws Exception {
    StabilityReport.write(SampleRows.all(), folder.toString(), new Configuration());
    List<List<Object>> expected = new ArrayList<>();
    for (StabilityRow row : SampleRows.all()) {
      List<Object> values = new ArrayList<>();
      StabilityColumns.ALL.forEach(column -> values.add(column.value().apply(row)));
      expected.add(values);
    }
    String types =
        StabilityColumns.ALL.stream()
            .map(column -> "'" + column.name() + "': '" + duckType(column) + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(rows("FROM '" + folder + "/report/stability.parquet'")).isEqualTo(expected);
    assertThat(
            rows("FROM read_csv('" + folder + "/report/stability.csv', columns = " + types + ")"))
        .isEqualTo(expected);
    assertThat(rows("SELECT column_name FROM (DESCRIBE FROM '" + folder + "/report/*.csv')"))
        .isEqualTo(
            rows("SELECT column_name FROM (DESCRIBE FROM '" + folder + "/report/*.parquet')"));
  }

  @Test
  void csvIsRfc4180() throws Exception {
    StabilityReport.write(SampleRows.all(), folder.toString(), new Configuration());
    String csv = Files.readString(folder.resolve(StabilityReport.CSV), StandardCharsets.UTF_8);
    assertThat(csv.split("\r\n", -1)).hasSize(SampleRows.all().size() + 2);
    assertThat(csv)
        .startsWith("depth,width,batch,")
        .endsWith("\r\n")
        .contains(",\"uniform(a=-1,b=1)\",")
        .contains(",\"said \"\"no\"\"\nand left\",");
  }

  @Test
  void onlyTheTwoFilesAppearAndASecondReportReplacesThem() throws Exception {
    StabilityReport.write(SampleRows.all(), folder.toString(), new Configuration());
    StabilityReport.write(List.of(SampleRows.stable()), folder.toString(), new Configuration());
    assertThat(files()).containsExactly("report/stability.csv", "report/stability.parquet");
    assertThat(rows("FROM '" + folder + "/report/stability.parquet'")).hasSize(1);
  }

  /** A local file system that, as HDFS does, refuses to rename onto an existing file. */
  public static final class Strict extends RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("strict:///");
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  @Test
  void aFileSystemThatRefusesToRenameOntoAFileIsServedToo() throws Exception {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.strict.impl", Strict.class, FileSystem.class);
    String uri = "strict://" + folder;
    StabilityReport.write(SampleRows.all(), uri, configuration);
    StabilityReport.write(List.of(SampleRows.stable()), uri, configuration);
    assertThat(files()).containsExactly("report/stability.csv", "report/stability.parquet");
    assertThat(rows("FROM '" + folder + "/report/stability.csv'")).hasSize(1);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(folder.resolve("report"), "in the way");
    assertThatThrownBy(
            () -> StabilityReport.write(SampleRows.all(), folder.toString(), new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write file:" + folder + "/report/stability.csv: ");
    assertThat(files()).containsExactly("report");
  }

  @Test
  void everyGridColumnButIdentityAndSeedIsPartOfACell() {
    assertThat(StabilityColumns.CELL)
        .extracting(Column::name)
        .containsExactlyElementsOf(
            TrialColumns.GRID.stream()
                .map(Column::name)
                .filter(name -> !Set.of("trial_id", "cell_id", "seed").contains(name))
                .toList());
    assertThat(StabilityColumns.ALL).extracting(Column::name).doesNotHaveDuplicates();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static String duckType(Column<?> column) {
    return switch (column.type()) {
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case FLOAT64 -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case STRING, TEXT -> "VARCHAR";
    };
  }

  private static List<List<Object>> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
