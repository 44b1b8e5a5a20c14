package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A cluster that takes its time. */
class StartWatchTest {
  private static final SparkMaster YARN = new SparkMaster("yarn");

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void aLongWaitIsSaid() throws InterruptedException {
    StartWatch watch = new StartWatch(YARN, Duration.ZERO, said::add);
    assertThat(said.take())
        .isEqualTo(
            "waiting: the cluster at yarn has not started this run in 0 s; does it answer, and has it room?");
    watch.close();
  }

  @Test
  void aShortOneIsNot() {
    StartWatch watch = new StartWatch(YARN, said::add);
    watch.close();
    assertThat(said).isEmpty();
  }
}
