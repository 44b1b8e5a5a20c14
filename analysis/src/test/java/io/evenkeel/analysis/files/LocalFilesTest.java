package io.evenkeel.analysis.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  @TempDir private Path folder;

  @Test
  void threadsRacingWithoutHardLinksMakeEachFileOnce() throws Exception {
    int threads = 4;
    int files = 40;
    Files.createDirectories(folder.resolve("trials"));
    Files.createDirectories(folder.resolve(WholeFiles.TEMPORARIES));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<Integer>> wins = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        wins.add(pool.submit(racer(start, files)));
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

  private Callable<Integer> racer(CyclicBarrier start, int files) {
    LocalFiles local = new LocalFiles(folder);
    return () -> {
      int won = 0;
      for (int i = 0; i < files; i++) {
        start.await();
        Path temporary =
            Files.createTempFile(folder.resolve(WholeFiles.TEMPORARIES), "racer", ".tmp");
        won += local.moveUnderLock(temporary, folder.resolve("trials/shard-" + i)) ? 1 : 0;
      }
      return won;
    };
  }

  @Test
  void aReplacedFileIsTheNewOneOrTheOldOne() throws IOException {
    LocalFiles local = new LocalFiles(folder);
    local.replace("report/x", out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(
            () ->
                local.replace(
                    "report/x",
                    out -> {
                      out.write("half".getBytes(StandardCharsets.UTF_8));
                      out.close();
                      throw new IOException("broken");
                    }))
        .hasMessage("broken");
    assertThat(folder.resolve("report/x")).hasContent("old");
    local.replace("report/x", out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    assertThat(folder.resolve("report/x")).hasContent("new");
    assertThat(folder.resolve(WholeFiles.TEMPORARIES)).isEmptyDirectory();
  }
}
