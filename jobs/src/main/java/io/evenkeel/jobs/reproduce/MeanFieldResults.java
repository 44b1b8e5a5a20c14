package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of infinitely wide networks, from networks of widths n and 2 n extrapolated to infinite
 * width, and the laws of one row's length, which are exact at every width.
 */
final class MeanFieldResults {
  private static final String LOG_LENGTH = "2 * (ln(at[100].act_rms) - ln(at[0].act_rms))";
  private static final String GRADIENT = "at[15].log10_grad_rms - at[115].log10_grad_rms";

  private MeanFieldResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(correlationMap());
    claims.addAll(fixedPoints());
    claims.addAll(gradients());
    claims.addAll(lengths("linear", "identity", "lecun_normal", 256, "-0.391", "0.784"));
    claims.addAll(lengths("relu", "relu", "kaiming_normal", 256, "-0.983", "1.982"));
    claims.addAll(lengths("linear", "identity", "lecun_normal", 64, "-1.571", "3.174"));
    claims.addAll(lengths("relu", "relu", "kaiming_normal", 64, "-4.011", "8.300"));
    return claims;
  }

  /** From c = 0: independent inputs. Y. Cho, L. K. Saul, NeurIPS 2009, eq. 6. */
  private static List<Claim> correlationMap() {
    Map<Integer, String> correlations =
        new TreeMap<>(
            Map.of(
                1,
                "0.318310",
                2,
                "0.493731",
                3,
                "0.604826",
                10,
                "0.871536",
                30,
                "0.972011",
                100,
                "0.996423"));
    List<Claim> claims = new ArrayList<>();
    correlations.forEach(
        (layers, c) ->
            claims.add(
                wide(
                    "relu: correlation after %d layer%s, from 0"
                        .formatted(layers, layers == 1 ? "" : "s"),
                    "Cho & Saul 2009, eq. 6",
                    Published.rounded(c),
                    "relu",
                    "kaiming_normal",
                    2048,
                    100,
                    8,
                    "at[%d].act_cosine".formatted(layers - 1))));
    return claims;
  }

  private static List<Claim> fixedPoints() {
    String poole = "Poole et al. 2016, eq. 3, 5";
    String q = "pow(at[119].act_rms, 2) * 2.5 + 0.05";
    String c = "(pow(at[119].act_rms, 2) * at[119].act_cosine * 2.5 + 0.05) / (%s)".formatted(q);
    // 1 / q = 2 L - (5/6) ln L + O(1): relative to 1 / (2 L), the second term.
    double nextOrder = 5.0 / 6 * Math.log(100) / 200 / 200;
    String q100 = "pow(at[100].pre_rms, 2)";
    return List.of(
        wide(
            "tanh, sigma_w 1: q after L = 100 layers, 1/(2L)",
            "leading order",
            Published.approximate("0.005", nextOrder),
            "tanh",
            "lecun_normal",
            1024,
            101,
            4,
            q100),
        wide(
            "tanh, sigma_w 1: the same, recursion",
            "Poole et al. 2016, eq. 3",
            Published.rounded("0.00506902"),
            "tanh",
            "lecun_normal",
            1024,
            101,
            4,
            q100),
        wide(
            "tanh, sigma_w^2 2.5, sigma_b^2 .05: q*",
            poole,
            Published.rounded("1.06396"),
            "tanh",
            "variance_scaling",
            512,
            120,
            8,
            q),
        wide(
            "tanh, sigma_w^2 2.5, sigma_b^2 .05: c*",
            poole,
            Published.rounded("0.44680"),
            "tanh",
            "variance_scaling",
            512,
            120,
            8,
            c),
        wide(
            "selu, gain 3/4: std settles",
            "Poole et al. 2016, eq. 3",
            Published.rounded("0.1996"),
            "selu",
            "kaiming_normal",
            512,
            200,
            8,
            "at[199].act_std"));
  }

  /** chi_1^50. */
  private static List<Claim> gradients() {
    String source = "Schoenholz et al. 2017, eq. 6";
    return List.of(
        wide(
            "tanh, gain 5/3: gradient over 100 layers",
            source,
            Published.roundedFactor("1.4e4"),
            "tanh",
            "xavier_normal",
            256,
            130,
            8,
            GRADIENT),
        wide(
            "selu, gain 1: gradient over 100 layers",
            source,
            Published.roundedFactor("32"),
            "selu",
            "xavier_normal",
            256,
            130,
            8,
            GRADIENT),
        wide(
            "sigmoid, gain 1: gradient over 100 layers",
            source,
            Published.roundedFactor("2.0e-63"),
            "sigmoid",
            "xavier_normal",
            256,
            130,
            8,
            GRADIENT));
  }

  /** ln M = ln(|x_100|^2 / |x_0|^2) of one row. */
  private static List<Claim> lengths(
      String what, String activation, String init, int width, String mean, String variance) {
    Selection lengths = new Selection(Selection.cell(activation, init, width, 101, 1), LOG_LENGTH);
    String source = "Hanin & Rolnick 2018, th. 5";
    return List.of(
        Claim.of(
            "%s %d x 100: E ln M".formatted(what, width),
            source,
            Published.rounded(mean),
            Statistic.Means.of(lengths)),
        Claim.of(
            "%s %d x 100: Var ln M".formatted(what, width),
            source,
            Published.rounded(variance),
            new Statistic.Variance(lengths)));
  }

  private static Claim wide(
      String what,
      String source,
      Published published,
      String activation,
      String init,
      int width,
      int depth,
      int batch,
      String value) {
    return Claim.of(
        what,
        source,
        published,
        Statistic.Means.extrapolated(
            new Selection(Selection.cell(activation, init, width, depth, batch), value),
            new Selection(Selection.cell(activation, init, 2 * width, depth, batch), value)));
  }
}
