package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or may not be written to: real ones, where this user may mount them. */
class BadDiskTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.SMALL);
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;
  private boolean mounted;

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(call("umount", folder.toString())).isTrue();
    }
  }

  @Test
  void aDiskThatFillsUpEndsTheRunInOneLineAndARoomierOneResumesIt() throws Exception {
    RunFolder reference = new RunFolder(folder.resolveSibling(folder.getFileName() + "-reference"));
    try {
      reference.run(SPARK, PLAN);
      long bytes = 0;
      for (String name : reference.hashes().keySet()) {
        bytes += Files.size(reference.file(name));
      }
      mount("size=" + bytes / 2);
      RunFolder run = new RunFolder(folder.resolve("run"));

      Throwable failure = catchThrowable(() -> run.run(SPARK, PLAN));

      assertThat(failure)
          .isInstanceOf(RunFailure.class)
          .hasMessageMatching(
              "cannot write \\Q"
                  + run.root()
                  + "\\E/.*: [Nn]o space left on device.*"
                  + "; when that is mended, the same command resumes");
      // The first failure ends the job; without that, Spark would try the shard eight times.
      for (int shard = 0; shard < PLAN.shards(); shard++) {
        assertThat(Collections.frequency(run.attemptedSince(Set.of()), shard)).isLessThan(8);
      }
      assertThat(run.published().size()).isLessThan(PLAN.shards());
      assertThat(run.problems())
          .allMatch(line -> line.contains(": missing (") || line.contains(": orphan: "));
      run.assertTidy();

      assertThat(call("mount", "-o", "remount,size=64m", folder.toString())).isTrue();
      run.run(SPARK, PLAN);
      assertThat(run.problems()).isEmpty();
      assertThat(run.hashes()).isEqualTo(reference.hashes());
    } finally {
      delete(reference.root());
    }
  }

  @Test
  void aReadOnlyDiskIsNamedBeforeAnythingIsComputed() throws Exception {
    mount("size=1m");
    assertThat(call("mount", "-o", "remount,ro", folder.toString())).isTrue();
    Path root = folder.resolve("run");
    assertThat(
            catchThrowable(() -> SweepRun.claim(PLAN, new RunFolder(root).store(), growth -> {})))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot write %s/plan.json: read-only file system (%s)".formatted(root, root));
  }

  @Test
  void aFolderWithoutPermissionIsNamed() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked));
    Path root = locked.resolve("run");
    assertThat(
            catchThrowable(() -> SweepRun.claim(PLAN, new RunFolder(root).store(), growth -> {})))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot write %s/plan.json: permission denied".formatted(root));
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path root = Files.writeString(folder.resolve("run"), "x");
    assertThat(
            catchThrowable(() -> SweepRun.claim(PLAN, new RunFolder(root).store(), growth -> {})))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot list " + root + ": not a directory");
  }

  private void mount(String options) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/mount")), "there is no mount");
    mounted = call("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    assumeTrue(mounted, "this user may not mount");
  }

  private static boolean call(String... command) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).doesNotContain("busy");
    return process.waitFor() == 0;
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var files = Files.walk(root)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
