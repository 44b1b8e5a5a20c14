package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path parent;

  @Test
  void aFolderWithoutALivingOwnerIsDeleted() throws IOException {
    Path left = Files.createDirectories(parent.resolve("evenkeel-process-dead/blockmgr-1/0e"));
    Files.writeString(left.resolve("block"), "x");
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "kept");
    Files.createSymbolicLink(left.resolve("link"), elsewhere);
    Files.createSymbolicLink(left.resolve("folder-link"), parent);
    Files.createFile(parent.resolve("evenkeel-process-dead.lock"));
    Files.createFile(parent.resolve("evenkeel-process-without-folder.lock"));
    TemporaryFolder.sweep(parent);
    assertThat(names()).containsExactly("elsewhere");
    assertThat(elsewhere).hasContent("kept");
  }

  @Test
  void aFolderOfALivingProcessStays() throws IOException {
    TemporaryFolder mine = TemporaryFolder.create(parent);
    Files.createDirectory(parent.resolve("evenkeel-process-without-lock"));
    TemporaryFolder.sweep(parent);
    assertThat(mine.folder()).isDirectory();
    assertThat(names()).hasSize(3);
    mine.delete();
    assertThat(names()).containsExactly("evenkeel-process-without-lock");
  }

  @Test
  void twoTemporaryFoldersAreDifferent() throws IOException {
    TemporaryFolder one = TemporaryFolder.create(parent);
    TemporaryFolder other = TemporaryFolder.create(parent);
    assertThat(one.folder()).isNotEqualTo(other.folder());
    one.delete();
    assertThat(other.folder()).isDirectory();
    other.delete();
    assertThat(names()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
