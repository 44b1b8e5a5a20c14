package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Gives the edited sweep of {@link ClaimKillTest} to one run directory after the other. */
final class ClaimingProcess {
  private ClaimingProcess() {}

  /**
   * Begins at once.
   *
   * @param args the folder whose folders are run directories
   */
  public static void main(String[] args) throws IOException {
    RunPlan edited = Sweeps.plan(ClaimKillTest.EDITED);
    List<Path> all;
    try (Stream<Path> found = Files.list(Path.of(args[0]))) {
      all = found.sorted().toList();
    }
    for (Path directory : all) {
      PlanFiles.claim(edited, new LocalStore(directory), growth -> {});
      System.out.println(directory.getFileName());
    }
  }
}
