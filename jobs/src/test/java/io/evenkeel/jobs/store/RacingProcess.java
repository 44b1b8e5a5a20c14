package io.evenkeel.jobs.store;

import java.io.IOException;
import java.nio.file.Path;

/** One of several processes that create the same files; prints how many it made. */
final class RacingProcess {
  static final int FILES = 100;

  private RacingProcess() {}

  public static void main(String[] args) throws IOException {
    Store store = new LocalStore(Path.of(args[0]));
    if (System.in.read() < 0) {
      throw new IOException("no start signal");
    }
    int won = 0;
    for (int i = 0; i < FILES; i++) {
      String path = "trials/shard-" + i;
      won += store.createOnce(path, StoreTest.content(path)) ? 1 : 0;
    }
    System.out.println(won);
  }
}
