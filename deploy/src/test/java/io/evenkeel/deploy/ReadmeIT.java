package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows, done: its sweep, its command on smaller networks, its three queries. */
@Timeout(300)
class ReadmeIT {
  private static final Path ROOT = Shipped.DEPLOY.resolve("..").normalize();
  private static final String SWEEP = "jobs/sweeps/notebook.yaml";
  private static final String RUN = "runs/notebook";

  /** Two of linear, one of tanh, two of relu. */
  private static final int SCHEMES = 5;

  private static final int WIDTH = 32;

  @TempDir static Path folder;

  private static String readme;

  @BeforeAll
  static void runTheMainCommand() throws Exception {
    readme = Files.readString(ROOT.resolve("README.md"), StandardCharsets.UTF_8);
    assertThat(readme).contains("\ndeploy/bin/evenkeel run " + SWEEP);
    Command.Outcome outcome =
        Command.of(
                Shipped.LAUNCHER,
                "run",
                ROOT.resolve(SWEEP).toString(),
                "depth=12",
                "width=" + WIDTH,
                "batch=8",
                "seed=0..4")
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
  }

  @Test
  void theSweepFileIsOne() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), block("yaml", "name:"), StandardCharsets.UTF_8);
    Command.Outcome outcome = Command.of(Shipped.LAUNCHER, "plan", "s.yaml").from(folder).run();
    // 30 seeds of: linear with two schemes, tanh with one, relu and two leaky_relu with two each.
    assertThat(outcome.out()).as(outcome.err()).contains("270 trials");
  }

  @Test
  void duckDbAnswers() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(here(block("sql", "-- DuckDB")))) {
      int count = 0;
      for (; rows.next(); count++) {
        Object[] band = bounds(rows.getArray("band"));
        assertThat(rows.getDouble("std"))
            .isBetween((Double) band[0], (Double) band[1])
            .isPositive();
      }
      assertThat(count).isEqualTo(SCHEMES);
    }
  }

  private static Object[] bounds(Array array) throws SQLException {
    return (Object[]) array.getArray();
  }

  @Test
  void sparkAnswers() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .config("spark.log.level", "ERROR")
            // Java's sockets: the jar of the YARN cluster has the native ones of another Netty.
            .config("spark.io.mode.default", "NIO")
            .getOrCreate();
    try {
      List<Row> rows = spark.sql(here(block("sql", "-- Spark SQL"))).collectAsList();
      assertThat(rows).hasSize(SCHEMES);
      Row normal =
          rows.stream().filter(row -> row.getString(1).equals("normal")).findFirst().orElseThrow();
      // N(0, 1) weights multiply by sqrt(width) a layer. One layer's logarithm has a standard
      // deviation of at most 1 / sqrt(2 width) = 0.054 decades, a slope over 12 layers and 5 seeds
      // one of 0.054 sqrt(6 / (5 * 12) / 5) = 0.008.
      assertThat(normal.getDouble(2)).isCloseTo(Math.log10(WIDTH) / 2, within(0.05));
    } finally {
      spark.stop();
    }
  }

  @Test
  void pandasAnswers() throws Exception {
    Path python = Path.of("python3");
    assumeTrue(
        Command.of(python, "-c", "import pandas, pyarrow").run().exitCode() == 0,
        "python3 has no pandas with pyarrow");
    Command.Outcome outcome =
        Command.of(python, "-c", block("python", "import pandas")).from(folder).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().filter(line -> line.strip().endsWith(" 5")))
        .as(outcome.out())
        .hasSize(SCHEMES);
  }

  private static String here(String query) {
    assertThat(query).contains(RUN);
    return query.replace(RUN, folder.resolve(RUN).toString());
  }

  /** The code block of that language that begins so. */
  private static String block(String language, String beginning) {
    List<String> found =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(code -> code.startsWith(beginning))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0).replace(";\n", "\n");
  }
}
