package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks that a task's machine sees the run directory that the driver has made. */
final class SharedDirectory {
  /** Directories that this process has seen, with their plans. */
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private SharedDirectory() {}

  /**
   * Looks for the driver's plan file, once per process.
   *
   * @throws RunFailure if it does not exist; results would be lost otherwise
   */
  static void require(Store store, RunPlan plan) throws IOException {
    String key = store.location() + " " + plan.hash();
    if (SEEN.contains(key)) {
      return;
    }
    if (!holds(store, plan)) {
      throw new RunFailure(
          "the machine %s does not see the plan of this run in %s; give --out a directory that all"
                  .formatted(host(), store.location())
              + " machines share: a network file system, hdfs://... or s3a://...",
          null);
    }
    SEEN.add(key);
  }

  private static boolean holds(Store store, RunPlan plan) throws IOException {
    try {
      return RunFiles.newestPlan(store) > 0 && PlanFiles.read(store).planHash().equals(plan.hash());
    } catch (StoreException e) {
      if (StoreException.unreached(e)) {
        throw e;
      }
      return false;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "of this task";
    }
  }
}
