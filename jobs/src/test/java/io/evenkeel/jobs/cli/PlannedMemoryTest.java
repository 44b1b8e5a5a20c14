package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Footprint;
import org.junit.jupiter.api.Test;

class PlannedMemoryTest {
  private static final long MIB = 1 << 20;

  private final PlannedMemory memory = new PlannedMemory(mib(100, 50), mib(150, 50), 4);

  private static Footprint mib(long heap, long offHeap) {
    return new Footprint(heap * MIB, offHeap * MIB);
  }

  @Test
  void smallTrialsNeedNoWords() {
    memory.add(mib(25, 12), 1000);
    assertThat(memory.ofOneTrial(1 << 30))
        .isEqualTo("at most 37.0 MiB for one trial, of 1.0 GiB allowed");
    assertThat(memory.onThisMachine()).isEmpty();
  }

  @Test
  void saysHowManyTrialsFitAtOnce() {
    memory.add(mib(25, 17), 1000);
    assertThat(memory.onThisMachine())
        .hasValue("memory for 2 of the largest at a time here, on 4 cores");
    memory.add(mib(150, 1), 1);
    assertThat(memory.onThisMachine())
        .hasValue("memory for 1 of the largest at a time here, on 4 cores");
  }

  @Test
  void saysWhatDoesNotFit() {
    memory.add(mib(10, 10), 1000);
    memory.add(mib(151, 1), 20);
    memory.add(mib(1, 51), 3);
    assertThat(memory.onThisMachine())
        .hasValue(
            "23 trials do not fit here: up to 151.0 MiB of heap are needed and 51.0 MiB off it, there"
                + " are 150.0 MiB and 50.0 MiB (EVENKEEL_MEMORY)");
  }
}
