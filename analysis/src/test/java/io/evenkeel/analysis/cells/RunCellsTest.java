package io.evenkeel.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose cells are spread over shards, read by the driver alone and by Spark's tasks. */
class RunCellsTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final SignalLimits LIMITS = Thresholds.DEFAULT.limits();
  private static final int SHARDS = 5;
  private static final int SEEDS = 23;
  private static final long NONE = -1;

  @TempDir private static Path run;

  @BeforeAll
  static void write() throws IOException {
    RunFixture fixture = new RunFixture();
    Random noise = new Random(20261129);
    for (String init : List.of("lecun_normal", "orthogonal", "zeros")) {
      for (int depth : new int[] {3, 20, 64}) {
        for (long seed = 0; seed < SEEDS; seed++) {
          double drift = 0.05 * noise.nextGaussian();
          fixture
              .trial(init, depth, seed)
              .with("loss_mean", noise.nextDouble())
              .withCosine(layer -> 1 - Math.pow(0.9, layer + drift))
              .layers(layer -> Math.pow(1.02 + drift, layer), layer -> (0.01 + drift) * layer);
        }
      }
    }
    fixture.trial("identity", 3, 0).notComputed("invalid", "not square");
    fixture.write(run, SHARDS);
  }

  @Test
  void driverAndTasksGiveTheSameBits() throws Exception {
    try (RunCells driver = RunCells.read(SPARK, run.toString(), LIMITS);
        RunCells tasks = RunCells.read(SPARK, run.toString(), LIMITS, NONE)) {
      assertThat(driver).isInstanceOf(DriverCells.class);
      assertThat(tasks).isInstanceOf(ClusterCells.class);
      assertThat(tasks.summaries()).isEqualTo(driver.summaries()).hasSize(10);
      assertThat(means(tasks)).isEqualTo(means(driver)).hasSize(3 * (3 + 20 + 64));
    }
  }

  @Test
  void manyCellsOfAPartTravelInSeveralBatches(@TempDir Path many) throws Exception {
    RunFixture fixture = new RunFixture();
    Random noise = new Random(20261201);
    for (int scheme = 0; scheme < 2000; scheme++) {
      for (int depth : new int[] {2, 3}) {
        double step = 0.1 * noise.nextGaussian();
        fixture
            .trial("normal(std=%d)".formatted(scheme), depth, 0)
            .layers(layer -> Math.exp(step * layer), layer -> step * layer);
      }
    }
    fixture.write(many, 2);
    try (RunCells driver = RunCells.read(SPARK, many.toString(), LIMITS);
        RunCells tasks = RunCells.read(SPARK, many.toString(), LIMITS, NONE)) {
      assertThat(tasks.summaries()).isEqualTo(driver.summaries()).hasSize(4000);
      assertThat(means(tasks)).isEqualTo(means(driver)).hasSize(2000 * (2 + 3));
    }
  }

  @Test
  void rowsThatAreKeptAsBytesAreTheSame() throws Exception {
    try (RunCells cells = RunCells.read(SPARK, run.toString(), LIMITS)) {
      DriverCells driver = (DriverCells) cells;
      assertThat(listed(driver.rows(RunCellsTest::means, CellProgress.SILENT, 0)))
          .isEqualTo(means(driver));
    }
  }

  private static List<List<Object>> means(RunCells cells) throws IOException {
    return listed(cells.rows(RunCellsTest::means, CellProgress.SILENT));
  }

  private static List<Object[]> means(LayerCurve curve) {
    return curve.layers().stream()
        .map(
            layer ->
                new Object[] {
                  curve.cell().get("init"),
                  layer.log10ActStd().mean(),
                  layer.log10GradRms().std(),
                  layer.cosine().mean()
                })
        .toList();
  }

  private static List<List<Object>> listed(Iterable<Object[]> rows) {
    List<List<Object>> listed = new ArrayList<>();
    rows.forEach(row -> listed.add(Arrays.asList(row)));
    return listed;
  }

  @Test
  void aCellIsAddedUpOverShards() throws Exception {
    try (RunCells cells = RunCells.read(SPARK, run.toString(), LIMITS)) {
      CellSummary cell = cells.summaries().get(3);
      assertThat(cell.cell().values()).containsEntry("depth", 3).containsEntry("init", "zeros");
      assertThat(cell.trials()).isEqualTo(SEEDS);
      assertThat(cell.forward().rate().n()).isEqualTo(SEEDS);
    }
  }

  @Test
  void cellsComeInTheOrderOfTheirColumns() throws Exception {
    try (RunCells cells = RunCells.read(SPARK, run.toString(), LIMITS, NONE)) {
      assertThat(cells.summaries())
          .extracting(summary -> summary.cell().depth() + " " + summary.cell().init())
          .containsExactly(
              "3 identity",
              "3 lecun_normal",
              "3 orthogonal",
              "3 zeros",
              "20 lecun_normal",
              "20 orthogonal",
              "20 zeros",
              "64 lecun_normal",
              "64 orthogonal",
              "64 zeros");
    }
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path damaged) throws Exception {
    RunFixture fixture = new RunFixture();
    fixture.trial("normal", 5, 0).layers(layer -> 1, layer -> 0);
    fixture.write(damaged);
    Path file = damaged.resolve("layers/shard-000000.parquet");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < bytes.length / 2; i++) { // all of the pages' first half, no footer
      bytes[i] ^= 1;
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> RunCells.read(SPARK, damaged.toString(), LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read layers/shard-000000.parquet: ");
    assertThatThrownBy(() -> RunCells.read(SPARK, damaged.toString(), LIMITS, NONE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read layers/shard-000000.parquet: ");
    Files.delete(file);
    assertThatThrownBy(() -> RunCells.read(SPARK, damaged.toString(), LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read layers/shard-000000.parquet: ");
  }
}
