package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checkouts that were moved, copied or made read-only, with a Maven that only tells it was called.
 */
@Timeout(600)
@Tag("long")
class CheckoutIT {
  private static final String MAVEN = "#!/bin/sh\necho a build was asked for\nexit 1\n";

  private Path folder;
  private Path checkout;
  private Path source;
  private String launcher = "deploy/bin/evenkeel";

  @BeforeEach
  void checkOut() throws IOException {
    folder = Files.createTempDirectory("evenkeel checkout");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    checkout = folder.resolve("even keel");
    Path deploy = checkout.resolve("deploy");
    copy(Shipped.LAUNCHER, deploy.resolve("bin/evenkeel"));
    for (String file : List.of("jvm.options", "rehearsal.yaml")) {
      copy(Shipped.TARGET.resolve("launcher/" + file), deploy.resolve("target/launcher/" + file));
    }
    for (String name : List.of("evenkeel-app.jar", "spark")) {
      Files.createSymbolicLink(deploy.resolve("target/" + name), Shipped.TARGET.resolve(name));
    }
    Files.createFile(checkout.resolve("pom.xml"));
    source = checkout.resolve("core/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}\n", StandardCharsets.UTF_8);
    copyOf(Instant.now().minusSeconds(3600));
    dateOf(deploy.resolve("target/launcher/jvm.options"), Instant.now().minusSeconds(60));
    Path mvn = folder.resolve("mvn");
    Files.writeString(mvn, MAVEN, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * The Java VM takes kept classes only with the very files, at the very place, that they came
   * from.
   */
  @Test
  void aMovedCheckoutStartsAsFastAsBefore() throws Exception {
    assertThat(start().err()).contains("rehearsing");
    assertThat(classesFromTheArchive()).isPositive();

    Path moved = folder.resolve("moved");
    Files.move(checkout, moved);
    checkout = moved;
    assertThat(start().err()).contains("rehearsing");
    assertThat(start().err()).isEmpty();
    assertThat(classesFromTheArchive()).isPositive();
  }

  @Test
  void aCopyWithNewDatesIsNotBuiltAgainUnlessASourceDiffers() throws Exception {
    start();
    copyOf(Instant.now().plusSeconds(5));
    Command.Outcome same = start();
    assertThat(same.exitCode()).as(same.err()).isZero();

    Files.writeString(source, "class A { int b; }\n", StandardCharsets.UTF_8);
    copyOf(Instant.now().plusSeconds(10));
    Command.Outcome different = start();
    assertThat(different.exitCode()).isEqualTo(1);
    assertThat(different.err())
        .contains("a build was asked for")
        .endsWith(
            "evenkeel: the build failed; its messages are above and in %s/deploy/target/build.log\n"
                .formatted(checkout));
  }

  @Test
  void aCheckoutThatCannotBeWrittenToRunsOrSaysWhereToBuild() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    Command.Outcome outcome = start("setpriv", "--reuid", "54321", "--clear-groups");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();

    dateOf(source, Instant.now().plusSeconds(5));
    Command.Outcome stale = start("setpriv", "--reuid", "54321", "--clear-groups");
    assertThat(stale)
        .isEqualTo(
            new Command.Outcome(
                1,
                "",
                "evenkeel: Evenkeel has to be built and %s/deploy cannot be written to; build it where it can, with deploy/bin/evenkeel --version\n"
                    .formatted(checkout)));
  }

  /** A release in a folder of somebody's Maven project: what lies there is none of its business. */
  @Test
  void aReleaseRunsWhereverItIsUnpacked() throws Exception {
    Path release = folder.resolve("a project/evenkeel 0.1.0");
    copy(Shipped.LAUNCHER, release.resolve("bin/evenkeel"));
    for (String file : List.of("jvm.options", "rehearsal.yaml")) {
      copy(Shipped.TARGET.resolve("launcher/" + file), release.resolve("lib/launcher/" + file));
    }
    dateOf(release.resolve("lib/launcher/jvm.options"), Instant.now().minusSeconds(60));
    for (String name : List.of("evenkeel-app.jar", "spark")) {
      Files.createSymbolicLink(release.resolve("lib/" + name), Shipped.TARGET.resolve(name));
    }
    Files.createFile(release.resolveSibling("pom.xml"));
    checkout = release;
    launcher = "bin/evenkeel";
    assertThat(start().err()).contains("rehearsing");
    assertThat(start().err()).isEmpty();
    assertThat(classesFromTheArchive()).isPositive();
  }

  @Test
  void whereNothingCanBeWrittenTheUsersCacheKeepsTheClasses() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    String[] other = {
      "env", "XDG_CACHE_HOME=" + cache, "setpriv", "--reuid", "54321", "--clear-groups"
    };
    assertThat(start(other).err()).contains("rehearsing");
    assertThat(start(other).err()).isEmpty();
    assertThat(classesFromTheArchive(other)).isPositive();
  }

  /** {@code evenkeel --version}, by way of other commands. */
  private Command.Outcome start(String... before) throws IOException, InterruptedException {
    return command("", before).run();
  }

  private Command command(String options, String... before) {
    List<String> words =
        Stream.concat(
                Stream.of(before), Stream.of(checkout.resolve(launcher).toString(), "--version"))
            .toList();
    return Command.of(Path.of(words.get(0)), words.subList(1, words.size()).toArray(String[]::new))
        .with("PATH", folder + ":" + System.getenv("PATH"))
        .with("EVENKEEL_JAVA_OPTS", options);
  }

  private long classesFromTheArchive(String... before) throws IOException, InterruptedException {
    Path log = Files.createTempFile("evenkeel-classes", ".log");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(command("-Xlog:class+load:file=" + log, before).run().exitCode()).isZero();
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.contains(" io.evenkeel.") && line.contains("shared objects file"))
          .count();
    }
  }

  /** Gives every source that date. */
  private void copyOf(Instant date) throws IOException {
    for (String part : List.of("core", "pom.xml")) {
      try (Stream<Path> all = Files.walk(checkout.resolve(part))) {
        for (Path path : all.toList()) {
          dateOf(path, date);
        }
      }
    }
  }

  private static void dateOf(Path path, Instant date) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(date));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
