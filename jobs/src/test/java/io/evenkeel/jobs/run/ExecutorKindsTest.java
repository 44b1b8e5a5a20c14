package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorKindsTest {
  @TempDir Path folder;

  @Test
  void executorsOfOneKindMayComputeARun() {
    RunFolder run = new RunFolder(folder);
    for (int executor = 0; executor < 3; executor++) {
      assertThatCode(() -> ExecutorKinds.require(run.store(), "app-1", "amd64-haswell"))
          .doesNotThrowAnyException();
    }
    // Another run in the directory may be on other machines.
    assertThatCode(() -> ExecutorKinds.require(run.store(), "app-2", "aarch64-0xd0c"))
        .doesNotThrowAnyException();
  }

  @Test
  void anExecutorOfAnotherKindIsRefused() throws Exception {
    RunFolder run = new RunFolder(folder);
    ExecutorKinds.require(run.store(), "app-1", "amd64-haswell");
    assertThatThrownBy(() -> ExecutorKinds.require(run.store(), "app-1", "aarch64-0xd0c"))
        .isInstanceOf(RunFailure.class)
        .hasMessage(
            "executors of this run are of different kinds (aarch64-0xd0c, amd64-haswell), whose sums"
                + " differ in their last bits; let them all be of one, or set OPENBLAS_CORETYPE to"
                + " kernels that all have");
  }

  @Test
  void aKindIsAFileName() {
    assertThat(ExecutorKinds.kind())
        .matches("[a-z0-9._-]+")
        .startsWith(System.getProperty("os.arch").toLowerCase(Locale.ROOT).replace(' ', '_'));
  }
}
