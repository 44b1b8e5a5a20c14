package io.evenkeel.deploy.bench;

import io.evenkeel.core.sweep.GradientStats;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Times trials on request: the Evenkeel side of {@code deploy/bench/run}.
 *
 * <p>Each line read, {@code DEPTH WIDTH BATCH INIT ACTIVATION ENGINE BLOCK NORM DROPOUT
 * forward|both FIRST_SEED TRIALS}, is answered by a line per trial, {@code SECONDS OUT GRADIENT
 * FLOOR}, and a line {@code end}. OUT is log10 of the last layer's activation std, GRADIENT log10
 * of the first layer's gradient std (NaN for {@code forward}), FLOOR the seconds of what the engine
 * cannot do without, see {@link KernelFloor}.
 */
public final class KernelBench {
  private KernelBench() {}

  /** Serves requests until standard input ends. */
  public static void main(String[] args) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (TrialRunner runner = new TrialRunner()) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        String[] words = line.split(" ", -1);
        long first = Long.parseLong(words[10]);
        long end = first + Long.parseLong(words[11]);
        try (KernelFloor floor = KernelFloor.of(trial(words, first))) {
          for (long seed = first; seed < end; seed++) {
            answers.println(timed(runner, trial(words, seed)) + floor.timed(seed));
          }
        }
        answers.println("end");
        answers.flush();
      }
    }
  }

  private static Trial trial(String[] words, long seed) {
    String block = words[6].equals("plain") ? "" : "; block=" + words[6];
    String norm = words[7].equals("none") ? "" : "; norm=" + words[7];
    String dropout = words[8].equals("0") ? "" : "; dropout=" + words[8];
    return TrialIdentity.parse(
        "depth=%s; width=%s; batch=%s; activation=%s; init=%s; loss=random_cotangent; engine=%s; backward=%s; seed=%s"
                .formatted(
                    words[0],
                    words[1],
                    words[2],
                    words[4],
                    words[3],
                    words[5],
                    words[9].equals("both"),
                    seed)
            + block
            + norm
            + dropout);
  }

  private static String timed(TrialRunner runner, Trial trial) {
    long start = System.nanoTime();
    TrialResult result = runner.run(trial);
    double seconds = (System.nanoTime() - start) * 1e-9;
    double out = Math.log10(result.layers().get(trial.layers() - 1).act().std());
    Optional<GradientStats> gradient = result.layers().get(0).gradient();
    return String.format(
        Locale.ROOT,
        "%.9f %.9f %.9f",
        seconds,
        out,
        gradient.map(stats -> stats.std().log10()).orElse(Double.NaN));
  }
}
