package io.evenkeel.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.table.Column;
import io.evenkeel.jobs.store.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {
  private static final int TRIALS = 40;
  private static final int DEPTH = 3;

  /** Doubles that nobody measures: they are asked for or declared. */
  private static final Set<String> SETTINGS =
      Set.of("dropout", "loss_scale", "lr", "weight_decay", "clip", "sigma_w2");

  @TempDir Path folder;
  private PlannedShard planned;
  private EncodedShard shard;

  @BeforeEach
  void encode() throws IOException {
    planned = Samples.planned(7, TRIALS, DEPTH);
    shard = Samples.encode(planned);
    Files.write(folder.resolve("trials.parquet"), bytes(shard.trials()));
    Files.write(folder.resolve("layers.parquet"), bytes(shard.layers()));
  }

  @Test
  void sameResultsGiveSameBytes() throws IOException {
    EncodedShard again = Samples.encode(planned);
    assertThat(bytes(again.trials())).isEqualTo(bytes(shard.trials()));
    assertThat(bytes(again.layers())).isEqualTo(bytes(shard.layers()));
  }

  /** Identity hash codes order sets of enum constants; here they differ from process to process. */
  @Test
  void sameResultsGiveSameBytesInEveryProcess() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int hashCodes : new int[] {0, 1, 2, 5}) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-XX:+UnlockExperimentalVMOptions",
                  "-XX:hashCode=" + hashCodes,
                  "-cp",
                  System.getProperty("java.class.path"),
                  EncodingProcess.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (Process process : processes) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(said.strip()).isEqualTo(EncodingProcess.hashes());
    }
  }

  @Test
  void duckDbReadsEveryValueBack() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(read(duck, TableSchema.TRIALS)).isEqualTo(expectedTrials());
      assertThat(read(duck, TableSchema.LAYERS)).isEqualTo(expectedLayers());
    }
  }

  @Test
  void sparkReadsEveryValueBack() {
    SparkSession spark = LocalSpark.session();
    assertThat(read(spark, TableSchema.TRIALS)).isEqualTo(expectedTrials());
    assertThat(read(spark, TableSchema.LAYERS)).isEqualTo(expectedLayers());
    assertThat(spark.read().parquet(file("layers")).schema().fieldNames())
        .containsExactly(TableSchema.LAYERS.spark().fieldNames());
  }

  /** NaN counts as larger than any number in both engines' SQL. */
  @Test
  void noFilterLosesRowsWithNaN() throws SQLException {
    List<List<Object>> rows = expectedLayers();
    int std = column(TableSchema.LAYERS, "act_std");
    long nan = rows.stream().filter(row -> row.get(std).equals(Double.NaN)).count();
    long above = rows.stream().filter(row -> (Double) row.get(std) < 1e300).count() + nan;
    assertThat(nan).isPositive();
    SparkSession spark = LocalSpark.session();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      spark.read().parquet(file("layers")).createOrReplaceTempView("layers");
      for (String where :
          List.of(
              "isnan(act_std)",
              "act_std > 1e300",
              "NOT (act_std < 1e300)",
              "act_std = CAST('NaN' AS DOUBLE)",
              "act_std <> 1 AND act_std >= 1e300")) {
        assertThat(spark.sql("SELECT * FROM layers WHERE " + where).count())
            .as(where)
            .isEqualTo(nan);
        assertThat(count(duck, where)).as(where).isEqualTo(nan);
      }
      assertThat(spark.sql("SELECT * FROM layers WHERE act_std > 0").count()).isEqualTo(above);
      assertThat(count(duck, "act_std > 0")).isEqualTo(above);
    }
  }

  @Test
  void namesAndCountsHaveStatisticsMeasurementsHaveNone() throws IOException {
    try (ParquetFileReader reader = ColumnScan.open((InputFile) shard.layers())) {
      for (ColumnChunkMetaData chunk : reader.getFooter().getBlocks().get(0).getColumns()) {
        String name = chunk.getPath().toDotString();
        boolean measured =
            TableSchema.LAYERS.columns().stream()
                .filter(c -> c.name().equals(name))
                .filter(c -> Set.of(Column.Type.FLOAT64, Column.Type.TEXT).contains(c.type()))
                .anyMatch(c -> !SETTINGS.contains(name));
        Statistics<?> statistics = chunk.getStatistics();
        assertThat(statistics.hasNonNullValue()).as(chunk.toString()).isEqualTo(!measured);
        assertThat(chunk.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
      }
    }
  }

  /** Tables are written by as many threads as a process has tasks. */
  @Test
  void tablesWrittenSideBySideHaveTheSameBytes() {
    List<Boolean> same =
        IntStream.range(0, 60)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    EncodedShard again = Samples.encode(planned);
                    return Arrays.equals(bytes(again.trials()), bytes(shard.trials()))
                        && Arrays.equals(bytes(again.layers()), bytes(shard.layers()));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toList();
    assertThat(same).doesNotContain(false);
  }

  @Test
  void footerTellsWhatTheFileIs() throws IOException {
    Footer footer = Footer.read((InputFile) shard.trials());
    assertThat(footer).isEqualTo(shard.footer());
    assertThat(footer.planHash()).isEqualTo(Samples.HASH);
    assertThat(footer.shard()).isEqualTo(7);
    assertThat(footer.trials()).isEqualTo(TRIALS);
    assertThat(footer.layerRows()).isEqualTo(expectedLayers().size());
    assertThat(footer.layersSha256()).contains(SelfHash.check((InputFile) shard.layers()).whole());
    assertThat(Footer.read((InputFile) shard.layers()).layersSha256()).isEmpty();
  }

  private String file(String table) {
    return folder.resolve(table + ".parquet").toString();
  }

  private List<List<Object>> expectedTrials() {
    return Samples.results(planned).stream()
        .map(result -> values(TableSchema.TRIALS, result))
        .toList();
  }

  private List<List<Object>> expectedLayers() {
    List<List<Object>> rows = new ArrayList<>();
    for (TrialResult result : Samples.results(planned)) {
      result
          .layers()
          .forEach(layer -> rows.add(values(TableSchema.LAYERS, new LayerRow(result, layer))));
    }
    return rows;
  }

  private static <R> List<Object> values(TableSchema<R> schema, R row) {
    List<Object> values = new ArrayList<>();
    schema.columns().forEach(column -> values.add(column.value().apply(row)));
    values.add(Samples.SWEEP);
    return values;
  }

  private static int column(TableSchema<?> schema, String name) {
    return schema.columns().stream().map(Column::name).toList().indexOf(name);
  }

  private List<List<Object>> read(Connection duck, TableSchema<?> schema) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery("FROM '" + file(schema.name()) + "'")) {
      String[] names = schema.spark().fieldNames();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= names.length; i++) {
          assertThat(result.getMetaData().getColumnName(i)).isEqualTo(names[i - 1]);
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<List<Object>> read(SparkSession spark, TableSchema<?> schema) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row :
        spark.read().schema(schema.spark()).parquet(file(schema.name())).collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
      rows.add(values);
    }
    return rows;
  }

  private long count(Connection duck, String where) throws SQLException {
    try (Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM '" + file("layers") + "' WHERE " + where)) {
      result.next();
      return result.getLong(1);
    }
  }

  static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }
}
