package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.Sweeps;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code precision} on networks of which it is known where a format ends. */
class PrecisionCommandTest {
  @TempDir private static Path folder;
  private static List<String> lines;

  @BeforeAll
  static void run() throws IOException {
    new RunFolder(folder)
        .run(
            LocalSpark.session(),
            Sweeps.plan(
                """
                name: formats
                defaults: {width: 256, batch: 16, seed: {from: 0, to: 4}}
                grids:
                  - {activation: linear, init: normal(std=1), depth: 33}
                  - {activation: linear, init: normal(std=0.01), depth: 12}
                  - {activation: relu, init: kaiming_normal, depth: 20}
                  - {activation: sigmoid, init: xavier_normal, depth: [10, 20]}
                  - {activation: tanh, init: xavier_normal(gain=auto), depth: 60, precision: bf16, seed: [0, 1]}
                  - {activation: linear, init: normal(std=1), depth: 5, precision: fp16, seed: 0}
                """));
    lines =
        said("precision", folder.toString(), "--format", "fp16,bf16,fp8_e5m2,fp8_e4m3")
            .lines()
            .toList();
  }

  /**
   * A linear layer of standard normal weights multiplies by 16: the largest of 4096 values, some
   * 3.7 standard deviations, passes 65520 in layer 3, bf16's 2^128 in layer 31, 464 in layer 1.
   * With weights of 0.01 a layer divides by 6.25: half of its values are below 2^-25 after 9.24
   * layers. The gradient of sigmoid networks shrinks by two binades a layer: fp16 has room for
   * 15.8.
   */
  @ParameterizedTest
  @CsvSource({
    "33, identity, normal, fp16, overflows @3",
    "33, identity, normal, bf16, overflows @31",
    "33, identity, normal, fp8_e5m2, overflows @3",
    "33, identity, normal, fp8_e4m3, overflows @1",
    "12, identity, normal(std=0.01), fp16, noise @9",
    "12, identity, normal(std=0.01), bf16, safe",
    "20, relu, kaiming_normal, fp16, safe",
    "10, sigmoid, xavier_normal, fp16, 'scale 2\\^[89]\\.\\.2\\^(19|20)'",
    "20, sigmoid, xavier_normal, fp16, no scale",
    "20, sigmoid, xavier_normal, bf16, safe",
    "60, tanh, xavier_normal(gain=1.6666666666666667), in bf16, 'noise @[45].'",
    "5, identity, normal, in fp16, overflows @3"
  })
  void knowsWhereAFormatEnds(
      int depth, String activation, String init, String format, String verdict) {
    Pattern line =
        Pattern.compile(
            " *%s +256 %s +%s +%s +%s .*"
                .formatted(depth, activation, Pattern.quote(init), format, verdict));
    assertThat(lines).filteredOn(line.asMatchPredicate()).hasSize(1);
  }

  @Test
  void theQueryOfTheDocumentGivesTheExponents() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "precision.md"));
    Matcher query =
        Pattern.compile("```sql\n-- DuckDB\n(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(query.find()).isTrue();
    String sql = query.group(1).replace("runs/notebook", folder.toString());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      long values = 0;
      while (rows.next()) {
        values += rows.getLong("n");
        assertThat(rows.getLong("exponent")).isBetween(-149L, 127L);
      }
      assertThat(values).isEqualTo(count(duck));
    }
  }

  /** Values that are finite and not zero, counted by other columns. */
  private static long count(Connection duck) throws Exception {
    String sql =
        "SELECT sum(round(batch * width * (1 - act_zero_fraction)) - act_nan_count - act_inf_count)"
            + " FROM '%s/layers/*.parquet' WHERE layer < depth".formatted(folder);
    try (Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void anUnknownFormatIsNamed() {
    StringWriter err = new StringWriter();
    int exit =
        Evenkeel.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "precision",
            folder.toString(),
            "--format",
            "fp61");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "evenkeel: unknown format 'fp61' (did you mean 'fp16'?); known: fp16, bf16, fp8_e4m3,"
                + " fp8_e5m2");
  }

  @Test
  void aPlaceWithoutARunIsSaid() {
    StringWriter err = new StringWriter();
    String missing = folder.resolve("nothing").toString();
    int exit =
        Evenkeel.run(
            new PrintWriter(new StringWriter()), new PrintWriter(err), "precision", missing);
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("evenkeel: no results in " + missing);
  }

  private static String said(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Evenkeel.run(new PrintWriter(out), new PrintWriter(err), args);
    assertThat(exit).as("%s", err).isZero();
    return out.toString();
  }
}
