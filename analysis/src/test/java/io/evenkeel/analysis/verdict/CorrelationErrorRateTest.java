package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.SimulatedCells;
import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Signs;
import io.evenkeel.analysis.verdict.ErrorRate.Case;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verdicts on the angles between inputs, in simulated networks of known phase, are wrong no more
 * often than stated, whatever the law over seeds is.
 *
 * <p>A network's phase is what becomes of the distance of two alike inputs. In the ordered phase it
 * shrinks by some rate and 1 - |cosine| by twice that; in the chaotic phase it grows, while 1 -
 * |cosine| settles; at criticality it stays, while 1 - |cosine| falls as a power of the layer
 * (Schoenholz et al. 2017, sections 3 and 4). To each a finite width adds a random walk.
 */
@Execution(ExecutionMode.CONCURRENT)
class CorrelationErrorRateTest {
  private static final int DEPTH = 100;

  /** Decades a layer, of the distance of alike inputs; 1 - |cosine|, a square, has twice that. */
  private static final double NOISE = 0.03;

  /** 1 decade and 1/2 log10(100) more. */
  private static final double ALLOWED = 2;

  private static final Set<Verdict> ORDERED = Set.of(Verdict.ORDERED);
  private static final Set<Verdict> CHAOTIC = Set.of(Verdict.CHAOTIC);
  private static final Set<Verdict> CRITICAL = Set.of(Verdict.CRITICAL);

  /** Of one network: how log10 (1 - |cosine|) goes, and decades that alike inputs part by. */
  private record Network(
      SimulatedCells.Course cosine, ToDoubleFunction<SplittableRandom> distance) {
    static Network of(IntToDoubleFunction cosine, double distance) {
      return new Network(
          SimulatedCells.walk(cosine, 2 * NOISE),
          random -> distance + NOISE * Math.sqrt(DEPTH - 1) * random.nextGaussian());
    }
  }

  static Stream<Case> phases() {
    return Stream.of(
        truth("ordered", 30, Network.of(exponential(-20), -10), ORDERED, 0.99),
        truth("ordered, eight seeds", 8, Network.of(exponential(-20), -10), ORDERED, 0.99),
        truth("ordered, few seeds", 4, Network.of(exponential(-20), -10), ORDERED, 0),
        truth("hardly ordered", 30, Network.of(exponential(-4), -2), ORDERED, 0.9),
        truth("chaotic", 30, Network.of(layer -> 0, 4), CHAOTIC, 0.99),
        truth("chaotic from afar", 30, Network.of(layer -> 1 - 1.0 / layer, 4), CHAOTIC, 0.99),
        truth("just chaotic", 30, Network.of(layer -> 0, 1.0001 * ALLOWED), CHAOTIC, 0),
        truth("just critical", 30, Network.of(layer -> 0, 0.9999 * ALLOWED), CRITICAL, 0),
        truth("just critical, few seeds", 4, Network.of(layer -> 0, ALLOWED), CRITICAL, 0),
        truth("critical, linear", 30, Network.of(layer -> 0, 0), CRITICAL, 0.99),
        truth("critical, within", 30, Network.of(powerLaw(-0.5), 0), CRITICAL, 0.99),
        truth("critical, at the bound", 30, Network.of(powerLaw(-1), 0), CRITICAL, 0.3),
        truth("critical, relu", 30, Network.of(powerLaw(-2), 0), CRITICAL, 0.99),
        truth("critical, relu, few seeds", 4, Network.of(powerLaw(-2), 0), CRITICAL, 0));
  }

  /** Alike inputs of half of the networks leave what is allowed; all keep their angles. */
  static Stream<Case> distances() {
    return laws(
        (law, seeds, share) -> {
          ChangeLaw.Changes distance = law.exceeding(ALLOWED, share);
          Network network = new Network(SimulatedCells.walk(layer -> 0, NOISE), distance::draw);
          Set<Verdict> right = distance.most(Verdict.ORDERED, Verdict.CRITICAL, Verdict.CHAOTIC);
          return truth("distance, " + law.name(), seeds, share, network, right);
        });
  }

  /** In half of the networks the angles fall beyond what is allowed, exponentially. */
  static Stream<Case> angles() {
    return laws(
        (law, seeds, share) -> {
          ChangeLaw.Changes change = law.exceeding(ALLOWED, share);
          SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
          Network network =
              new Network(cells.steady(random -> -change.draw(random)), random -> -ALLOWED / 2);
          return truth(
              "angle, " + law.name(), seeds, share, network, share > 0.5 ? ORDERED : CRITICAL);
        });
  }

