package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Fingerprint;
import io.evenkeel.jobs.store.ModelDisk;
import io.evenkeel.jobs.store.ModelDisk.Fate;
import io.evenkeel.jobs.store.ModelDisk.Operation;
import io.evenkeel.jobs.store.ModelFileSystem;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on file systems that are not this machine's. */
class RemoteRunTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.SMALL);
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static Path shared;
  private static Map<String, String> local;

  @BeforeAll
  static void runHere() throws IOException {
    RunFolder reference = new RunFolder(shared.resolve("reference"));
    reference.run(SPARK, PLAN);
    local = reference.hashes();
    Configuration configuration = SPARK.sparkContext().hadoopConfiguration();
    ModelFileSystem.configuration()
        .forEach(setting -> configuration.set(setting.getKey(), setting.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a", "model"})
  void theBytesAreThoseOfALocalRun(String scheme) throws IOException {
    String location = "%s://remote-run-%s/runs/x".formatted(scheme, scheme);
    ModelDisk disk = ModelDisk.of("remote-run-" + scheme);
    assertThat(run(location)).isEqualTo(PLAN.shards());
    assertThat(hashes(disk)).isEqualTo(local);
    assertThat(problems(location)).isZero();
    assertThat(run(location)).isZero();
    ReportTables.write(SPARK, location, Thresholds.DEFAULT);
    ReportTables.write(SPARK, location, Thresholds.DEFAULT);
    assertThat(disk.files())
        .containsKeys("/runs/x/report/stability.csv", "/runs/x/report/theory.parquet");
    assertThat(disk.files().keySet()).noneMatch(name -> name.contains("/tmp/"));
  }

  /** Every first write of a table file fails half-way; Spark tries the shard again. */
  @ParameterizedTest
  @ValueSource(strings = {"s3a", "model"})
  void writesThatFailHalfwayAreRepeated(String scheme) throws IOException {
    String location = "%s://half-%s/run".formatted(scheme, scheme);
    ModelDisk disk = ModelDisk.of("half-" + scheme);
    Map<String, Integer> writes = new TreeMap<>();
    disk.suffer(
        (operation, path) -> {
          String shard = path.replaceAll(".*(shard-\\d+\\.parquet).*", "$1");
          boolean first =
              operation == Operation.WRITE
                  && path.contains(".parquet")
                  && writes.merge(shard, 1, Integer::sum) == 1;
          return first ? Fate.HALF : Fate.DONE;
        });
    run(location);
    assertThat(hashes(disk)).isEqualTo(local);
    disk.recover();
    assertThat(problems(location)).isZero();
  }

  @Test
  void aReportThatFailsHalfwayLeavesTheOlderOne() throws IOException {
    String location = "s3a://half-report/run";
    ModelDisk disk = ModelDisk.of("half-report");
    run(location);
    ReportTables.write(SPARK, location, Thresholds.DEFAULT);
    Map<String, byte[]> before = disk.files();
    disk.suffer(
        (operation, path) ->
            operation == Operation.WRITE && path.contains("/report/") ? Fate.HALF : Fate.DONE);
    assertThat(catchThrowable(() -> ReportTables.write(SPARK, location, Thresholds.DEFAULT)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write s3a://half-report/run/report/stability.csv: injected within WRITE of"
                + " /run/report/stability.csv");
    assertThat(disk.files()).isEqualTo(before);
  }

  private static int run(String location) throws IOException {
    return new SweepRun(PLAN, location, new RunFolder.Heard()).execute(SPARK);
  }

  private static int problems(String location) throws IOException {
    return Verification.of(Store.at(location, SPARK.sparkContext().hadoopConfiguration()))
        .problems()
        .size();
  }

  /** Of the files that the identity contract is about. */
  private static Map<String, String> hashes(ModelDisk disk) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : disk.files().entrySet()) {
      String name = file.getKey().replaceFirst("^(/runs/x|/run)/", "");
      if (name.equals("plan.json") || name.startsWith("trials/") || name.startsWith("layers/")) {
        hashes.put(name, Fingerprint.of(Content.of(file.getValue())));
      }
    }
    return hashes;
  }
}
