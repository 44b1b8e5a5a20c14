package io.evenkeel.jobs.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The findings on one matrix.
 *
 * @param name as in the file
 * @param units rows, the layer's fan-out
 * @param inputs columns, its fan-in
 * @param mean of the entries
 * @param std of the entries about their mean
 * @param sigmaW root of fan_in times the mean square of an entry
 * @param spectrum singular values; empty if an entry is not finite
 * @param nonFinite entries that are NaN or infinite
 * @param zeroRows units whose weights are all 0
 * @param equalRows units whose weights are those of an earlier unit
 * @param matches schemes, those that agree first and among these the likeliest first; empty if an
 *     entry is not finite
 */
record MatrixReport(
    String name,
    int units,
    int inputs,
    double mean,
    double std,
    double sigmaW,
    Optional<Spectrum> spectrum,
    int nonFinite,
    int zeroRows,
    int equalRows,
    List<SchemeMatch> matches) {
  /** Copies. */
  MatrixReport {
    matches = List.copyOf(matches);
  }

  static MatrixReport of(WeightMatrix w) {
    double[] x = w.values();
    int nonFinite = (int) Arrays.stream(x).filter(value -> !Double.isFinite(value)).count();
    double mean = Arrays.stream(x).sum() / x.length;
    double square = Arrays.stream(x).map(value -> value * value).sum() / x.length;
    double centred = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
    int[] rows = faultyRows(w);
    return new MatrixReport(
        w.name(),
        w.units(),
        w.inputs(),
        mean,
        Math.sqrt(centred),
        Math.sqrt(w.inputs() * square),
        nonFinite == 0 ? Optional.of(Spectrum.of(w)) : Optional.empty(),
        nonFinite,
        rows[0],
        rows[1],
        nonFinite == 0 ? SchemeMatch.of(w) : List.of());
  }

  /**
   * How many units have only weights of 0, and how many other units have the weights of an earlier
   * one.
   */
  private static int[] faultyRows(WeightMatrix w) {
    int[] counts = new int[2];
    Map<Integer, List<double[]>> seen = new HashMap<>();
    for (int o = 0; o < w.units(); o++) {
      double[] row = Arrays.copyOfRange(w.values(), o * w.inputs(), (o + 1) * w.inputs());
      if (Arrays.stream(row).allMatch(value -> value == 0)) {
        counts[0]++;
        continue;
      }
      List<double[]> alike = seen.computeIfAbsent(Arrays.hashCode(row), hash -> new ArrayList<>());
      if (alike.stream().anyMatch(other -> Arrays.equals(other, row))) {
        counts[1]++;
      } else {
        alike.add(row);
      }
    }
    return counts;
  }

  /** The likeliest scheme, with others of the same likelihood; empty if none agrees. */
  List<String> likeliest() {
    if (matches.isEmpty() || !matches.get(0).agrees()) {
      return List.of();
    }
    double best = matches.get(0).logLikelihood();
    return matches.stream()
        .filter(SchemeMatch::agrees)
        .filter(match -> alike(match.logLikelihood(), best))
        .map(SchemeMatch::scheme)
        .toList();
  }

  private static boolean alike(double likelihood, double best) {
    return likelihood == best
        || (Double.isFinite(best) && Math.abs(likelihood - best) <= 1e-9 * Math.abs(best));
  }
}
