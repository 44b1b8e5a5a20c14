package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.Sweeps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real processes leave in the temporary directory. */
class LeftoverFoldersTest {
  @TempDir private Path folder;

  @Test
  void aKilledDriverLeavesFoldersUntilTheNextOneStarts() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    String flag = "-Djava.io.tmpdir=" + temporary;
    RunFolder killed = new RunFolder(folder.resolve("killed"));
    try (Driver driver = Driver.start(Sweeps.LENGTHY, folder, killed.root(), flag)) {
      driver.awaitBegun();
      driver.kill();
    }
    assertThat(names(temporary)).hasSize(2).allMatch(name -> name.startsWith("evenkeel-process-"));
    RunFolder next = new RunFolder(folder.resolve("next"));
    try (Driver driver = Driver.start(Sweeps.QUICK, folder, next.root(), flag)) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isZero();
    }
    assertThat(names(temporary)).isEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
