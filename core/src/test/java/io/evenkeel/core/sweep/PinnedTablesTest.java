package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bits of both result tables of small sweeps, one sweep for each way in which an engine
 * computes a layer, against hashes that were recorded before ({@code pinned/tables.sha256}; its
 * head says when, where and how).
 *
 * <p>Every kind of kernels computes in a process of its own. OpenBLAS is told to use its kernels
 * for the oldest of all x86-64 processors, so that every such processor gives these bits.
 */
@Execution(ExecutionMode.CONCURRENT)
class PinnedTablesTest {
  private static final String OLDEST_X86_64 = "Prescott";

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector256", "vector512"})
  void everyColumnHasItsRecordedBits(String kernels) throws Exception {
    assumeThat(System.getProperty("os.arch"))
        .as("hashes are recorded for x86-64")
        .isIn("amd64", "x86_64");
    List<String> said = compute(kernels);
    assumeThat(said.get(0)).as("kernels that this machine has").isEqualTo(kernels);
    Map<String, String> actual = byColumn(said.subList(1, said.size()));
    Map<String, String> recorded = byColumn(recordedLines());

    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> column : recorded.entrySet()) {
      String hash = actual.getOrDefault(column.getKey(), "gone");
      if (!hash.equals(column.getValue())) {
        changed.add(column.getKey() + " is now " + hash);
      }
    }
    assertThat(changed).as("columns (sweep, table, name) that changed").isEmpty();
    TreeSet<String> added = new TreeSet<>(actual.keySet());
    added.removeAll(recorded.keySet());
    assertThat(added.stream().map(column -> column + " " + actual.get(column)))
        .as("columns that were added: record these lines in pinned/tables.sha256 too")
        .isEmpty();
  }

  private static List<String> recordedLines() throws IOException {
    return TableHashes.text("tables.sha256").lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** Hashes by {@code sweep table column}. */
  private static Map<String, String> byColumn(List<String> lines) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String line : lines) {
      int space = line.lastIndexOf(' ');
      hashes.put(line.substring(0, space), line.substring(space + 1));
    }
    return hashes;
  }

  private static List<String> compute(String kernels) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-Devenkeel.kernels=" + kernels);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TableHashes.class.getName());
    command.addAll(TableHashes.SWEEPS);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("OPENBLAS_CORETYPE", OLDEST_X86_64);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of the computing process").isZero();
    return said.lines().toList();
  }
}
