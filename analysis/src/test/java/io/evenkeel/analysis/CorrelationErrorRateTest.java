package io.evenkeel.analysis;

import io.evenkeel.analysis.ErrorRate.Case;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.SimulatedPass;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verdicts on the angles between rows, in simulated networks of known phase, are wrong no more
 * often than stated.
 *
 * <p>A network's phase is what becomes of the distance of two alike inputs. In the ordered phase it
 * shrinks by some rate and 1 - cosine by twice that; in the chaotic phase it grows, while 1 -
 * cosine settles; at criticality it stays, while 1 - cosine falls as a power of the layer
 * (Schoenholz et al. 2017, sections 3 and 4). To each a finite width adds a random walk.
 */
class CorrelationErrorRateTest {
  private static final int DEPTH = 100;

  /** Decades a layer, of the distance of alike inputs; 1 - cosine, a square, has twice that. */
  private static final double NOISE = 0.03;

  /** 1 decade and 1/2 log10(100) more. */
  private static final double ALLOWED = 2;

  /** Decades over all layers. */
  private record Phase(IntToDoubleFunction cosine, IntToDoubleFunction distance) {
    static Phase of(IntToDoubleFunction cosine, double distance) {
      return new Phase(cosine, exponential(distance));
    }
  }

  static Stream<Case> truths() {
    Set<Verdict> ordered = Set.of(Verdict.ORDERED);
    Set<Verdict> chaotic = Set.of(Verdict.CHAOTIC);
    Set<Verdict> critical = Set.of(Verdict.CRITICAL);
    return Stream.of(
        truth("ordered", 30, Phase.of(exponential(-20), -10), ordered, 0.99),
        truth("ordered, few seeds", 4, Phase.of(exponential(-20), -10), ordered, 0.9),
        truth("hardly ordered", 30, Phase.of(exponential(-4), -2), ordered, 0.9),
        truth("chaotic", 30, Phase.of(layer -> 0, 4), chaotic, 0.99),
        truth("chaotic from afar", 30, Phase.of(layer -> 1 - 1.0 / layer, 4), chaotic, 0.99),
        truth("just chaotic", 30, Phase.of(layer -> 0, 1.0001 * ALLOWED), chaotic, 0),
        truth("just critical", 30, Phase.of(layer -> 0, 0.9999 * ALLOWED), critical, 0),
        truth("just critical, few seeds", 4, Phase.of(layer -> 0, ALLOWED), critical, 0),
        truth("critical, linear", 30, Phase.of(layer -> 0, 0), critical, 0.99),
        truth("critical, within", 30, Phase.of(powerLaw(-0.5), 0), critical, 0.99),
        truth("critical, tanh", 30, Phase.of(powerLaw(-1), 0), critical, 0.9),
        truth("critical, relu", 30, Phase.of(powerLaw(-2), 0), critical, 0.99),
        truth("critical, relu, few seeds", 4, Phase.of(powerLaw(-2), 0), critical, 0));
  }

  private static Case truth(
      String name, int seeds, Phase phase, Set<Verdict> right, double decided) {
    CorrelationJudge judge = new CorrelationJudge(DEPTH, Thresholds.DEFAULT);
    return Case.of(name, random -> judgement(judge, seeds, phase, random), right, decided);
  }

  private static IntToDoubleFunction exponential(double decades) {
    return layer -> decades * (layer - 1) / (DEPTH - 1);
  }

  private static IntToDoubleFunction powerLaw(double exponent) {
    return layer -> exponent * Math.log10(layer);
  }

  @ParameterizedTest
  @MethodSource("truths")
  void wrongVerdictsAreNoMoreThanStated(Case simulated) {
    simulated.check(ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("truths")
  void wrongVerdictsAreNoMoreThanStatedInManyCells(Case simulated) {
    simulated.check(ErrorRate.MANY);
  }

  private static Judgement judgement(
      CorrelationJudge judge, int seeds, Phase phase, SplittableRandom random) {
    double[] cosine = new double[seeds];
    double[] distance = new double[seeds];
    double[] contrast = new double[seeds];
    double[] alike = new double[seeds];
    double[] exponent = new double[seeds];
    int half = DEPTH / 2;
    for (int seed = 0; seed < seeds; seed++) {
      double[] y = new double[DEPTH + 1];
      double walk = 0;
      for (int layer = 1; layer <= DEPTH; layer++) {
        walk += 2 * NOISE * random.nextGaussian();
        y[layer] = phase.cosine().applyAsDouble(layer) + walk;
      }
      double drift = NOISE * Math.sqrt(DEPTH - 1) * random.nextGaussian();
      cosine[seed] = (y[DEPTH] - y[1]) / (DEPTH - 1);
      distance[seed] = (phase.distance().applyAsDouble(DEPTH) + drift) / (DEPTH - 1);
      contrast[seed] = SimulatedCells.contrast(y, DEPTH);
      alike[seed] = distance[seed] - cosine[seed] / 4;
      exponent[seed] = (y[DEPTH] - y[half]) / Math.log10((double) DEPTH / half);
    }
    PassSummary pass =
        SimulatedPass.of(
            SimulatedCells.sample(cosine),
            SimulatedCells.sample(contrast),
            SimulatedCells.sample(exponent));
    return judge
        .judge(pass, SimulatedCells.sample(distance), SimulatedCells.sample(alike))
        .orElseThrow();
  }
}
