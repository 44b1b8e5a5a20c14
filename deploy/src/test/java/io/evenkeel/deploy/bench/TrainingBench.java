package io.evenkeel.deploy.bench;

import io.evenkeel.core.sweep.CourseResult;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Times courses of training on request: the Evenkeel side of {@code deploy/bench/run training}.
 *
 * <p>Each line read, {@code DEPTH WIDTH BATCH OPTIMIZER ENGINE STEPS FIRST_SEED TRIALS}, is
 * answered by a line per trial, {@code SECONDS FIRST_LOSS LAST_LOSS}, and a line {@code end}.
 */
public final class TrainingBench {
  private TrainingBench() {}

  /** Serves requests until standard input ends. */
  public static void main(String[] args) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (TrialRunner runner = new TrialRunner()) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        String[] words = line.split(" ", -1);
        long first = Long.parseLong(words[6]);
        long end = first + Long.parseLong(words[7]);
        for (long seed = first; seed < end; seed++) {
          answers.println(timed(runner, trial(words, seed)));
        }
        answers.println("end");
        answers.flush();
      }
    }
  }

  private static Trial trial(String[] words, long seed) {
    return TrialIdentity.parse(
        "depth=%s; width=%s; batch=%s; activation=relu; init=kaiming_normal(nonlinearity=relu); readout_width=10; loss=cross_entropy; optimizer=%s; lr=0.0001; engine=%s; steps=%s; seed=%s"
            .formatted(words[0], words[1], words[2], words[3], words[4], words[5], seed));
  }

  private static String timed(TrialRunner runner, Trial trial) {
    long start = System.nanoTime();
    TrialResult result = runner.run(trial);
    double seconds = (System.nanoTime() - start) * 1e-9;
    List<CourseResult.Step> steps = result.course().orElseThrow().steps();
    return String.format(
        Locale.ROOT,
        "%.9f %.9f %.9f",
        seconds,
        steps.get(0).loss().mean(),
        steps.get(steps.size() - 1).loss().mean());
  }
}
