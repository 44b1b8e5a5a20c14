package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on an HDFS of one name node and three data nodes, with what may befall it. */
@Tag("long") // minutes: clients wait for a name node that is gone
class HdfsRunTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.SMALL);
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static java.nio.file.Path folder;
  private static MiniDFSCluster cluster;
  private static DistributedFileSystem files;
  private static Map<String, String> local;

  @BeforeAll
  static void start() throws IOException {
    RunFolder reference = new RunFolder(folder.resolve("reference"));
    reference.run(SPARK, PLAN);
    local = reference.hashes();
    Configuration configuration = new Configuration(SPARK.sparkContext().hadoopConfiguration());
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    // A data node that is gone is noticed in seconds, and may be missing from a pipeline of three.
    configuration.setInt("dfs.namenode.heartbeat.recheck-interval", 1000);
    configuration.setInt("dfs.heartbeat.interval", 1);
    // Nor does a client wait long for a name node that is gone.
    SPARK.sparkContext().hadoopConfiguration().setInt("ipc.client.connect.max.retries", 1);
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(3).build();
    cluster.waitActive();
    files = cluster.getFileSystem();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void theBytesAreThoseOfALocalRun() throws IOException {
    String location = location("whole");
    assertThat(run(location)).isEqualTo(PLAN.shards());
    assertThat(hashes(location)).isEqualTo(local);
    assertThat(problems(location)).isEmpty();
    assertThat(run(location)).isZero();
    ReportTables.write(SPARK, location, Thresholds.DEFAULT);
    ReportTables.write(SPARK, location, Thresholds.DEFAULT);
    assertThat(files.exists(new Path(location, "report/stability.parquet"))).isTrue();
    assertTidy(location);
  }

  @Test
  void aRunSurvivesADataNodeThatDies() throws IOException {
    String location = location("node");
    MiniDFSCluster.DataNodeProperties[] dead = new MiniDFSCluster.DataNodeProperties[1];
    new SweepRun(PLAN, location, new Interference(() -> dead[0] = cluster.stopDataNode(0)))
        .execute(SPARK);
    assertThat(dead[0]).isNotNull();
    assertThat(hashes(location)).isEqualTo(local);
    assertThat(problems(location)).isEmpty();
    cluster.restartDataNode(dead[0]);
    cluster.waitActive();
  }

  @Test
  void aQuotaThatIsReachedIsSaidInOneLineAndNothingIsLost() throws IOException {
    String location = location("quota");
    Path root = new Path(location);
    files.mkdirs(root);
    files.setQuota(root, HdfsConstants.QUOTA_DONT_SET, 3 * (128L << 20));
    assertThatThrownBy(() -> run(location))
        .isInstanceOfAny(RunFailure.class, IOException.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .hasMessageContaining("quota")
        .hasMessageContaining(location);
    files.setQuota(root, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    run(location);
    assertThat(hashes(location)).isEqualTo(local);
    assertThat(problems(location)).isEmpty();
    assertTidy(location);
  }

  @Test
  void aNameNodeInSafeModeIsSaidInOneLine() throws IOException {
    String location = location("safe");
    files.setSafeMode(SafeModeAction.ENTER);
    assertThatThrownBy(() -> run(location))
        .isInstanceOfAny(RunFailure.class, IOException.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .hasMessageContaining("safe mode")
        .hasMessageContaining(location);
    files.setSafeMode(SafeModeAction.LEAVE);
    assertThat(run(location)).isEqualTo(PLAN.shards());
    assertThat(hashes(location)).isEqualTo(local);
  }

  @Test
  void aNameNodeThatGoesIsSaidInOneLineAndOnceItIsBackTheRunResumes() throws IOException {
    String location = location("restart");
    assertThatThrownBy(
            () ->
                new SweepRun(PLAN, location, new Interference(() -> cluster.shutdownNameNode(0)))
                    .execute(SPARK))
        .isInstanceOf(RunFailure.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .hasMessageContaining(location)
        .hasMessageEndingWith("Connection refused; when that is mended, the same command resumes");
    cluster.restartNameNode(0, true);
    assertThat(run(location)).isBetween(1, PLAN.shards() - 1);
    assertThat(hashes(location)).isEqualTo(local);
    assertThat(problems(location)).isEmpty();
  }

  private static String location(String name) throws IOException {
    return cluster.getURI() + "/runs/" + name;
  }

  private static int run(String location) throws IOException {
    return new SweepRun(PLAN, location, new RunFolder.Heard()).execute(SPARK);
  }

  private static List<Problem> problems(String location) throws IOException {
    return Verification.of(Store.at(location, SPARK.sparkContext().hadoopConfiguration()))
        .problems();
  }

  private static void assertTidy(String location) throws IOException {
    assertThat(Store.at(location, SPARK.sparkContext().hadoopConfiguration()).list("_evenkeel/tmp"))
        .isEmpty();
  }

  /** As {@link RunFolder#hashes}, of the copies of the files. */
  private static Map<String, String> hashes(String location) throws IOException {
    java.nio.file.Path copy = Files.createTempDirectory(folder, "copy");
    for (String name : List.of("trials", "layers", RunFiles.PLAN)) {
      files.copyToLocalFile(
          false, new Path(location, name), new Path(copy.resolve(name).toUri()), true);
    }
    return new TreeMap<>(new RunFolder(copy).hashes());
  }

  /** Does something once, when the first shard is published. */
  private static final class Interference implements RunListener {
    private final Runnable deed;
    private boolean happened;

    Interference(Runnable deed) {
      this.deed = deed;
    }

    @Override
    public void begun(RunPlan plan, long doneBefore) {}

    @Override
    public void quarantined(Problem problem) {}

    @Override
    public void progressed(long computed, long published) {
      if (published > 0 && !happened) {
        happened = true;
        deed.run();
      }
    }

    @Override
    public void ended() {}
  }
}