  /** The angles fall far; half of the networks do so exponentially. */
  static Stream<Case> shapes() {
    return Stream.of(0.5, 0.75).flatMap(CorrelationErrorRateTest::shapes);
  }

  /** Between the two cuts either may be said. */
  private static Stream<Case> shapes(double way) {
    double cut = 1 + way * (exponentialRatio() - 1);
    return laws(
        (law, seeds, share) -> {
          ToDoubleFunction<SplittableRandom> off = law.aroundZero(share, 0.5);
          SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
          Network network =
              new Network(
                  cells.bent(-3, -2, random -> -2 * cut - off.applyAsDouble(random)), random -> 0);
          // Alike inputs keep their distance: what is not exponential is critical.
          return truth(
              "shape %s, %s".formatted(way, law.name()), seeds, share, network, right(way, share));
        });
  }

  private static Set<Verdict> right(double way, double exponential) {
    boolean mostly = exponential > 0.5;
    return (way == 0.5) == mostly
        ? Set.of(Verdict.ORDERED, Verdict.CRITICAL)
        : mostly ? ORDERED : CRITICAL;
  }

  private static double exponentialRatio() {
    int half = DEPTH / 2;
    int eighth = DEPTH / 8;
    return (DEPTH - half)
        / Math.log((double) DEPTH / half)
        / ((half - eighth) / Math.log((double) half / eighth));
  }

  private interface Made {
    Case of(ChangeLaw law, int seeds, double share);
  }

  private static Stream<Case> laws(Made made) {
    return Stream.concat(ChangeLaw.smooth().stream(), ChangeLaw.farHumps().stream())
        .flatMap(
            law ->
                IntStream.of(10, 30, 200)
                    .boxed()
                    .flatMap(
                        seeds ->
                            Stream.of(0.4999, 0.5001).map(share -> made.of(law, seeds, share))));
  }

  private static Case truth(
      String name, int seeds, double share, Network network, Set<Verdict> right) {
    return truth(
        "%s, %s seeds, %.4f beyond".formatted(name, seeds, share), seeds, network, right, 0);
  }

  private static Case truth(
      String name, int seeds, Network network, Set<Verdict> right, double decided) {
    CorrelationJudge judge = new CorrelationJudge(DEPTH, Thresholds.DEFAULT);
    return Case.of(name, random -> judgement(judge, seeds, network, random), right, decided);
  }

  private static IntToDoubleFunction exponential(double decades) {
    return layer -> decades * (layer - 1) / (DEPTH - 1);
  }

  private static IntToDoubleFunction powerLaw(double exponent) {
    return layer -> exponent * Math.log10(layer);
  }

  @ParameterizedTest
  @MethodSource({"phases", "distances", "angles", "shapes"})
  void wrongVerdictsAreNoMoreThanStated(Case simulated) {
    simulated.check(ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource({"phases", "distances", "angles", "shapes"})
  void wrongVerdictsAreNoMoreThanStatedInManyCells(Case simulated) {
    simulated.check(ErrorRate.MANY);
  }

  private static Judgement judgement(
      CorrelationJudge judge, int seeds, Network network, SplittableRandom random) {
    double[] rates = new double[seeds];
    double[] changes = new double[seeds];
    double[] contrasts = new double[seeds];
    int[] trial = {0};
    PassSummary pass =
        new SimulatedCells(DEPTH, seeds)
            .cell(
                (layers, draws) -> {
                  double[] y = network.cosine().at(layers, draws);
                  double distance = network.distance().applyAsDouble(draws);
                  changes[trial[0]] = distance;
                  rates[trial[0]] = distance / (DEPTH - 1);
                  contrasts[trial[0]] = (distance - (y[y.length - 1] - y[0]) / 4) / (DEPTH - 1);
                  trial[0]++;
                  return y;
                },
                random);
    return judge
        .judge(
            pass, new AlikeInputs(SimulatedCells.sample(rates), ends(changes), signs(contrasts), 0))
        .orElseThrow();
  }

  private static Changes ends(double[] changes) {
    double[] sorted = changes.clone();
    Arrays.sort(sorted);
    return new Changes(
        Arrays.stream(sorted).filter(x -> x < -ALLOWED).count(),
        Arrays.stream(sorted).filter(x -> Math.abs(x) <= ALLOWED).count(),
        Arrays.stream(sorted).filter(x -> x > ALLOWED).count(),
        sorted[0],
        sorted[sorted.length / 2],
        sorted[sorted.length - 1]);
  }

  private static Signs signs(double[] numbers) {
    return new Signs(
        Arrays.stream(numbers).filter(x -> x > 0).count(),
        Arrays.stream(numbers).filter(x -> x < 0).count(),
        numbers.length);
  }
}
