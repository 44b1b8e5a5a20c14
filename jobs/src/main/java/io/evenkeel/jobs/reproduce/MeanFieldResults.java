package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results for infinitely wide networks, measured by extrapolation from the widths n and 2 n, and
 * the laws of one row's length, which are exact at every width.
 */
final class MeanFieldResults {
  private static final String LOG_LENGTH = "2 * (ln(at[100].act_rms) - ln(at[0].act_rms))";
  private static final String LENGTHS = "Poole et al. 2016, eq. 3";

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

  /**
   * The correlation map, from c = 0: independent inputs. Y. Cho, L. K. Saul, NeurIPS 2009, eq. 6.
   */
  private static List<Claim> correlationMap() {
    Widths relu = new Widths("relu", "kaiming_normal", 2048, 100, 8);
    Map<Integer, String> correlations = new TreeMap<>();
    correlations.put(1, "0.318310");
    correlations.put(2, "0.493731");
    correlations.put(3, "0.604826");
    correlations.put(10, "0.871536");
    correlations.put(30, "0.972011");
    correlations.put(100, "0.996423");
    List<Claim> claims = new ArrayList<>();
    correlations.forEach(
        (layers, c) ->
            claims.add(
                relu.claim(
                    "relu: correlation after %s layer%s, from 0"
                        .formatted(layers, layers == 1 ? "" : "s"),
                    "Cho & Saul 2009, eq. 6",
                    Published.rounded(c),
                    "at[%s].act_cosine".formatted(layers - 1))));
    return claims;
  }

  private static List<Claim> fixedPoints() {
    Widths critical = new Widths("tanh", "lecun_normal", 1024, 101, 4);
    Widths chaotic = new Widths("tanh", "variance_scaling", 512, 120, 8);
    Widths selu = new Widths("selu", "kaiming_normal", 512, 200, 8);
    // 1 / q = 2 L - (5/6) ln L + O(1): relative to 1 / (2 L), the second term.
    double nextOrder = 5.0 / 6 * Math.log(100) / 200 / 200;
    String q100 = "pow(at[100].pre_rms, 2)";
    String signal = "2.5 * pow(at[119].act_rms, 2)";
    String q = signal + " + 0.05";
    String c = "(%s * at[119].act_cosine + 0.05) / (%s)".formatted(signal, q);
    return List.of(
        critical.claim(
            "tanh, sigma_w 1: q after L = 100 layers, 1/(2L)",
            "leading order",
            Published.approximate("0.005", nextOrder),
            q100),
        critical.claim(
            "tanh, sigma_w 1: the same, recursion", LENGTHS, Published.rounded("0.00506902"), q100),
        chaotic.claim(
            "tanh, sigma_w^2 2.5, sigma_b^2 .05: q*", LENGTHS, Published.rounded("1.06396"), q),
        chaotic.claim(
            "tanh, sigma_w^2 2.5, sigma_b^2 .05: c*",
            "Poole et al. 2016, eq. 5",
            Published.rounded("0.44680"),
            c),
        selu.claim(
            "selu, gain 3/4: std settles",
            LENGTHS,
            Published.rounded("0.1996"),
            "at[199].act_std"));
  }

  /** Growth of gradients over 50 layers: chi_1^50. */
  private static List<Claim> gradients() {
    return List.of(
        gradient("tanh", "5/3", "1.4e4"),
        gradient("selu", "1", "32"),
        gradient("sigmoid", "1", "2.0e-63"));
  }

  private static Claim gradient(String activation, String gain, String growth) {
    return new Widths(activation, "xavier_normal", 256, 130, 8)
        .claim(
            "%s, gain %s: gradient over 100 layers".formatted(activation, gain),
            "Schoenholz et al. 2017, eq. 6",
            Published.roundedFactor(growth),
            "at[15].log10_grad_rms - at[115].log10_grad_rms");
  }

  /** The law of ln M = ln(|x_100|^2 / |x_0|^2) of one row. */
  private static List<Claim> lengths(
      String what, String activation, String init, int width, String mean, String variance) {
    Selection lengths = new Selection(Selection.cell(activation, init, width, 101, 1), LOG_LENGTH);
    String source = "Hanin & Rolnick 2018, th. 5";
    return List.of(
        Claim.of(
            "%s %s x 100: E ln M".formatted(what, width),
            source,
            Published.rounded(mean),
            Statistic.Means.of(lengths)),
        Claim.of(
            "%s %s x 100: Var ln M".formatted(what, width),
            source,
            Published.rounded(variance),
            new Statistic.Variance(lengths)));
  }

  /**
   * A scheme at two widths.
   *
   * @param width the smaller width, half of the larger one
   */
  private record Widths(String activation, String init, int width, int depth, int batch) {
    /** A claim about the limit of infinite width. */
    Claim claim(String what, String source, Published published, String value) {
      return Claim.of(
          what,
          source,
          published,
          Statistic.Means.extrapolated(
              new Selection(Selection.cell(activation, init, width, depth, batch), value),
              new Selection(Selection.cell(activation, init, 2 * width, depth, batch), value)));
    }
  }
}
