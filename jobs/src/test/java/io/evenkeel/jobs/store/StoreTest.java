package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.files.RenamedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreTest {
  private static final String FILE = "trials/shard-000000.parquet";

  /** Every way to publish, on a real disk and in memory. */
  enum Kind {
    LOCAL,
    HADOOP_RENAME,
    MODEL_RENAME,
    MODEL_OBJECTS,
    MODEL_OBJECTS_WITHOUT_CONDITIONS;

    Store at(Path folder) throws IOException {
      String bucket = "b" + Integer.toHexString(folder.hashCode());
      return switch (this) {
        case LOCAL -> Store.at(folder.toString(), new Configuration(false));
        case HADOOP_RENAME -> onDisk(folder);
        case MODEL_RENAME ->
            Store.at("model://" + bucket + "/run", ModelFileSystem.configuration());
        case MODEL_OBJECTS -> Store.at("s3a://" + bucket + "/run", ModelFileSystem.configuration());
        case MODEL_OBJECTS_WITHOUT_CONDITIONS -> {
          ModelDisk.of(bucket).withoutConditionalCreation();
          yield Store.at("s3a://" + bucket + "/run", ModelFileSystem.configuration());
        }
      };
    }

    private static Store onDisk(Path folder) throws IOException {
      FileSystem raw = new RawLocalFileSystem();
      raw.initialize(folder.toUri(), new Configuration());
      org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder.toUri());
      return new HadoopStore(raw, root, new RenamedFiles(raw, root));
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void firstWriterWinsAndSameBytesAreWelcome(Kind kind) throws IOException {
    Store store = kind.at(folder);
    assertThat(store.list("trials")).isEmpty();
    assertThat(store.createOnce(FILE, content("a"))).isTrue();
    assertThat(store.createOnce(FILE, content("a"))).isFalse();
    assertThatThrownBy(() -> store.createOnce(FILE, content("b")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(FILE + " exists already with different content");
    assertThat(new String(store.open(FILE).readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a");
    assertThat(store.list("trials")).containsExactly("shard-000000.parquet");
    assertThat(store.list("_evenkeel/tmp")).isEmpty();
    assertThat(everyFile()).noneMatch(name -> name.endsWith(".crc"));
  }

  @ParameterizedTest
  @EnumSource
  void filesMoveWithinTheFolder(Kind kind) throws IOException {
    Store store = kind.at(folder);
    store.createOnce(FILE, content("a"));
    store.move(FILE, "_evenkeel/quarantine/x");
    assertThat(store.exists(FILE)).isFalse();
    assertThat(store.list("_evenkeel/quarantine")).containsExactly("x");
    assertThatThrownBy(() -> store.move(FILE, "_evenkeel/quarantine/y"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot move");
  }

  @Test
  void threadsRacingForNamesMakeEachFileOnce() throws Exception {
    Store store = Kind.LOCAL.at(folder);
    race(path -> store.createOnce(path, content(path)));
  }

  private interface Writer {
    boolean write(String path) throws IOException;
  }

  private static void race(Writer writer) throws Exception {
    int threads = 4;
    int files = 40;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<Integer>> wins = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        wins.add(pool.submit(racer(writer, start, files)));
      }
      int total = 0;
      for (Future<Integer> won : wins) {
        total += won.get();
      }
      assertThat(total).isEqualTo(files);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Integer> racer(Writer writer, CyclicBarrier start, int files) {
    return () -> {
      int won = 0;
      for (int i = 0; i < files; i++) {
        start.await();
        won += writer.write("trials/shard-" + i) ? 1 : 0;
      }
      return won;
    };
  }

  @Test
  void processesRacingForNamesMakeEachFileOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  RacingProcess.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    int won = 0;
    for (Process process : processes) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      won += Integer.parseInt(out.strip());
    }
    assertThat(won).isEqualTo(RacingProcess.FILES);
    assertThat(new LocalStore(folder).list("trials")).hasSize(RacingProcess.FILES);
    assertThat(new LocalStore(folder).list("_evenkeel/tmp")).isEmpty();
  }

  @Test
  void aFileWhereAFolderIsNeededIsNamed() throws IOException {
    Files.writeString(folder.resolve("plain"), "x");
    Store store = Kind.LOCAL.at(folder.resolve("plain"));
    assertThatThrownBy(() -> store.createOnce(FILE, content("a")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("cannot write " + folder.resolve("plain").resolve(FILE) + ": ")
        .message()
        .doesNotContain("\n");
  }

  private List<String> everyFile() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(Path::toString).toList();
    }
  }

  static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
