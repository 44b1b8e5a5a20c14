package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** A cluster without executors, with a master and without one. */
class ExecutorWatchTest {
  private static final int LOOKS = 20;

  private final AtomicInteger executors = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final List<String> said = new ArrayList<>();

  @Test
  void aRunThatWaitsForACoreIsSaidSoOnce() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ExecutorWatch watch = watch(master.getLocalPort())) {
      look(watch);
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("waiting: the cluster at spark://127.0.0.1:" + master.getLocalPort())
          .contains("no executor for 30 s");
      executors.set(1);
      look(watch);
      assertThat(said).hasSize(1);
      executors.set(0);
      look(watch);
      assertThat(said).as("once more, for this is another wait").hasSize(2);
      assertThat(ends).hasValue(0);
      assertThat(watch.message()).isEmpty();
    }
  }

  @Test
  void whereNoMasterIsLeftTheJobEndsOnce() throws IOException {
    int port = closedPort();
    try (ExecutorWatch watch = watch(port)) {
      look(watch);
      assertThat(ends).hasValue(1);
      assertThat(said).isEmpty();
      assertThat(watch.message().orElseThrow())
          .startsWith("the run has no executor any more and no Spark master answers at spark://")
          .contains(":" + port + " (");
    }
  }

  @Test
  void executorsThatAreThereNeedNoMaster() throws IOException {
    executors.set(2);
    try (ExecutorWatch watch = watch(closedPort())) {
      look(watch);
      assertThat(ends).hasValue(0);
    }
  }

  @Test
  void anErrorIsSaidOnceAndEndsNoWatch() throws IOException {
    IntSupplier count =
        () -> {
          if (executors.get() < 0) {
            throw new IllegalStateException("no answer");
          }
          return executors.get();
        };
    SparkMaster master = SparkMaster.parse("spark://127.0.0.1:" + closedPort());
    try (ExecutorWatch watch = new ExecutorWatch(master, count, said::add, ends::incrementAndGet)) {
      executors.set(-1);
      look(watch);
      assertThat(said)
          .singleElement()
          .asString()
          .contains("cannot be counted")
          .contains("no answer");
      executors.set(0);
      look(watch);
      assertThat(ends).hasValue(1);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private ExecutorWatch watch(int port) {
    return new ExecutorWatch(
        SparkMaster.parse("spark://127.0.0.1:" + port),
        executors::get,
        said::add,
        ends::incrementAndGet);
  }

  private static void look(ExecutorWatch watch) {
    for (int i = 0; i < LOOKS; i++) {
      watch.look();
    }
  }
}
