package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The archive of a release, unpacked: linked to, moved, by a user who may not write to it, and as
 * the Spark of a cluster. {@code mvn -Prelease,long verify} makes the archive first.
 */
@Tag("long")
@Timeout(600)
class ReleaseIT {
  private static final String SWEEP =
      """
      name: small
      grids: [{depth: 2, width: 4, batch: 2, activation: relu, init: [kaiming_normal, zeros], seed: {from: 0, to: 4}}]
      """;

  private static Path folder;
  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Optional<Path> archive = archive();
    assumeTrue(archive.isPresent(), "there is no archive: mvn -Prelease package makes it");
    folder = Files.createTempDirectory("evenkeel release");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    assertThat(call("tar", "xf", archive.get().toString(), "-C", folder.toString())).isZero();
    try (Stream<Path> unpacked = Files.list(folder)) {
      home =
          unpacked
              .filter(path -> path.getFileName().toString().startsWith("evenkeel-"))
              .toList()
              .get(0);
    }
  }

  @AfterAll
  static void delete() throws Exception {
    if (folder != null) {
      assertThat(call("rm", "-rf", folder.toString())).isZero();
    }
  }

  private static Optional<Path> archive() throws IOException {
    try (Stream<Path> built = Files.list(Shipped.TARGET)) {
      return built
          .filter(path -> path.getFileName().toString().matches("evenkeel-[0-9].*\\.tar\\.gz"))
          .findFirst();
    }
  }

  private static int call(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }

  private static Command evenkeel(Path launcher, String... words) {
    return Command.of(launcher, words).from(folder);
  }

  private static String succeed(Command command) throws Exception {
    Command.Outcome outcome = command.run();
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void throughALinkItRunsReportsAdvisesAndForecastsAlsoWhenItWasMoved() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("evenkeel"), home.resolve("bin/evenkeel"));
    assertThat(succeed(evenkeel(link, "--version"))).matches("evenkeel \\d+\\.\\d+\\.\\d+.*\\s+");
    assertThat(succeed(evenkeel(link, "run", "sweep.yaml"))).contains("10 of 10 trials done");
    assertThat(succeed(evenkeel(link, "report", "runs/small"))).contains("report/index.html");
    assertThat(folder.resolve("runs/small/report/index.html")).isNotEmptyFile();
    assertThat(succeed(evenkeel(link, "theory", "relu", "--sigma-w2", "2"))).contains("chi_1");
    assertThat(
            succeed(
                evenkeel(link, "advise", "--activation", "relu", "--depth", "3", "--width", "8")))
        .contains("kaiming");

    Path moved = Files.move(home, folder.resolve("moved"));
    try {
      assertThat(succeed(evenkeel(moved.resolve("bin/evenkeel"), "verify", "runs/small")))
          .contains("10");
    } finally {
      Files.move(moved, home);
    }
  }

  /** A user without a home finds no place for kept classes, and does without. */
  @Test
  void aUserWhoMayNotWriteToItRunsIt() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
    String launcher = home.resolve("bin/evenkeel").toString();
    Command command =
        Command.of(
                Path.of("setpriv"),
                "--reuid=54321",
                "--clear-groups",
                launcher,
                "run",
                folder.resolve("sweep.yaml").toString(),
                "--out",
                out.resolve("run").toString())
            .with("HOME", "/nonexistent")
            .with("XDG_CACHE_HOME", "/nonexistent")
            .from(out);
    Command.Outcome outcome = command.run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("10 of 10 trials done");
  }

  @Test
  void itsSparkServesACluster() throws Exception {
    try (StandaloneCluster spark =
        StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), 2)) {
      Command.Outcome outcome =
          evenkeel(
                  home.resolve("bin/evenkeel"),
                  "run",
                  "sweep.yaml",
                  "--out",
                  "on a cluster",
                  "--master",
                  spark.url())
              .with("SPARK_HOME", home.resolve("lib/spark").toString())
              .with("SPARK_LOCAL_IP", "127.0.0.1")
              .with("EVENKEEL_SUBMIT_OPTS", "--conf spark.driver.host=127.0.0.1")
              .run();
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("10 of 10 trials done");
      assertThat(outcome.err()).as("nothing of Spark's own").doesNotContain(" INFO ", " WARN ");
    }
  }

  /** Each command has a page, without a date; each work's licence is there. */
  @Test
  void manualLicencesAndBillOfMaterialsAreInIt() throws Exception {
    List<String> commands =
        Pattern.compile("^  ([a-z]+) ", Pattern.MULTILINE)
            .matcher(succeed(evenkeel(home.resolve("bin/evenkeel"), "--help")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands).contains("run", "report", "theory");
    for (String command : commands) {
      assertThat(home.resolve("share/man/man1/evenkeel-" + command + ".1"))
          .content(StandardCharsets.UTF_8)
          .contains(
              ".TH \"EVENKEEL\\-" + command.toUpperCase(java.util.Locale.ROOT) + "\" \"1\" \"\"")
          .contains(".SH \"OPTIONS\"");
    }
    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(home.resolve("NOTICE")).isNotEmptyFile();
    assertThat(home.resolve("licenses/GPL-3.0.txt")).isNotEmptyFile();
    assertThat(home.resolve("evenkeel.cdx.json"))
        .content(StandardCharsets.UTF_8)
        .contains("\"CycloneDX\"");
  }
}
