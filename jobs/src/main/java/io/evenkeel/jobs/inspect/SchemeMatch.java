package io.evenkeel.jobs.inspect;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well a matrix agrees with one scheme.
 *
 * <p>For a scheme of independent entries, the Kolmogorov-Smirnov test compares all entries with the
 * scheme's law on a layer of that shape, its standard deviation included; {@code probability} is
 * the p-value, and the matrix agrees from {@value #LEAST} on. Dependence between entries is not
 * tested, except that an orthogonal matrix agrees with no such scheme. A scheme without randomness
 * agrees (probability 1) if every entry equals that of the scheme to 1e-5 of the largest. An
 * orthogonal matrix agrees with orthogonal schemes if Q Q^T or Q^T Q is a multiple of the unit
 * matrix, to 1e-4 of it.
 *
 * @param scheme as in a sweep file
 * @param probability of a deviation as large as the observed one, under the scheme
 * @param logLikelihood of the entries under the scheme; among schemes that agree, the one with the
 *     largest value is the likeliest
 */
record SchemeMatch(String scheme, double probability, double logLikelihood) {
  /** A matrix of the scheme fails with a probability of one in a thousand. */
  static final double LEAST = 0.001;

  private static final double EXACT = 1e-5;
  private static final double ORTHOGONAL = 1e-4;

  /** A scheme of independent entries with its law. */
  private record Candidate(String scheme, EntryLaw law) {}

  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate("kaiming_normal", EntryLaw.NORMAL),
          new Candidate("kaiming_uniform", EntryLaw.UNIFORM),
          new Candidate("kaiming_normal(mode=fan_out)", EntryLaw.NORMAL),
          new Candidate("kaiming_uniform(mode=fan_out)", EntryLaw.UNIFORM),
          new Candidate("xavier_normal", EntryLaw.NORMAL),
          new Candidate("xavier_uniform", EntryLaw.UNIFORM),
          new Candidate("xavier_normal(gain=1.6666666666666667)", EntryLaw.NORMAL),
          new Candidate("xavier_uniform(gain=1.6666666666666667)", EntryLaw.UNIFORM),
          new Candidate("lecun_normal", EntryLaw.NORMAL),
          new Candidate("lecun_uniform", EntryLaw.UNIFORM),
          new Candidate("torch_default", EntryLaw.UNIFORM),
          new Candidate("variance_scaling(scale=2)", EntryLaw.TRUNCATED),
          new Candidate("variance_scaling(mode=fan_avg)", EntryLaw.TRUNCATED),
          new Candidate("variance_scaling", EntryLaw.TRUNCATED),
          new Candidate("normal(std=0.02)", EntryLaw.NORMAL),
          new Candidate("normal(std=0.01)", EntryLaw.NORMAL),
          new Candidate("normal", EntryLaw.NORMAL),
          new Candidate("trunc_normal(std=0.02)", EntryLaw.NORMAL),
          new Candidate("uniform(a=-0.05,b=0.05)", EntryLaw.UNIFORM));

  boolean agrees() {
    return probability >= LEAST;
  }

  /** All schemes, those that agree first, and among these the likeliest first. */
  static List<SchemeMatch> of(WeightMatrix w) {
    List<SchemeMatch> matches = new ArrayList<>();
    fixed(w, matches);
    boolean special = matches.stream().anyMatch(SchemeMatch::agrees);
    double[] sorted = w.values().clone();
    Arrays.sort(sorted);
    for (Candidate candidate : CANDIDATES) {
      matches.add(special ? new SchemeMatch(candidate.scheme(), 0, 0) : test(w, sorted, candidate));
    }
    matches.sort(
        Comparator.comparing((SchemeMatch match) -> !match.agrees())
            .thenComparing(Comparator.comparingDouble(SchemeMatch::logLikelihood).reversed()));
    return List.copyOf(matches);
  }

  private static SchemeMatch test(WeightMatrix w, double[] sorted, Candidate candidate) {
    Initializer scheme = Initializers.CATALOG.create(Spec.parse(candidate.scheme()));
    double std = Math.sqrt(scheme.variance(w.units(), w.inputs()));
    EntryLaw law = candidate.law();
    double probability = KolmogorovSmirnov.probability(sorted, x -> law.cumulative(x, std));
    double likelihood = 0;
    for (double x : sorted) {
      likelihood += law.logDensity(x, std);
    }
    return new SchemeMatch(candidate.scheme(), probability, likelihood);
  }

  private static void fixed(WeightMatrix w, List<SchemeMatch> matches) {
    double first = w.values()[0];
    double largest = Arrays.stream(w.values()).map(Math::abs).max().orElse(0);
    boolean constant =
        Arrays.stream(w.values()).allMatch(x -> Math.abs(x - first) <= EXACT * largest);
    String name =
        first == 0
            ? "zeros"
            : first == 1 ? "ones" : "constant(val=%s)".formatted(Numbers.text(first));
    matches.add(exact(constant ? name : "constant", constant));
    boolean identity = true;
    for (int o = 0; o < w.units() && identity; o++) {
      for (int i = 0; i < w.inputs() && identity; i++) {
        identity = Math.abs(w.at(o, i) - (o == i ? 1 : 0)) <= EXACT;
      }
    }
    matches.add(exact("identity", identity && !constant));
    double gain = constant || identity ? Double.NaN : orthogonalGain(w);
    boolean orthogonal = !Double.isNaN(gain);
    String factor = Math.abs(gain - 1) <= ORTHOGONAL ? "" : "(gain=%s)".formatted(rounded(gain));
    matches.add(exact(orthogonal ? "orthogonal" + factor : "orthogonal", orthogonal));
  }

  /** Four significant digits. */
  static String rounded(double x) {
    return Double.isFinite(x)
        ? Numbers.text(new BigDecimal(x).round(new MathContext(4)).doubleValue())
        : Numbers.text(x);
  }

  private static SchemeMatch exact(String scheme, boolean agrees) {
    return new SchemeMatch(scheme, agrees ? 1 : 0, agrees ? Double.POSITIVE_INFINITY : 0);
  }

  /** The factor of an orthogonal matrix, from the lengths and products of its first vectors. */
  private static double orthogonalGain(WeightMatrix w) {
    boolean rows = w.units() <= w.inputs();
    int side = Math.min(w.units(), w.inputs());
    int length = Math.max(w.units(), w.inputs());
    if (side < 2) {
      return Double.NaN;
    }
    int tested = Math.min(side, 64);
    double square = Double.NaN;
    for (int i = 0; i < tested; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int k = 0; k < length; k++) {
          product += rows ? w.at(i, k) * w.at(j, k) : w.at(k, i) * w.at(k, j);
        }
        square = i == 0 ? product : square;
        double expected = i == j ? square : 0;
        if (!(Math.abs(product - expected) <= ORTHOGONAL * square)) {
          return Double.NaN;
        }
      }
    }
    return Math.sqrt(square);
  }
}
