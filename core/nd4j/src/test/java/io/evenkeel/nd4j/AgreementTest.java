package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.norm.RmsNorm;
import io.evenkeel.nd4j.Recording.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.abstracts.Nd4jWorkspace;

/**
 * The engine {@code nd4j} and the engine {@code explicit} on random networks: everything that they
 * tell of both passes, value by value. Each is the oracle of the other, as they share nothing but
 * the draws.
 */
class AgreementTest {
  /** Unit roundoff of float32. */
  private static final double U = 0x1p-24;

  /** Terms of the longest sum, and the roundings of an activation and of a norm. */
  private static final int ROUNDINGS = 40;

  private static final int PERTURBATIONS = 3;

  /**
   * Perturbations are random like roundings, and few; the distance of two results is twice that of
   * one to the exact one.
   */
  private static final double SAFETY = 8;

  private static final int NETS = 30;

  @Test
  void bothEnginesGiveTheSameStatistics() {
    compare(0, NETS);
  }

  @Test
  @Tag("long")
  void bothEnginesGiveTheSameStatisticsForManyNets() {
    compare(NETS, 2000);
  }

  @Test
  void everyNormIsKnown() {
    Stream<Norm> norms =
        Stream.of(new LayerNorm(1e-5), new BatchNorm(1e-5), new RmsNorm(RmsNorm.DEFAULT_EPS));
    assertThat(norms.filter(NormGroups::knows).<Object>map(Object::getClass))
        .containsExactlyInAnyOrder((Object[]) Norm.class.getPermittedSubclasses());
  }

  private static void compare(int from, int to) {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (int seed = from; seed < to; seed++) {
      Case net = new Case(seed);
      Map<String, Entry> ours = net.run(Engines.of("nd4j"), net.draws()).entries();
      Map<String, Entry> theirs = net.run(Engines.EXPLICIT, net.draws()).entries();
      List<Map<String, Entry>> moved = net.perturbed();
      assertThat(ours.keySet()).as("events of %s", net).isEqualTo(theirs.keySet());
      for (String key : theirs.keySet()) {
        Entry expected = theirs.get(key);
        if (!expected.finite()) {
          continue;
        }
        compared++;
        double spread =
            moved.stream().mapToDouble(m -> expected.distance(m.get(key))).max().orElseThrow();
        double bound = SAFETY * spread + ROUNDINGS * U * expected.norm();
        double distance = expected.distance(ours.get(key));
        if (!(distance <= bound)) {
          wrong.add("%s: %s is off by %s, bound %s".formatted(net, key, distance, bound));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).as("finite results").isGreaterThan(30 * (to - from));
  }

  /** A random network, its input and a gradient at its output. */
  private static final class Case {
    private final long seed;
    private final Workload workload;
    private final float[] input;
    private final double[] cotangent;

    Case(long seed) {
      this.seed = seed;
      workload = RandomNets.of(seed);
      SplittableRandom random = new SplittableRandom(~seed);
      input = new float[workload.batch() * workload.architecture().inputUnits()];
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
      cotangent = new double[workload.batch() * workload.architecture().outputUnits()];
      for (int i = 0; i < cotangent.length; i++) {
        cotangent[i] = random.nextGaussian() * 1e-50;
      }
    }

    Draws draws() {
      return Draws.ofSeed(seed);
    }

    Recording run(Engine engine, Draws draws) {
      try (Memory memory = Memory.allocating();
          CompiledNet net = engine.compile(workload, memory)) {
        Recording recording = Recording.of(net, draws, input, cotangent);
        if (net instanceof Nd4jNet ours) {
          Nd4jWorkspace workspace = (Nd4jWorkspace) ours.arrays().workspace();
          assertThat(workspace.getSpilledSize()).as("bytes beyond the plan of %s", this).isZero();
          assertThat(ours.arrays().keptBytes() + workspace.getCurrentSize())
              .as("native bytes of %s", this)
              .isLessThanOrEqualTo(engine.memory(workload).offHeap());
        }
        return recording;
      }
    }

    List<Map<String, Entry>> perturbed() {
      List<Map<String, Entry>> runs = new ArrayList<>();
      for (int i = 0; i < PERTURBATIONS; i++) {
        SplittableRandom random = new SplittableRandom(seed * PERTURBATIONS + i);
        Draws draws = new PerturbedDraws(draws(), ROUNDINGS * U, random);
        runs.add(run(Engines.EXPLICIT, draws).entries());
      }
      return runs;
    }

    @Override
    public String toString() {
      return "net %s (%s)".formatted(seed, workload);
    }
  }
}
