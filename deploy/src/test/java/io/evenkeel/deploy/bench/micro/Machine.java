package io.evenkeel.deploy.bench.micro;

import io.evenkeel.core.linalg.Blas;
import io.evenkeel.jobs.run.CodeVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.openblas.global.openblas_nolapack;

/** What times depend on: the machine, and the versions of what runs on it. */
public final class Machine {
  private static final String CORE = "Core: ";

  private Machine() {}

  /** Loads OpenBLAS, which then says on request which kernels it takes. */
  public static void main(String[] args) {
    Blas.load();
  }

  /** What it is called, and what it is, in the order in which to show it. */
  static Map<String, String> description() throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    lines.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    lines.put(
        "machine",
        "%s, %s cores"
            .formatted(
                value(Path.of("/proc/cpuinfo"), "model name", ":")
                    .orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors()));
    lines.put(
        "load average",
        load >= 0 ? String.format(Locale.ROOT, "%.1f before the start", load) : "unknown");
    lines.put(
        "system",
        "%s, kernel %s %s"
            .formatted(
                value(Path.of("/etc/os-release"), "PRETTY_NAME", "=")
                    .orElse(System.getProperty("os.name")),
                System.getProperty("os.name"),
                System.getProperty("os.version")));
    lines.put(
        "Java",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    lines.put("Evenkeel", CodeVersion.current());
    lines.put(
        "BLAS", "%s, kernels %s".formatted(openblas_nolapack.OPENBLAS_VERSION.strip(), kernels()));
    return lines;
  }

  /** The value of a key in a file of such lines; empty if there is no such file or key. */
  private static Optional<String> value(Path file, String key, String separator)
      throws IOException {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(separator, 2))
          .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
          .map(parts -> parts[1].replace("\"", "").strip())
          .filter(Predicate.not(String::isEmpty))
          .findFirst();
    }
  }

  /** OpenBLAS tells its kernels as it is loaded, and only then: so another process loads it. */
  private static String kernels() throws IOException {
    ProcessBuilder loading =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Machine.class.getName());
    loading.environment().put("OPENBLAS_VERBOSE", "2");
    Process process = loading.redirectErrorStream(true).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return out.lines()
          .filter(line -> line.startsWith(CORE))
          .map(line -> line.substring(CORE.length()).strip())
          .reduce((first, second) -> second)
          .orElse("unknown");
    }
  }
}
