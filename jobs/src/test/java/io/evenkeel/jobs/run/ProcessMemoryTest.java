package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMemoryTest {
  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "1k, 1024",
    "100m, 104857600",
    "100 MB, 104857600",
    "2g, 2147483648",
    "1t, 1099511627776"
  })
  void readsSizesAsJavaCppDoes(String text, long bytes) {
    assertThat(ProcessMemory.parse(text)).hasValue(bytes);
    assertThat(org.bytedeco.javacpp.Pointer.parseBytes(text, 0)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "lots", "-5"})
  void whatIsNoBoundLeavesJavaCppsDefault(String text) {
    assertThat(ProcessMemory.parse(text)).isEmpty();
  }

  /** Long-lived buffers must fit the old generation: what is beside it is emptied all the time. */
  @Test
  void lessThanTheHeapIsShared() {
    assertThat(ProcessMemory.shared().heap())
        .isPositive()
        .isLessThan(Runtime.getRuntime().maxMemory() / 4 * 3);
    assertThat(ProcessMemory.most().heap())
        .isGreaterThan(ProcessMemory.shared().heap())
        .isLessThan(Runtime.getRuntime().maxMemory());
  }
}
