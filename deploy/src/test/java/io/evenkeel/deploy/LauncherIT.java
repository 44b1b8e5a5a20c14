package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a person meets it. */
@Timeout(120)
class LauncherIT {
  @TempDir Path folder;

  @Test
  void startsFromAnyFolderThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), Shipped.LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("evenkeel"), link.getFileName());

    Command.Outcome outcome = Command.of(second, "gain", "relu").from(folder).run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("1.414");
  }

  @Test
  void livesInAFolderWithSpaces() throws Exception {
    Path home = Files.createDirectories(folder.resolve("my tools/even keel"));
    Files.createDirectory(home.resolve("bin"));
    Path launcher = Files.copy(Shipped.LAUNCHER, home.resolve("bin/evenkeel"));
    Files.createSymbolicLink(home.resolve("target"), Shipped.TARGET);

    Command.Outcome outcome = Command.of(launcher, "gain", "relu").from(folder).run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("1.414");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "list inits", "gain tanh", "plan sweep.yaml"})
  void whatRunsNothingLoadsNoSpark(String line) throws Exception {
    Files.writeString(
        folder.resolve("sweep.yaml"),
        "name: small\ngrids: [{depth: 2, width: 4, batch: 2, activation: relu, init: zeros, seed: 0}]\n",
        StandardCharsets.UTF_8);
    Path log = folder.resolve("classes.log");

    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, line.split(" "))
            .with("EVENKEEL_JAVA_OPTS", "-Xlog:class+load:file=" + log)
            .from(folder)
            .run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    try (Stream<String> loaded = Files.lines(log, StandardCharsets.UTF_8)) {
      assertThat(loaded.filter(entry -> entry.contains("org.apache.")).toList()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://127.0.0.1:7077", "yarn", "k8s://https://127.0.0.1:6443"})
  void aClusterNeedsASparkHome(String master) throws Exception {
    Command unset = Command.of(Shipped.LAUNCHER, "run", "s.yaml", "--master", master);
    assertThat(unset.run())
        .isEqualTo(
            new Command.Outcome(
                2,
                "",
                "evenkeel: --master %s needs SPARK_HOME to name a Spark distribution (its bin/spark-submit); it is not set\n"
                    .formatted(master)));
    Command wrong =
        Command.of(Shipped.LAUNCHER, "run", "s.yaml", "--master=" + master)
            .with("SPARK_HOME", folder.toString());
    assertThat(wrong.run())
        .isEqualTo(
            new Command.Outcome(
                2,
                "",
                "evenkeel: --master %s needs a Spark distribution; SPARK_HOME=%s has no bin/spark-submit\n"
                    .formatted(master, folder)));
  }

  /** A Spark distribution whose spark-submit says what it is called with. */
  private Path spark(String... jars) throws IOException {
    Path home = Files.createDirectories(folder.resolve("a spark"));
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        submit,
        """
        #!/usr/bin/env bash
        printf '%s\\n' "$@"
        echo "12:00:00 INFO ClientEndpoint: State of driver driver-1 is ${STATE:-FINISHED}, exiting spark-submit JVM." >&2
        """,
        StandardCharsets.UTF_8);
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Path folderOfJars = Files.createDirectories(home.resolve("jars"));
    for (String jar : jars) {
      Files.writeString(folderOfJars.resolve(jar), "", StandardCharsets.UTF_8);
    }
    return home;
  }

  private static Command on(Path spark, String... words) {
    return Command.of(Shipped.LAUNCHER, words).with("SPARK_HOME", spark.toString());
  }

  private static void refused(Command command, String line) throws Exception {
    assertThat(command.run()).isEqualTo(new Command.Outcome(2, "", "evenkeel: " + line + "\n"));
  }

  @Test
  void saysWhatASparkHomeLacks() throws Exception {
    Path bare = spark();
    refused(
        on(bare, "run", "s.yaml", "--master", "k8s://https://h:1"),
        "--master k8s://https://h:1: SPARK_HOME=%s has no jars/spark-kubernetes_*.jar; point it to a whole Spark distribution"
            .formatted(bare));
    refused(
        on(bare, "run", "s.yaml", "--master", "yarn"),
        "--master yarn needs HADOOP_CONF_DIR or YARN_CONF_DIR to name the folder of the cluster's settings; neither is set");
    refused(
        on(bare, "run", "s.yaml", "--master", "yarn").with("YARN_CONF_DIR", "/etc/hadoop"),
        "--master yarn: SPARK_HOME=%s has no jars/spark-yarn_*.jar; point it to a whole Spark distribution"
            .formatted(bare));
    Path old = spark("spark-core_2.13-3.5.1.jar");
    refused(
        on(old, "run", "s.yaml", "--master", "spark://127.0.0.1:7077"),
        "SPARK_HOME=%s is Spark 3.5.1; Evenkeel needs Spark 4.1".formatted(old));
  }

  @Test
  void aDriverOnTheClusterGetsTheSweepAsText() throws Exception {
    Path home = spark();
    String yaml = "name: é\n";
    Path sweep = Files.writeString(folder.resolve("a sweep.yaml"), yaml, StandardCharsets.UTF_8);
    String master = "spark://127.0.0.1:7077";
    refused(
        on(home, "run", sweep.toString(), "--master", master, "--out", "runs/x")
            .with("EVENKEEL_SUBMIT_OPTS", "--deploy-mode cluster"),
        "--deploy-mode cluster needs --out with a whole path or a URI that all machines of the cluster share, such as hdfs://... or s3a://...");
    Command.Outcome outcome =
        on(home, "run", sweep.toString(), "--out=s3a://b/x", "--master=" + master, "seed=0..2")
            .with("EVENKEEL_SUBMIT_OPTS", "--deploy-mode=cluster --verbose")
            .run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    String text = Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome.out().lines().toList())
        .contains("spark.standalone.submit.waitAppCompletion=true", "--verbose")
        .endsWith(
            "run",
            "data:application/yaml;name=a_sweep.yaml;base64," + text,
            "--out=s3a://b/x",
            "seed=0..2");

    // Spark's client ends with 0 even then.
    Command.Outcome failed =
        on(home, "run", sweep.toString(), "--out=s3a://b/x", "--master=" + master)
            .with("EVENKEEL_SUBMIT_OPTS", "--deploy-mode=cluster")
            .with("STATE", "FAILED")
            .run();
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .startsWith("evenkeel: the run did not end well on the cluster")
        .hasLineCount(1);
  }

  @Test
  void saysWhichJavaItNeeds() throws Exception {
    Path old = Files.createDirectories(folder.resolve("jdk 11/bin")).getParent();
    Path java = Files.createFile(old.resolve("bin/java"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n", StandardCharsets.UTF_8);

    assertThat(Command.of(Shipped.LAUNCHER, "--help").with("JAVA_HOME", old.toString()).run())
        .isEqualTo(
            new Command.Outcome(
                1,
                "",
                "evenkeel: Java 17 or later is needed, %s is 11.0.2; set JAVA_HOME\n"
                    .formatted(java)));
    assertThat(Command.of(Shipped.LAUNCHER, "--help").with("JAVA_HOME", folder.toString()).run())
        .isEqualTo(
            new Command.Outcome(
                1,
                "",
                "evenkeel: JAVA_HOME=%s has no bin/java; point it to a Java 17 or later, or unset it\n"
                    .formatted(folder)));
  }

  @Test
  void memoryIsBoundedAsAsked() throws Exception {
    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, "--help")
            .with("EVENKEEL_MEMORY", "5000")
            .with("EVENKEEL_JAVA_OPTS", "-XX:+PrintCommandLineFlags -XshowSettings:properties")
            .run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("-XX:MaxHeapSize=2097152000 ");
    assertThat(outcome.err())
        .contains("org.bytedeco.javacpp.maxbytes = 2097152000\n")
        .contains("org.bytedeco.javacpp.maxphysicalbytes = 4980736000\n");
    assertThat(Command.of(Shipped.LAUNCHER, "--help").with("EVENKEEL_MEMORY", "5 GiB").run())
        .isEqualTo(
            new Command.Outcome(
                2,
                "",
                "evenkeel: Evenkeel needs at least 1024 MiB of memory, got 5 GiB (EVENKEEL_MEMORY, else the machine's)\n"));
  }

  /** A Java without the module for vector code, such as a small one made by jlink, still runs. */
  @ParameterizedTest
  @ValueSource(strings = {"java.base", "java.base jdk.incubator.vector"})
  void theVectorModuleIsAskedForWhereItIs(String modules) throws Exception {
    Path java = folder.resolve("a java");
    Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
    Files.writeString(
        program, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n", StandardCharsets.UTF_8);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        java.resolve("release"),
        "JAVA_VERSION=\"17.0.99\"\nMODULES=\"%s\"\n".formatted(modules),
        StandardCharsets.UTF_8);
    Path home = Files.createDirectories(folder.resolve("home/bin")).getParent();
    Path launcher = Files.copy(Shipped.LAUNCHER, home.resolve("bin/evenkeel"));
    Path kept = Files.createDirectories(home.resolve("target/launcher"));
    Files.copy(Shipped.JVM_OPTIONS, kept.resolve("jvm.options"));
    Files.createSymbolicLink(home.resolve("target/evenkeel-app.jar"), Shipped.APP_JAR);

    Command.Outcome outcome =
        Command.of(launcher, "run", "s.yaml").with("JAVA_HOME", java.toString()).run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out().contains("--add-modules=jdk.incubator.vector\n"))
        .isEqualTo(modules.contains("vector"));
    assertThat(outcome.out()).endsWith("run\ns.yaml\n");
  }

  /** A copy of the launcher that sees other files for those of the kernel's control groups. */
  @ParameterizedTest
  @ValueSource(strings = {"2", "1"})
  void memoryIsThatOfTheControlGroup(String version) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home/bin")).getParent();
    Files.createSymbolicLink(home.resolve("target"), Shipped.TARGET);
    Path groups = folder.resolve("groups");
    Path self = folder.resolve("self");
    if (version.equals("2")) {
      // The limit is one of the group above; the group itself has none.
      limit(groups.resolve("pods/memory.max"), "3145728000");
      limit(groups.resolve("pods/one/memory.max"), "max");
      Files.writeString(self, "0::/pods/one\n", StandardCharsets.UTF_8);
    } else {
      limit(groups.resolve("memory/memory.limit_in_bytes"), "9223372036854771712");
      limit(groups.resolve("memory/docker/one/memory.limit_in_bytes"), "3145728000");
      Files.writeString(
          self, "12:cpu,cpuacct:/docker/one\n4:memory:/docker/one\n", StandardCharsets.UTF_8);
    }
    String script =
        Files.readString(Shipped.LAUNCHER, StandardCharsets.UTF_8)
            .replace("/sys/fs/cgroup", groups.toString())
            .replace("/proc/self/cgroup", self.toString());
    Path launcher = Files.writeString(home.resolve("bin/evenkeel"), script, StandardCharsets.UTF_8);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();

    Command.Outcome outcome =
        Command.of(launcher, "--help")
            .with("EVENKEEL_MEMORY", "")
            .with("EVENKEEL_JAVA_OPTS", "-XX:+PrintCommandLineFlags")
            .run();
    // Two fifths of 3000 MiB.
    assertThat(outcome.out()).as(outcome.err()).contains("-XX:MaxHeapSize=1258291200 ");
  }

  private static void limit(Path file, String bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, bytes + "\n", StandardCharsets.UTF_8);
  }

  /** The least that is documented: Spark asks for 450 MiB of heap, the VM itself takes 200. */
  @Test
  @Tag("long")
  void theLeastMemoryIsEnoughForARun() throws Exception {
    Path sweep =
        Files.writeString(
            folder.resolve("small.yaml"),
            "{name: small, grids: [{depth: 3, width: 600, activation: relu, init: kaiming_normal,"
                + " seed: {from: 0, to: 9}}]}",
            StandardCharsets.UTF_8);
    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, "run", sweep.toString())
            .with("EVENKEEL_MEMORY", "1024")
            .from(folder)
            .run();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("10 of 10 trials done (100.0 %): 10 ok,");
  }

  @Test
  @Tag("long")
  void planSaysWhatDoesNotFitTheMachine() throws Exception {
    Path sweep =
        Files.writeString(
            folder.resolve("large.yaml"),
            "{name: large, grids: [{depth: 2, width: 64, batch: 170000, activation: tanh,"
                + " init: xavier_normal, seed: 0}]}",
            StandardCharsets.UTF_8);

    assertThat(
            Command.of(Shipped.LAUNCHER, "plan", sweep.toString())
                .with("EVENKEEL_MEMORY", "1024")
                .run()
                .out())
        .containsPattern(
            "1 trial does not fit here: up to [0-9.]+ MiB of heap are needed and [0-9.]+ MiB off it,"
                + " there are [0-9.]+ MiB and 223.0 MiB \\(EVENKEEL_MEMORY\\)");
    assertThat(
            Command.of(Shipped.LAUNCHER, "plan", sweep.toString())
                .with("EVENKEEL_MEMORY", "4096")
                .run()
                .out())
        .contains("of 1.0 GiB allowed")
        .doesNotContain("do not fit");
  }

  @Test
  void exitCodesComeThrough() throws Exception {
    assertThat(Command.of(Shipped.LAUNCHER, "run", "absent.yaml").from(folder).run().exitCode())
        .isEqualTo(2);
  }

  @Test
  void opensTheModulesThatSparkAsksFor() throws IOException {
    List<String> ours =
        Files.readAllLines(Shipped.JVM_OPTIONS, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Stream.of(line.strip().split("\\s+")))
            .toList();
    List<String> sparks =
        Stream.of(JavaModuleOptions.defaultModuleOptions().split("\\s+"))
            .filter(option -> !option.isEmpty())
            .filter(option -> !option.contains("jdk.incubator.vector"))
            .toList();

    assertThat(ours).containsExactlyInAnyOrderElementsOf(sparks);
  }
}
