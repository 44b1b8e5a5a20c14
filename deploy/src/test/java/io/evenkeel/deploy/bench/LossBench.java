package io.evenkeel.deploy.bench;

import io.evenkeel.core.loss.kernel.BceWithLogitsRows;
import io.evenkeel.core.loss.kernel.CrossEntropyRows;
import io.evenkeel.core.loss.kernel.CtcRows;
import io.evenkeel.core.loss.kernel.MseRows;
import io.evenkeel.core.loss.kernel.MultiMarginRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Times losses, value and gradient, on request: the Evenkeel side of {@code deploy/bench/run
 * losses}.
 *
 * <p>The argument is a folder of inputs as raw little-endian numbers, {@code logits} and {@code
 * targets} ({@code [4096][1000]} float32), {@code labels} ({@code [4096]} int32), {@code
 * ctc_logits} ({@code [16][200][50]} float32) and {@code ctc_labels} ({@code [16][40]} int32). Each
 * line read, {@code LOSS RUNS}, is answered by a line per run, {@code SECONDS VALUE GRADIENT_RMS},
 * and a line {@code end}.
 */
public final class LossBench {
  private static final int ROWS = 4096;
  private static final int CLASSES = 1000;
  private static final int SEQUENCES = 16;
  private static final int FRAMES = 200;
  private static final int SYMBOLS = 50;
  private static final int LABELS = 40;

  private final float[] logits;
  private final float[] targets;
  private final int[] labels;
  private final float[] ctcLogits;
  private final int[][] ctcLabels = new int[SEQUENCES][];
  private final double[] gradient = new double[ROWS * CLASSES];
  private final double[] ctcGradient = new double[SEQUENCES * FRAMES * SYMBOLS];

  private LossBench(Path folder) throws IOException {
    logits = floats(folder.resolve("logits"));
    targets = floats(folder.resolve("targets"));
    labels = ints(folder.resolve("labels"));
    ctcLogits = floats(folder.resolve("ctc_logits"));
    int[] all = ints(folder.resolve("ctc_labels"));
    Arrays.setAll(ctcLabels, s -> Arrays.copyOfRange(all, s * LABELS, (s + 1) * LABELS));
  }

  /** Value of a loss, averaged as PyTorch does by default; its gradient is left behind. */
  private interface Loss {
    double run();
  }

  /** Serves requests until standard input ends. */
  public static void main(String[] args) throws IOException {
    LossBench bench = new LossBench(Path.of(args[0]));
    Map<String, Loss> losses =
        Map.of(
            "cross_entropy", bench::crossEntropy,
            "bce_with_logits", bench::bceWithLogits,
            "mse", bench::mse,
            "multi_margin", bench::multiMargin,
            "ctc", bench::ctc);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] words = line.split(" ", -1);
      double[] gradient = words[0].equals("ctc") ? bench.ctcGradient : bench.gradient;
      for (int run = Integer.parseInt(words[1]); run > 0; run--) {
        answers.println(timed(losses.get(words[0]), gradient));
      }
      answers.println("end");
      answers.flush();
    }
  }

  private static String timed(Loss loss, double[] gradient) {
    long start = System.nanoTime();
    double value = loss.run();
    double seconds = (System.nanoTime() - start) * 1e-9;
    double squares = 0;
    for (double g : gradient) {
      squares += g * g;
    }
    return String.format(
        Locale.ROOT, "%.9f %.9g %.9g", seconds, value, Math.sqrt(squares / gradient.length));
  }

  private double crossEntropy() {
    CrossEntropyRows kernel = new CrossEntropyRows(0);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += kernel.row(logits, row * CLASSES, CLASSES, labels[row], gradient, 1.0 / ROWS);
    }
    return sum / ROWS;
  }

  private double bceWithLogits() {
    BceWithLogitsRows kernel = new BceWithLogitsRows(1);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      sum += kernel.row(logits, from, CLASSES, targets, from, gradient, 1.0 / ROWS);
    }
    return sum / ROWS;
  }

  private double mse() {
    MseRows kernel = new MseRows();
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      sum += kernel.row(logits, from, CLASSES, targets, from, gradient, 1.0 / ROWS);
    }
    return sum / ROWS;
  }

  private double multiMargin() {
    MultiMarginRows kernel = new MultiMarginRows(1, 1);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += kernel.row(logits, row * CLASSES, CLASSES, labels[row], gradient, 1.0 / ROWS);
    }
    return sum / ROWS;
  }

  private double ctc() {
    CtcRows kernel = new CtcRows();
    double scale = 1.0 / (SEQUENCES * LABELS);
    double sum = 0;
    for (int s = 0; s < SEQUENCES; s++) {
      int from = s * FRAMES * SYMBOLS;
      sum += kernel.row(ctcLogits, from, FRAMES, SYMBOLS, ctcLabels[s], 0, ctcGradient, scale);
    }
    return sum * scale;
  }

  private static float[] floats(Path file) throws IOException {
    ByteBuffer bytes = littleEndian(file);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static int[] ints(Path file) throws IOException {
    ByteBuffer bytes = littleEndian(file);
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private static ByteBuffer littleEndian(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
