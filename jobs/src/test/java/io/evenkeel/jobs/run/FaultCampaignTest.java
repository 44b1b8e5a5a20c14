package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.SpecException;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.ModelDisk;
import io.evenkeel.jobs.store.ModelFileSystem;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drivers on disks that fail by seeded schedules, over the plan's claim, publication, repair,
 * resume and verification. Whatever happened: a reader sees whole files only, a run that cannot go
 * on says so in one line, and the same command, repeated on a disk that is well, leaves the very
 * bytes of an undisturbed run, each trial once.
 */
class FaultCampaignTest {
  private static final RunPlan FIRST = Sweeps.plan(sweep(59));
  private static final RunPlan GROWN = Sweeps.plan(sweep(89));

  /** Each seed stands for three schedules, one after the other in one directory. */
  private static final int STARTS = 3;

  private static final int FEW = 40;
  private static final int MANY = 1700;

  /** Of so many directories one has reports written, too. */
  private static final int REPORTED = 20;

  private static final SparkSession SPARK = LocalSpark.session();

  /** A temporary file of HDFS is a leftover after this time. */
  private static final long A_WEEK = 7L * 24 * 3600 * 1000;

  /** How the schedules went. */
  private int killed;

  private int failed;
  private int succeeded;

  @BeforeAll
  static void knowTheDisks() {
    Configuration configuration = SPARK.sparkContext().hadoopConfiguration();
    ModelFileSystem.configuration()
        .forEach(setting -> configuration.set(setting.getKey(), setting.getValue()));
  }

  /** Three shards and more, of few rows: what a layer costs is the plan's matter alone. */
  private static String sweep(int lastSeed) {
    return """
    name: campaign
    grids:
      - {depth: 2, width: 2048, engine: explicit, activation: relu, init: kaiming_normal,
         seed: {from: 0, to: %s}}
    """
        .formatted(lastSeed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a", "model"})
  void nothingIsLostBySomeSchedules(String scheme) throws IOException {
    campaign(scheme, 0, FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"s3a", "model"})
  void nothingIsLostByManySchedules(String scheme) throws IOException {
    campaign(scheme, FEW, FEW + MANY);
  }

  private void campaign(String scheme, int from, int to) throws IOException {
    assertThat(FIRST.shards()).isGreaterThanOrEqualTo(3);
    SortedMap<String, byte[]> first = undisturbed(scheme, "first-" + from, FIRST);
    SortedMap<String, byte[]> grown = undisturbed(scheme, "grown-" + from, FIRST, GROWN);
    SortedMap<String, byte[]> reports = report(scheme, from);
    for (int seed = from; seed < to; seed++) {
      boolean grows = seed % 4 == 3;
      String name = scheme + "-schedule-" + seed;
      try {
        disturbed(scheme, name, seed, grows ? grown : first, grows);
        if (seed % REPORTED == 0) {
          reported(scheme, name, seed, reports);
        }
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError(name, e);
      } finally {
        ModelDisk.drop(name);
      }
    }
    // The schedules do their part: of one kind there is more than a tenth.
    int starts = STARTS * (to - from);
    assertThat(List.of(killed, failed, succeeded)).allMatch(times -> times > starts / 10);
    assertThat(killed + failed + succeeded).isEqualTo(starts);
  }

  private static SortedMap<String, byte[]> undisturbed(String scheme, String name, RunPlan... plans)
      throws IOException {
    String disk = scheme + "-" + name;
    Store store = store(scheme, disk);
    for (RunPlan plan : plans) {
      new FaultyDriver(plan, store).run();
    }
    SortedMap<String, byte[]> tables = tables(ModelDisk.of(disk));
    ModelDisk.drop(disk);
    return tables;
  }

  private void disturbed(
      String scheme, String name, int seed, SortedMap<String, byte[]> expected, boolean grows)
      throws IOException {
    ModelDisk disk = ModelDisk.of(name);
    Store store = store(scheme, name);
    if (grows) {
      new FaultyDriver(FIRST, store).run();
    }
    RunPlan plan = grows ? GROWN : FIRST;
    for (int start = 0; start < STARTS; start++) {
      FaultSchedule schedule =
          FaultSchedule.of(
              (long) seed * STARTS + start, () -> meanwhile(new FaultyDriver(plan, store)));
      disk.suffer(schedule);
      attempt(new FaultyDriver(plan, store));
      readersSeeWholeFiles(disk, expected);
      if (!schedule.killed()) {
        verify(store);
      }
    }
    disk.recover();
    disk.pass(A_WEEK);
    new FaultyDriver(plan, store).run();
    assertThat(Verification.of(store).problems()).extracting(Problem::text).isEmpty();
    SortedMap<String, byte[]> left = tables(disk);
    assertThat(left.keySet()).isEqualTo(expected.keySet());
    readersSeeWholeFiles(disk, expected);
    assertThat(disk.files().keySet()).noneMatch(path -> path.contains("/_evenkeel/tmp/"));
  }

  private static void meanwhile(FaultyDriver driver) {
    try {
      driver.run();
    } catch (IOException | SpecException | RunFailure e) {
      assertOneLine(e);
    }
  }

  private void attempt(FaultyDriver driver) {
    try {
      driver.run();
      succeeded++;
    } catch (FaultSchedule.Killed e) {
      killed++;
    } catch (IOException | SpecException | RunFailure e) {
      assertOneLine(e);
      failed++;
    } catch (IllegalStateException e) {
      requireKilled(e);
      killed++;
    }
  }

  /** One of the threads that check files was stopped. */
  private static void requireKilled(IllegalStateException e) {
    if (!(e.getCause() instanceof FaultSchedule.Killed)) {
      throw e;
    }
  }

  /** A disk that fails is no reason to call damage what is whole, nor whole what is not. */
  private static void verify(Store store) {
    try {
      Verification.of(store).problems().forEach(problem -> assertLine(problem.text()));
    } catch (FaultSchedule.Killed e) {
      return; // as a driver is
    } catch (IllegalStateException e) {
      requireKilled(e);
    } catch (IOException | SpecException e) {
      assertOneLine(e);
    }
  }

  /** Reports of a disk that fails are those of another try, or none, and a repeat mends them. */
  private static void reported(
      String scheme, String name, int seed, SortedMap<String, byte[]> expected) throws IOException {
    ModelDisk disk = ModelDisk.of(name);
    disk.suffer(FaultSchedule.of(seed, () -> {}));
    try {
      ReportTables.write(SPARK, location(scheme, name), Thresholds.DEFAULT);
    } catch (FaultSchedule.Killed e) {
      assertThat(disk.files()).containsKey("/run/plan.json");
    } catch (IOException | SpecException e) {
      assertOneLine(e);
    }
    SortedMap<String, byte[]> left = reports(disk);
    left.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(expected.get(path)));
    disk.recover();
    ReportTables.write(SPARK, location(scheme, name), Thresholds.DEFAULT);
    assertThat(reports(disk).keySet()).isEqualTo(expected.keySet());
    reports(disk)
        .forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(expected.get(path)));
  }

