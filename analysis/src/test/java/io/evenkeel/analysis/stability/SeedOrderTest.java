package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order in which seeds are met, and the shards that hold them, leave all verdicts as they are.
 */
class SeedOrderTest {
  private static final int DEPTH = 40;
  private static final int SEEDS = 24;

  /**
   * Decades a layer, and the deviation of a layer's own step: from far inside a verdict to its
   * edge.
   */
  private static final Map<String, double[]> CELLS =
      Map.of(
          "level", new double[] {0, 0.01},
          "at the bound", new double[] {1.8 / DEPTH, 0.02},
          "wide", new double[] {0, 0.4},
          "falling", new double[] {-0.2, 0.05},
          "rising", new double[] {0.1, 0.05});

  private record Words(
      Optional<Verdict> forward,
      Optional<Verdict> backward,
      Optional<Verdict> inputs,
      Optional<Verdict> loss,
      Optional<Integer> rank) {}

  @Test
  void verdictsAndRanksDoNotDependOnTheOrderOfSeeds(@TempDir Path folder) throws IOException {
    List<Integer> seeds = new ArrayList<>(IntStream.range(0, SEEDS).boxed().toList());
    Map<String, Words> inOrder = words(seeds, 1, folder.resolve("in order"));
    Set<Optional<Verdict>> verdicts = new HashSet<>();
    inOrder.values().forEach(words -> verdicts.add(words.forward()));
    assertThat(verdicts).as("verdicts of several kinds").hasSizeGreaterThanOrEqualTo(3);
    for (int shards = 2; shards <= 4; shards++) {
      Collections.shuffle(seeds, new Random(shards));
      assertThat(words(seeds, shards, folder.resolve("in " + shards))).isEqualTo(inOrder);
    }
  }

  private static Map<String, Words> words(List<Integer> seeds, int shards, Path run)
      throws IOException {
    RunFixture fixture = new RunFixture();
    for (int seed : seeds) {
      CELLS.forEach((name, course) -> add(fixture, name, course, seed));
    }
    fixture.write(run, shards);
    Map<String, Words> words = new HashMap<>();
    for (StabilityRow row :
        StabilityTable.compute(LocalSpark.session(), run.toString(), Thresholds.DEFAULT)) {
      words.put(
          row.cell().init(),
          new Words(
              row.forwardVerdict(),
              row.backwardVerdict(),
              row.correlationVerdict(),
              row.lossVerdict(),
              row.standing().map(Standing::rank)));
    }
    assertThat(words).hasSameSizeAs(CELLS);
    return words;
  }

  /** A network whose every number follows from its cell and its seed. */
  private static void add(RunFixture fixture, String name, double[] course, int seed) {
    SplittableRandom random = new SplittableRandom(31L * name.hashCode() + seed);
    double[] log = new double[DEPTH];
    double[] logGradient = new double[DEPTH];
    for (int layer = 1; layer < DEPTH; layer++) {
      log[layer] = log[layer - 1] + course[0] + course[1] * random.nextGaussian();
      logGradient[layer] = logGradient[layer - 1] - course[0] + course[1] * random.nextGaussian();
    }
    fixture
        .trial(name, DEPTH, seed)
        .withCosine(layer -> 1 - Math.pow(layer + 1, -1 + seed * 1e-4))
        .layers(layer -> Math.pow(10, log[layer]), layer -> logGradient[layer]);
  }
}
