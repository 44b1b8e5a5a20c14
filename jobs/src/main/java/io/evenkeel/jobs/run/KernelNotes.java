package io.evenkeel.jobs.run;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Notes in the private folder which kernels compute a run's trials, with a file for each kind,
 * whatever process wrote it. All kinds give the same bits, so results do not say which kind
 * computed them.
 */
final class KernelNotes {
  private static final Logger LOGGER = LogManager.getLogger(KernelNotes.class);
  private static final String OWN = own();

  private KernelNotes() {}

  private static String own() {
    String name = Kernels.name();
    LOGGER.debug("This process computes trials with {} kernels.", name);
    return name;
  }

  /** Notes the kernels of this process. */
  static void note(Store store) throws IOException {
    String path = RunFiles.KERNELS + "/" + OWN;
    if (!store.exists(path)) {
      store.note(path, (OWN + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The kernels that computed trials of a run, in alphabetical order. */
  static List<String> of(Store store) throws IOException {
    return store.list(RunFiles.KERNELS).stream().sorted().toList();
  }
}
