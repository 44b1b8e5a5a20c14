package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppJarIT {
  /** JMH is under the GPL: it may build and measure Evenkeel, and must not be part of it. */
  @Test
  void noBenchmarkToolShips() throws Exception {
    try (JarFile jar = new JarFile(Shipped.TARGET.resolve("evenkeel-app.jar").toFile());
        Stream<Path> libraries = Files.list(Shipped.SPARK_HOME.resolve("jars"))) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("io/evenkeel/core/sweep/TrialRunner.class")
          .noneMatch(name -> name.startsWith("org/openjdk/"))
          .noneMatch(name -> name.startsWith("joptsimple/"))
          .noneMatch(name -> name.contains("/bench/"));
      assertThat(libraries.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("spark-sql"))
          .noneMatch(name -> name.startsWith("jmh-") || name.startsWith("jopt-simple"));
    }
  }

  /** Of OpenBLAS's two bindings the one with LAPACK is the larger by far, and nothing uses it. */
  @Test
  void theBindingWithLapackDoesNotShip() throws Exception {
    try (JarFile jar = new JarFile(Shipped.TARGET.resolve("evenkeel-app.jar").toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .anyMatch(name -> name.matches("org/bytedeco/openblas/.*jniopenblas_nolapack\\..*"))
          .noneMatch(name -> name.matches("org/bytedeco/openblas/.*jniopenblas\\..*"));
    }
  }

  /** Whoever bundles one more library says whose it is and under which licence. */
  @Test
  void everyBundledLibraryIsNamedWithItsLicence() throws Exception {
    try (JarFile jar = new JarFile(Shipped.TARGET.resolve("evenkeel-app.jar").toFile())) {
      String named = text(jar, "META-INF/THIRD-PARTY.md");
      Set<String> bundled =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
              .map(AppJarIT::owner)
              .filter(owner -> !owner.equals("io/evenkeel/"))
              .collect(Collectors.toSet());
      assertThat(bundled).isNotEmpty().allMatch(owner -> named.contains("`" + owner + "`"));
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "io/evenkeel/analysis/report/echarts.min.js"))
          .contains("Apache Software Foundation");
    }
  }

  /** What the table of works refers to is in the jar. */
  @Test
  void noticesAndLicencesShip() throws Exception {
    try (JarFile jar = new JarFile(Shipped.TARGET.resolve("evenkeel-app.jar").toFile())) {
      Set<String> texts =
          Pattern.compile("[A-Za-z0-9.-]+\\.txt")
              .matcher(text(jar, "META-INF/THIRD-PARTY.md"))
              .results()
              .map(found -> "META-INF/licenses/" + found.group())
              .collect(Collectors.toSet());
      assertThat(texts).hasSizeGreaterThan(8);
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.startsWith("META-INF/licenses/") && !name.endsWith("/")))
          .containsExactlyInAnyOrderElementsOf(texts);
      assertThat(text(jar, "META-INF/NOTICE")).startsWith("Evenkeel\n").contains("Apache Hadoop");
    }
  }

  @Test
  void theBillOfMaterialsShips() throws Exception {
    try (JarFile jar = new JarFile(Shipped.TARGET.resolve("evenkeel-app.jar").toFile())) {
      String bill = "META-INF/sbom/evenkeel.cdx.json";
      assumeTrue(jar.getEntry(bill) != null, "Maven leaves its plugin out when it is offline");
      assertThat(text(jar, bill))
          .contains("\"CycloneDX\"", "pkg:maven/org.bytedeco/openblas@", "pkg:maven/io.netty/")
          .doesNotContain("org.junit", "serialNumber");
    }
  }

  /**
   * Protocols that nothing speaks, and what was found to be unsafe, stay out of the small Spark.
   */
  @Test
  void theSmallSparkHasNoLibraryThatWasLeftOut() throws Exception {
    try (Stream<Path> libraries = Files.list(Shipped.SPARK_HOME.resolve("jars"))) {
      assertThat(libraries.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("netty-codec-http2-"))
          .anyMatch(name -> name.startsWith("slf4j-api-"))
          .anyMatch(name -> name.startsWith("commons-codec-"))
          .noneMatch(name -> name.equals("lz4-java-1.8.0.jar"))
          .noneMatch(
              name ->
                  name.matches("netty-(codec-(dns|haproxy|mqtt|redis|smtp|xml)|resolver-dns).*"));
    }
  }

  /** {@code org/mozilla/} of {@code org/mozilla/javascript/Context.class}. */
  private static String owner(String name) {
    Path path = Path.of(name);
    return path.subpath(0, path.getNameCount() < 4 ? 1 : 2) + "/";
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
