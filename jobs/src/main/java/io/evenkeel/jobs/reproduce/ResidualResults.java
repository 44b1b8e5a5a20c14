package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * Results for the streams of residual blocks: their growth, their gradients, and whether rows stay
 * different. Branches have two layers V phi(W x), if nothing else is said; s_w^2 and s_v^2 are
 * fan_in times the variances of W and V.
 */
final class ResidualResults {
  private static final String EXACT = "exact in expectation";
  private static final String RECURSION = "mean field, block by block";
  private static final String ARC_COSINE = "Cho & Saul 2009, eq. 6";

  /** The block that, with {@code kaiming_normal}, gives s_w^2 = 2 and s_v^2 = 1. */
  private static final String HALVED = "residual(gain_last=0.7071067811865476)";

  private ResidualResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(relu());
    claims.addAll(rows());
    claims.addAll(streamsWithMeans());
    claims.addAll(tanh());
    return claims;
  }

  private static String squared(int block) {
    return "pow(at[%s].stream_rms / at[0].stream_rms, 2)".formatted(2 * block);
  }

  /** The factor of the squared gradient from the end of a net back to its stem. */
  private static String gradientSquared(int blocks) {
    return "pow(10, 2 * (at[0].log10_stream_grad_rms - at[%s].log10_stream_grad_rms))"
        .formatted(2 * blocks);
  }

  /** Relu with g = a^2 s_v^2 s_w^2 / 2 = 1: a factor 1 + g for each block, at every width. */
  private static List<Claim> relu() {
    Net ten = Net.residual("relu", "kaiming_normal", HALVED, 21, 4);
    Net scaled = scaled();
    Net row = Net.residual("relu", "kaiming_normal", HALVED, 41, 1);
    String log = "2 * (ln(at[40].stream_rms) - ln(at[0].stream_rms))";
    // The law is that of large widths: the next order is a share 1 / n of it.
    double variance = 11.0 / 4 * 20 / 128;
    return List.of(
        ten.mean(
            "residual relu: stream^2 over 10 blocks, 2^10",
            EXACT,
            Published.exact("1024", 1024),
            128,
            squared(10)),
        ten.mean(
            "residual relu: gradient^2 over 10 blocks, 2^10",
            EXACT,
            Published.exact("1024", 1024),
            128,
            gradientSquared(10)),
        scaled.mean(
            "residual relu, a^2 = 1/100: stream^2 over 100 blocks",
            EXACT,
            Published.rounded("2.704814"),
            256,
            squared(100)),
        scaled.mean(
            "residual relu, a^2 = 1/100: gradient^2 over 100 blocks",
            EXACT,
            Published.rounded("2.704814"),
            256,
            gradientSquared(100)),
        Claim.of(
            "residual relu 128 x 20 blocks: Var ln |x|^2",
            "leading order in 1/n",
            Published.approximate(".4297", variance / 128),
            new Statistic.Variance(row.at(128, log))),
        row.mean(
            "residual relu 128 x 20 blocks: E ln |x|^2",
            "leading order in 1/n",
            Published.approximate("13.6481", variance / 128),
            128,
            log));
  }

  private static Net scaled() {
    return Net.residual(
        "relu", "kaiming_normal", "residual(scale=inv_sqrt,gain_last=0.7071067811865476)", 201, 8);
  }

  /**
   * Correlations of rows: c' = (c + g f(c)) / (1 + g), where f is the arc-cosine kernel, from c =
   * 0.
   */
  private static List<Claim> rows() {
    Net net = Net.residual("relu", "kaiming_normal", HALVED, 201, 8);
    return List.of(
        cosine(net, 1, ".159155", 1024),
        cosine(net, 10, ".707557", 1024),
        cosine(net, 100, ".987092", 1024),
        scaled()
            .limit(
                "residual relu, a^2 = 1/100: correlation after 100 blocks",
                ARC_COSINE,
                Published.rounded(".252313"),
                256,
                "at[200].stream_cosine"));
  }

  private static Claim cosine(Net net, int blocks, String c, int width) {
    return net.limit(
        "residual relu: correlation after %s block%s".formatted(blocks, blocks == 1 ? "" : "s"),
        ARC_COSINE,
        Published.rounded(c),
        width,
        "at[%s].stream_cosine".formatted(2 * blocks));
  }

  /** Blocks whose output has a mean. The factors are the limits after many blocks. */
  private static List<Claim> streamsWithMeans() {
    Net reduced = Net.residual("relu", "kaiming_normal", "residual(branch=1)", 15, 8);
    Net after =
        Net.residual(
            "relu",
            "kaiming_normal",
            "residual(order=postact,gain_last=0.7071067811865476)",
            29,
            8);
    String share = "sqrt(1 - pow(at[14].stream_std / at[14].stream_rms, 2))";
    return List.of(
        reduced.limit(
            "residual x + relu(W x): stream^2 per block",
            RECURSION,
            Published.roundedFactor("2.904105"),
            512,
            "(log10(at[14].stream_rms) - log10(at[11].stream_rms)) * 2 / 3"),
        reduced.limit(
            "residual x + relu(W x): mean / rms",
            RECURSION,
            Published.rounded(".801242"),
            512,
            share),
        after.limit(
            "residual relu(x + V relu(W x)): stream^2, second block",
            RECURSION,
            Published.roundedFactor("1.678860"),
            512,
            "2 * (log10(at[4].stream_rms) - log10(at[2].stream_rms))"),
        after.limit(
            "residual relu(x + V relu(W x)): stream^2, second block, closed form",
            "7/4 - 3 (acos r - r sqrt(1-r^2)) / (2 pi)",
            Published.roundedFactor("1.681209"),
            512,
            "2 * (log10(at[4].stream_rms) - log10(at[2].stream_rms))"),
        after.limit(
            "residual relu(x + V relu(W x)): stream^2 per block, quadrature",
            "law of the stream, block by block",
            Published.roundedFactor("1.744143"),
            512,
            "(log10(at[28].stream_rms) - log10(at[22].stream_rms)) * 2 / 3"),
        after.limit(
            "residual relu(x + V relu(W x)): stream^2 per block",
            RECURSION,
            Published.roundedFactor("1.74451"),
            512,
            "(log10(at[28].stream_rms) - log10(at[22].stream_rms)) * 2 / 3"));
  }

  private static List<Claim> tanh() {
    Net one = Net.residual("tanh", "lecun_normal", "residual", 201, 4);
    Net gain = Net.residual("tanh", "xavier_normal", "residual", 201, 4);
    String growth = "at[0].log10_stream_grad_rms - at[200].log10_stream_grad_rms";
    // ln(1 + x) = x - x^2 / 2 and p = l - 1.6 sqrt(l) give .283 ln l as the next order.
    double nextOrder = 0.283 * Math.log(100);
    return List.of(
        one.limit(
            "residual tanh, s 1: ln gradient^2, A sqrt(100)",
            "leading order",
            Published.approximate("10.6385", nextOrder),
            512,
            "2 * ln(10) * (%s)".formatted(growth)),
        one.limit(
            "residual tanh, s 1: stream^2 after 100 blocks",
            RECURSION,
            Published.rounded("84.449479"),
            512,
            "pow(at[200].stream_rms, 2)"),
        one.limit(
            "residual tanh, s 1: ln gradient^2 over 100 blocks",
            RECURSION,
            Published.rounded("10.545549"),
            512,
            "2 * ln(10) * (%s)".formatted(growth)),
        gain.limit(
            "residual tanh, gain 5/3: gradient over 100 blocks",
            RECURSION,
            Published.roundedFactor("344601"),
            512,
            growth));
  }
}
