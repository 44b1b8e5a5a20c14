package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Checks that all executors of a run add numbers in the same order. The order depends on the
 * processor's architecture and on the kernels of OpenBLAS; executors that differ would write tables
 * whose bits depend on the executor.
 *
 * <p>Each executor notes its kind in the run's private folder before it computes anything, and then
 * looks for other kinds: of two executors that differ, at least the later one sees both notes.
 */
final class ExecutorKinds {
  /** Runs whose executors are known to be of this process's kind. */
  private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

  private ExecutorKinds() {}

  /**
   * Notes the kind of this process, once per run.
   *
   * @param run what tells runs in one directory apart, as a file's name
   * @throws RunFailure if an executor of the run is of another kind
   */
  static void require(Store store, String run) throws IOException {
    if (!CHECKED.contains(run)) {
      require(store, run, kind());
      CHECKED.add(run);
    }
  }

  /**
   * Notes a kind of process, and checks it.
   *
   * @param kind as a file's name
   */
  static void require(Store store, String run, String kind) throws IOException {
    String folder = RunFiles.EXECUTOR_KINDS + "/" + run;
    if (!store.exists(folder + "/" + kind)) {
      store.note(folder + "/" + kind, (kind + "\n").getBytes(StandardCharsets.UTF_8));
    }
    List<String> kinds = store.list(folder).stream().sorted().toList();
    if (!kinds.equals(List.of(kind))) {
      throw new RunFailure(
          "executors of this run are of different kinds (%s), whose sums differ in their last bits; let them all be of one, or set OPENBLAS_CORETYPE to kernels that all have"
              .formatted(String.join(", ", kinds)),
          null);
    }
  }

  /**
   * The architecture and the kernels of this process: {@code amd64-haswell}. Where OpenBLAS chooses
   * its kernels, the processor's model stands for them.
   */
  static String kind() {
    String kernels =
        Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE"))
            .filter(name -> !name.isBlank())
            .orElseGet(ExecutorKinds::processor);
    return (System.getProperty("os.arch") + "-" + kernels)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.-]+", "_");
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) { // no Linux: macOS and Windows tell by other means
      return "unknown";
    }
  }
}