  private static SortedMap<String, byte[]> report(String scheme, int from) throws IOException {
    String name = scheme + "-reports-" + from;
    new FaultyDriver(FIRST, store(scheme, name)).run();
    ReportTables.write(SPARK, location(scheme, name), Thresholds.DEFAULT);
    SortedMap<String, byte[]> written = reports(ModelDisk.of(name));
    ModelDisk.drop(name);
    return written;
  }

  private static SortedMap<String, byte[]> reports(ModelDisk disk) {
    SortedMap<String, byte[]> reports = new TreeMap<>(disk.files());
    reports.keySet().removeIf(path -> !path.startsWith("/run/report/"));
    return reports;
  }

  private static void assertOneLine(Exception failure) {
    assertLine(failure.getMessage());
  }

  private static void assertLine(String text) {
    assertThat(text).isNotBlank().doesNotContain("\n").doesNotContain("Exception");
  }

  private static void readersSeeWholeFiles(ModelDisk disk, SortedMap<String, byte[]> expected) {
    tables(disk)
        .forEach(
            (path, bytes) -> {
              assertThat(expected).containsKey(path);
              assertThat(Arrays.equals(bytes, expected.get(path))).as(path).isTrue();
            });
  }

  /** The files that the identity contract is about. */
  private static SortedMap<String, byte[]> tables(ModelDisk disk) {
    SortedMap<String, byte[]> tables = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : disk.files().entrySet()) {
      String name = file.getKey().replaceFirst("^/run/", "");
      if (name.startsWith("plan") || name.startsWith("trials/") || name.startsWith("layers/")) {
        tables.put(name, file.getValue());
      }
    }
    return tables;
  }

  private static Store store(String scheme, String disk) throws IOException {
    return Store.at(location(scheme, disk), ModelFileSystem.configuration());
  }

  private static String location(String scheme, String disk) {
    return "%s://%s/run".formatted(scheme, disk);
  }
}
