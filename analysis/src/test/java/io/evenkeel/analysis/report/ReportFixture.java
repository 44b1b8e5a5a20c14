package io.evenkeel.analysis.report;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A run of known cells: four schemes at two depths and two widths, thirty seeds each, one of the
 * schemes named as no scheme should be.
 */
final class ReportFixture {
  static final int SEEDS = 30;
  static final String HOSTILE = "<script>document.title='run'</script><b>&amp;\"'";

  /** Cells of the fixture. */
  static final int CELLS = 16;

  private static final int TRIALS = CELLS * SEEDS;
  private static final Map<String, byte[]> FILES = new TreeMap<>();
  private static final String[] ANSWER = new String[1];

  private ReportFixture() {}

  /** Writes tables, theory and report; gives the answer. */
  static String write(SparkSession spark, Path run) throws IOException {
    RunFixture fixture = new RunFixture();
    Random noise = new Random(20241124);
    for (int depth : new int[] {12, 40}) {
      for (int width : new int[] {64, 256}) {
        for (long seed = 0; seed < SEEDS; seed++) {
          double drift = 0.002 * noise.nextGaussian();
          add(fixture, "xavier_uniform(gain=1.6666666666666667)", depth, width, seed)
              .layers(layer -> 0.65, layer -> -4 + (0.2 + drift) * (depth - layer));
          add(fixture, "lecun_normal", depth, width, seed)
              .withCosine(layer -> 1 - 1.0 / (layer + 2))
              .layers(decades(drift), layer -> -4 + drift * layer);
          add(fixture, HOSTILE, depth, width, seed)
              .layers(decades(-0.5 + drift), layer -> -4 - 0.5 * (depth - layer));
          add(fixture, "normal", depth, width, seed)
              .with("status", "nonfinite")
              .with("first_nonfinite_layer", 8)
              .layers(layer -> layer < 8 ? Math.pow(10, layer) : Double.NaN, layer -> Double.NaN);
        }
      }
    }
    fixture.write(run);
    String location = run.toString();
    List<StabilityRow> rows = ReportTables.write(spark, location, Thresholds.DEFAULT);
    return HtmlReport.write(
        spark, location, rows, TrainingVerdicts.NONE, provenance("fixture " + HOSTILE));
  }

  /** As the other; what was once computed is written again from memory. */
  static synchronized String write(Path run) throws IOException {
    if (ANSWER[0] == null) {
      try (SparkSession spark = LocalSpark.session()) {
        ANSWER[0] = write(spark, run);
      }
      try (Stream<Path> files = Files.walk(run)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          FILES.put(run.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      return ANSWER[0];
    }
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Path path = run.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return ANSWER[0];
  }

  static Provenance provenance(String name) {
    return new Provenance(
        name, "1.2.3", "4.5.6", "f".repeat(64), TRIALS, TRIALS, Thresholds.DEFAULT, "name " + name);
  }

  private static RunFixture.Trial add(
      RunFixture fixture, String init, int depth, int width, long seed) {
    return fixture.trial(init, depth, seed).with("width", width).with("input_width", width);
  }

  private static IntToDoubleFunction decades(double perLayer) {
    return layer -> Math.pow(10, perLayer * layer);
  }
}
