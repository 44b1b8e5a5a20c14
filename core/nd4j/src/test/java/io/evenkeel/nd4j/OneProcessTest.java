package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialRunner;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * ND4J's libraries and this project's in one process: what the other engines compute has the same
 * bits with and without them. The trials go through vector code, through OpenBLAS's products and
 * through Householder reflections, and their gradients pass subnormal numbers.
 */
class OneProcessTest {
  private static final String SWEEP =
      """
      evenkeel-sweep 1
      name one
      trial_memory 1073741824
      grid
      depth 8
      width 96,520
      batch 16
      activation tanh
      init normal(std=0.001); orthogonal; xavier_normal
      engine explicit; matrix_free
      seed 3
      """;

  /** Prints the results of all trials, exactly. */
  public static void main(String[] args) {
    System.out.print(results(args.length > 0));
  }

  private static String results(boolean startNd4j) {
    StringBuilder text = new StringBuilder();
    Plan plan = Plan.fromCanonical(SWEEP.strip());
    try (TrialRunner runner = new TrialRunner();
        TrialRunner between = new TrialRunner()) {
      for (long place = 0; place < plan.trials(); place++) {
        Trial trial = plan.trialAt(place);
        if (startNd4j && trial.width() < 100) {
          between.run(trial.with(EngineKind.ND4J));
        }
        text.append(runner.run(trial)).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void otherEnginesKeepTheirBits() throws Exception {
    String without = elsewhere();
    String with = elsewhere("nd4j");
    assertThat(without.lines()).hasSize(12);
    assertThat(with).isEqualTo(without);
  }

  private static String elsewhere(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OneProcessTest.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
