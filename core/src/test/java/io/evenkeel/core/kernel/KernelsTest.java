package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

/** Which kernels a Java VM runs. That all give the same bits is tested kernel by kernel. */
class KernelsTest {
  @Test
  void theModuleIsThereForTests() {
    assertThat(ModuleLayer.boot().findModule(Kernels.MODULE)).isPresent();
  }

  /** Skipped, so that it shows, where tests of kernels compare plain loops with themselves. */
  @Test
  void vectorsAreThereToBeComparedWithPlainLoops() {
    assumeThat(Kernels.name()).isNotEqualTo(KernelChoice.PLAIN);
    assertThat(Kernels.name()).isIn("vector256", "vector512");
  }

  /** As a Java VM 17 tells of itself with -Xint, with -XX:TieredStopAtLevel=1 and without. */
  @Test
  void withoutTheOptimisingCompilerLoopsArePlain() {
    assertThat(Kernels.optimised("interpreted mode, sharing")).isFalse();
    assertThat(Kernels.optimised("mixed mode, emulated-client, sharing")).isFalse();
    assertThat(Kernels.optimised("mixed mode, sharing")).isTrue();
    assertThat(Kernels.optimised("mixed mode")).isTrue();
  }
}
