package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evenkeel.analysis.files.WholeFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary files that stopped writers have left, and those of writers that live. */
class LeftoverTest {
  private static final String FILE = "trials/shard-000000.parquet";
  private static final String TEMPORARIES = WholeFiles.TEMPORARIES;

  @TempDir Path folder;

  @Test
  void anotherProcessesTemporaryStaysWhileItLivesAndGoesWhenItIsKilled() throws Exception {
    Store store = new LocalStore(folder);
    Process writer = holding(List.of());
    try {
      awaitWriting(writer);
      store.sweepTemporaries();
      assertThat(store.list(TEMPORARIES)).hasSize(1);
    } finally {
      kill(writer);
    }
    assertThat(store.list(TEMPORARIES)).hasSize(1);
    store.sweepTemporaries();
    assertThat(store.list(TEMPORARIES)).isEmpty();
  }

  /** Kills a writer and starts it anew with the same process number, as a container does. */
  @Test
  void aWriterThatWasKilledInAContainerStartsAgain() throws Exception {
    List<String> container = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
    assumeTrue(works(container), "this user may not make name spaces");
    for (int start = 0; start < 2; start++) {
      Process writer = holding(container);
      try {
        awaitWriting(writer);
      } finally {
        kill(writer);
      }
    }
    Store store = new LocalStore(folder);
    assertThat(store.list(TEMPORARIES)).hasSize(2);
    Process writer = holding(container);
    try {
      BufferedReader said = awaitWriting(writer);
      writer.getOutputStream().write('\n');
      writer.getOutputStream().flush();
      assertThat(said.readLine()).isEqualTo("true");
      assertThat(writer.waitFor()).isZero();
    } finally {
      kill(writer);
    }
    assertThat(folder.resolve(FILE)).hasContent("ab");
    store.sweepTemporaries();
    assertThat(store.list(TEMPORARIES)).isEmpty();
  }

  /** As a machine's sweep does that does not see this one's locks. */
  @Test
  void aWriterWhoseTemporaryIsRemovedWritesItAgain() throws IOException {
    Store store = new LocalStore(folder);
    Removed content =
        new Removed(
            () -> {
              for (String name : store.list(TEMPORARIES)) {
                Files.delete(folder.resolve(TEMPORARIES).resolve(name));
              }
            });
    assertThat(store.createOnce(FILE, content)).isTrue();
    assertThat(content.written).isEqualTo(2);
    assertThat(folder.resolve(FILE)).hasContent("ab");
    assertThat(store.list(TEMPORARIES)).isEmpty();
  }

  @Test
  void aWriterWhoseFolderOfTemporariesIsRemovedWritesItAgain() throws IOException {
    Store store = new LocalStore(folder);
    Removed content =
        new Removed(
            () -> {
              for (String name : store.list(TEMPORARIES)) {
                Files.delete(folder.resolve(TEMPORARIES).resolve(name));
              }
              Files.delete(folder.resolve(TEMPORARIES));
            });
    assertThat(store.createOnce(FILE, content)).isTrue();
    assertThat(folder.resolve(FILE)).hasContent("ab");
  }

  @Test
  void aWriterWhoseTemporaryIsRemovedWritesItAgainWhereFilesAreRenamed() throws IOException {
    ModelDisk disk = ModelDisk.of("removed");
    Store store = Store.at("model://removed/run", ModelFileSystem.configuration());
    Removed content = new Removed(() -> List.copyOf(disk.files().keySet()).forEach(disk::delete));
    assertThat(store.createOnce(FILE, content)).isTrue();
    assertThat(content.written).isEqualTo(2);
    assertThat(disk.files()).containsOnlyKeys("/run/" + FILE);
  }

  @Test
  void withoutLocksOldTemporariesAreRemoved() throws IOException {
    ModelDisk disk = ModelDisk.of("old");
    Store store = Store.at("model://old/run", ModelFileSystem.configuration());
    disk.put("/run/_evenkeel/tmp/a.1.tmp", new byte[0]);
    disk.put("/run/_evenkeel/tmp/strange", new byte[0]);
    disk.pass(WholeFiles.LEFTOVER_MILLIS);
    disk.put("/run/_evenkeel/tmp/b.2.tmp", new byte[0]);
    store.sweepTemporaries();
    assertThat(store.list(TEMPORARIES)).containsExactly("a.1.tmp", "b.2.tmp", "strange");
    disk.pass(1);
    store.sweepTemporaries();
    assertThat(store.list(TEMPORARIES)).containsExactly("b.2.tmp", "strange");
  }

  @Test
  void whatHasNoNameOfATemporaryStays() throws IOException {
    Path temporaries = Files.createDirectories(folder.resolve(TEMPORARIES));
    Files.writeString(temporaries.resolve("strange"), "x");
    Files.createDirectory(temporaries.resolve("folder.tmp"));
    Files.writeString(temporaries.resolve("x.parquet.17.1@host.tmp"), "x");
    Store store = Store.at(folder.toString(), new Configuration(false));
    store.sweepTemporaries();
    assertThat(store.list(TEMPORARIES)).containsExactly("folder.tmp", "strange");
  }

  /** What happens to a file while it is written. */
  private interface Event {
    void happen() throws IOException;
  }

  /** Two bytes; what is written of them at first is removed meanwhile. */
  private static final class Removed implements Content {
    private final Event event;
    int written;

    Removed(Event event) {
      this.event = event;
    }

    @Override
    public long size() {
      return 2;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write('a');
      if (written++ == 0) {
        event.happen();
      }
      out.write('b');
    }
  }

  private Process holding(List<String> container) throws IOException {
    List<String> command = new ArrayList<>(container);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData", // containers share its folder, and a warning would be read
            "-cp",
            System.getProperty("java.class.path"),
            HoldingProcess.class.getName(),
            folder.toString(),
            FILE));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader awaitWriting(Process writer) throws IOException {
    BufferedReader said = writer.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("writing");
    return said;
  }

  private static void kill(Process writer) {
    writer.descendants().forEach(ProcessHandle::destroyForcibly);
    writer.destroyForcibly();
    writer.onExit().join();
  }

  private static boolean works(List<String> container) throws Exception {
    List<String> command = new ArrayList<>(container);
    command.add("true");
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
