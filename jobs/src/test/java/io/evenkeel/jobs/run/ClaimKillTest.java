package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that changes the plans of many directories, killed with {@code kill -9}: each directory
 * has its plan before or its plan after, whole, and the next process goes on.
 */
class ClaimKillTest {
  static final String FIRST = Sweeps.growing("[lecun_normal, normal(std=9)]", 9);
  static final String EDITED = Sweeps.growing("[lecun_normal, kaiming_normal]", 14);
  private static final int DIRECTORIES = 120;
  private static final int KILLS = 5;

  /** About as long as it takes to change ten plans. */
  private static final int MICROS = 20_000;

  @TempDir private static Path folder;
  private static String before;
  private static String after;

  @BeforeAll
  static void directories() throws IOException {
    RunPlan first = Sweeps.plan(FIRST);
    for (int i = 0; i < DIRECTORIES; i++) {
      RunFolder run = new RunFolder(folder.resolve("run-%03d".formatted(i)));
      PlanFiles.claim(first, run.store(), growth -> {});
    }
    before = first.hash();
    RunFolder any = new RunFolder(folder.resolve("run-000"));
    after = PlanFiles.growth(Sweeps.plan(EDITED), any.store()).plan().hash();
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void everyDirectoryHasOneOfBothPlans() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    for (int kill = 0; kill < KILLS; kill++) {
      int wanted = changed().size() + 1 + random.nextInt(DIRECTORIES / (2 * KILLS));
      Process process = start();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        for (int i = 0; i < wanted; i++) {
          assertThat(said.readLine()).isNotNull();
        }
        // The moment: as many microseconds after that as chance will have it.
        process.waitFor(random.nextInt(MICROS), TimeUnit.MICROSECONDS);
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
      assertThat(changed()).isNotEmpty();
    }
    assertThat(changed())
        .as("the kills came while there was work left")
        .hasSizeLessThan(DIRECTORIES);

    Process last = start();
    last.getInputStream().readAllBytes();
    assertThat(last.waitFor()).isZero();
    assertThat(changed()).hasSize(DIRECTORIES);
  }

  /** Directories with the edited plan; all others must have the first one. */
  private static List<Path> changed() throws IOException {
    List<Path> changed = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path directory : all.toList()) {
        String plan = PlanFiles.read(new RunFolder(directory).store()).planHash();
        assertThat(plan).isIn(before, after);
        if (plan.equals(after)) {
          changed.add(directory);
        }
      }
    }
    return changed;
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ClaimingProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
