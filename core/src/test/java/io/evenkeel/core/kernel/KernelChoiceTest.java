package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelChoiceTest {
  /** Preferred by the Java VM, asked for, used. */
  @ParameterizedTest
  @CsvSource({
    "512, '', 512",
    "256, '', 256",
    "128, '', 0",
    "1024, '', 512",
    "512, vector512, 512",
    "512, vector256, 256",
    "512, plain, 0",
    "256, vector512, 256",
    "128, vector256, 0"
  })
  void theWidestThatIsThereAndAskedFor(int preferred, String asked, int used) {
    assertThat(KernelChoice.bits(preferred, asked)).isEqualTo(used);
  }

  @Test
  void anUnknownChoiceOfKernelsIsRefused() {
    assertThatThrownBy(() -> KernelChoice.bits(512, "vector"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Devenkeel.kernels must be plain, vector256 or vector512, got 'vector'");
  }
}
