package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local file as Parquet's readers see it. */
class LocalInputTest {
  private static final Path COUNTERS = Path.of("/proc/self/io");
  private static final int BYTES = 1 << 20;

  @TempDir private Path folder;

  private Path random() throws IOException {
    byte[] bytes = new byte[BYTES];
    new Random(5).nextBytes(bytes);
    return Files.write(folder.resolve("random"), bytes);
  }

  @Test
  void readsFromWhereItIsPut() throws Exception {
    Path file = random();
    byte[] bytes = Files.readAllBytes(file);
    byte[] part = new byte[1000];
    try (LocalInput in = new LocalInput(FileChannel.open(file))) {
      in.seek(BYTES - 1000);
      in.readFully(part);
      assertThat(part).containsExactly(Arrays.copyOfRange(bytes, BYTES - 1000, BYTES));
      assertThat(in.getPos()).isEqualTo(BYTES);
      assertThat(in.read()).isEqualTo(-1);
      in.seek(7);
      assertThat(in.read()).isEqualTo(bytes[7] & 0xff);
      assertThat(in.getPos()).isEqualTo(8);
    }
  }

  /** One call of the system for each byte would be a million. */
  @Test
  void aFileIsReadInLargePieces() throws Exception {
    assumeTrue(Files.isReadable(COUNTERS), "this system does not count reads");
    Path file = random();
    Store store = new LocalStore(folder);
    long before = reads();
    byte[] buffer = new byte[1 << 16];
    int read = 0;
    try (var in = store.input(file.getFileName().toString()).newStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read += n;
      }
    }
    assertThat(read).isEqualTo(BYTES);
    // Other threads may read meanwhile.
    assertThat(reads() - before).isLessThan(BYTES / 10);
  }

  private static long reads() throws IOException {
    return Files.readAllLines(COUNTERS).stream()
        .filter(line -> line.startsWith("syscr: "))
        .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
        .sum();
  }
}
