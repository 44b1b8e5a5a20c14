package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.Store;
import java.io.IOException;

/** Takes files out of a run directory's tables and keeps them for a person to look at. */
final class Quarantine {
  private Quarantine() {}

  /** Moves a file, if it is there, to {@link RunFiles#QUARANTINE} under a name that is free. */
  static void take(Store store, String file) throws IOException {
    if (!store.exists(file)) {
      return;
    }
    String name = RunFiles.QUARANTINE + "/" + file.replace('/', '-');
    int copy = 1;
    while (store.exists(name + "." + copy)) {
      copy++;
    }
    store.move(file, name + "." + copy);
  }
}
