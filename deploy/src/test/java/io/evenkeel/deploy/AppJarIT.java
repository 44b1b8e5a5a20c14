package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
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
          .noneMatch(name -> name.contains("/bench/micro/"));
      assertThat(libraries.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("spark-sql"))
          .noneMatch(name -> name.startsWith("jmh-") || name.startsWith("jopt-simple"));
    }
  }
}
