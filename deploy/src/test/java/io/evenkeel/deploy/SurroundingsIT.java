package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Machines of many kinds: each runs and gives the same bytes, or says in one line what to do. Where
 * this machine cannot play such a one, for lack of root or of a tool, the test is skipped.
 */
@Timeout(900)
@Tag("long")
class SurroundingsIT {
  private static final String SWEEP =
      """
      name: small
      grids:
        - depth: 3
          width: 16
          input_width: 8
          batch: 4
          activation: relu
          init: [kaiming_normal, orthogonal, identity, normal(std=1e30)]
          seed: {from: 0, to: 3}
      """;

  /** Run and report, then the status of the run, in a shell. */
  private static final String RUN_AND_REPORT =
      "\"$EVENKEEL\" run \"$SWEEP\" --out out && \"$EVENKEEL\" report out && \"$EVENKEEL\" verify"
          + " out";

  @TempDir static Path shared;
  private static Map<String, String> reference;

  /** For other users, too: JUnit's own folders are for this one alone. */
  private Path folder;

  @BeforeAll
  static void runHere() throws Exception {
    Files.writeString(shared.resolve("s.yaml"), SWEEP, StandardCharsets.UTF_8);
    Command.Outcome outcome = shell(RUN_AND_REPORT).from(shared).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    reference = hashes(shared.resolve("out"));
    assertThat(reference).containsKeys("plan.json", "report/stability.csv", "report/index.html");
  }

  @BeforeEach
  void folderForAll() throws IOException {
    folder = Files.createTempDirectory("evenkeel surroundings");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(folder.resolve("s.yaml"), SWEEP, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"ar, EG, UTF-8", "tr, TR, ISO-8859-9", "hi, IN, US-ASCII", "th, TH, UTF-16"})
  void bytesDoNotDependOnLocaleOrCharset(String language, String country, String charset)
      throws Exception {
    Command.Outcome outcome =
        shell(RUN_AND_REPORT)
            .with(
                "EVENKEEL_JAVA_OPTS",
                "-Duser.language=%s -Duser.country=%s -Dfile.encoding=%s -Duser.timezone=Asia/Kolkata"
                    .formatted(language, country, charset))
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).as("digits").containsPattern("small: 16 of 16 trials done");
    assertThat(hashes(folder.resolve("out"))).isEqualTo(reference);
  }

  @Test
  void aRunCanBeNamedInAnyLanguageWhateverTheLocale() throws Exception {
    Command.Outcome outcome =
        shell("\"$EVENKEEL\" run \"$SWEEP\" --out 'Läufe/δ' && \"$EVENKEEL\" verify 'Läufe/δ'")
            .with("LC_ALL", "C")
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(folder.resolve("Läufe/δ/plan.json")).exists();
  }

  /** A second Java, such as in a folder beside the one of the tests: {@code -Djava.second=...}. */
  @Test
  void bytesDoNotDependOnTheJava() throws Exception {
    String second = System.getProperty("evenkeel.second.java", "");
    assumeTrue(!second.isEmpty(), "no second Java is there");
    Command.Outcome outcome = shell(RUN_AND_REPORT).with("JAVA_HOME", second).from(folder).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(hashes(folder.resolve("out"))).isEqualTo(reference);
    assertThat(outcome.err().lines().filter(line -> !line.contains("incubator")))
        .as("warnings of that Java")
        .allMatch(line -> line.startsWith("evenkeel: ") || line.startsWith("small: "));
  }

  @Test
  void aUserWithoutANameAndAHomeRuns() throws Exception {
    assumeTrue(works("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups", "true"));
    Command.Outcome outcome =
        shell(
                "exec setpriv --reuid 54321 --regid 54321 --clear-groups env HOME=/nonexistent bash -c '%s'"
                    .formatted(RUN_AND_REPORT))
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(hashes(folder.resolve("out"))).isEqualTo(reference);
    assertThat(folder.resolve("?")).doesNotExist();
  }

  @Test
  void aHostNameThatDoesNotResolveAndNoNetworkAtAll() throws Exception {
    assumeTrue(works("unshare", "--uts", "--net", "true"));
    Command.Outcome outcome =
        shell(
                "exec unshare --uts --net bash -c 'hostname no-such-host.invalid; %s'"
                    .formatted(RUN_AND_REPORT))
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(hashes(folder.resolve("out"))).isEqualTo(reference);
  }

  @Test
  void aTemporaryFolderAndAHomeWithoutExecution() throws Exception {
    assumeTrue(works("unshare", "--mount", "true"));
    Path disk = Files.createTempDirectory("evenkeel-noexec");
    String mounted =
        "exec unshare --mount bash -c 'mount -t tmpfs -o noexec none %1$s && mkdir %1$s/home && eval \"$ALL\"'"
            .formatted(disk);
    String options = "-Duser.home=%1$s/home -Djava.io.tmpdir=%1$s".formatted(disk);
    Command.Outcome refused =
        shell(mounted)
            .with("ALL", RUN_AND_REPORT)
            .with("EVENKEEL_JAVA_OPTS", options)
            .from(folder)
            .run();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(lines(refused))
        .singleElement()
        .asString()
        .startsWith(
            "evenkeel: native libraries cannot be unpacked into %s/evenkeel-natives-"
                .formatted(disk))
        .endsWith(
            ": it is mounted noexec; set EVENKEEL_CACHE to a folder that is writable and not"
                + " mounted noexec");

    Command.Outcome outcome =
        shell(mounted)
            .with("ALL", RUN_AND_REPORT)
            .with("EVENKEEL_JAVA_OPTS", options)
            .with("EVENKEEL_CACHE", folder.resolve("natives").toString())
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(hashes(folder.resolve("out"))).isEqualTo(reference);
  }

  @Test
  void aFullDiskIsOneLine() throws Exception {
    assumeTrue(works("unshare", "--mount", "true"));
    // The run fits; its report, whose page alone holds a megabyte of chart library, does not.
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Command.Outcome outcome =
        shell(
                "exec unshare --mount bash -c 'mount -t tmpfs -o size=400k none \"$DISK\" &&"
                    + " \"$EVENKEEL\" run \"$SWEEP\" --out \"$DISK/out\" && \"$EVENKEEL\" report"
                    + " \"$DISK/out\"'")
            .with("DISK", disk.toString())
            .from(folder)
            .run();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(lines(outcome).stream().filter(line -> !line.startsWith("small: ")))
        .singleElement()
        .asString()
        .startsWith("evenkeel: ")
        .contains("No space left on device");
  }

  /** What was said on standard error, but for the Java VM's word about its vector module. */
  private static List<String> lines(Command.Outcome outcome) {
    return outcome.err().lines().filter(line -> !line.contains("incubator modules")).toList();
  }

  private static Command shell(String script) {
    return Command.of(Path.of("bash"), "-c", script)
        .with("EVENKEEL", Shipped.LAUNCHER.toString())
        .with("SWEEP", "s.yaml");
  }

  private static boolean works(String... words) throws InterruptedException {
    try {
      List<String> arguments = new ArrayList<>(List.of(words));
      return Command.of(Path.of(arguments.remove(0)), arguments.toArray(String[]::new))
              .run()
              .exitCode()
          == 0;
    } catch (IOException e) { // there is no such tool
      return false;
    }
  }

  /** SHA-256 of everything in a run directory that does not tell when, where and by whom. */
  private static Map<String, String> hashes(Path run) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!name.startsWith("_evenkeel") && !name.startsWith("report/attempts.")) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          hashes.put(name, HexFormat.of().formatHex(digest));
        }
      }
    }
    return hashes;
  }
}
