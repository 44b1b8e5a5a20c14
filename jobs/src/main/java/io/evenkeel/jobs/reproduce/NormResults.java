package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results for norms, dropout, and presets that were published with a number. */
final class NormResults {
  private static final String WIDE = "mean field, layer by layer";
  private static final String BLOCKS = "mean field, block by block";
  private static final String DROPOUT = "Schoenholz et al. 2017, section 5";
  private static final String DEEPNET = "Wang et al. 2022";
  private static final String FIXUP = "Zhang et al. 2019";
  private static final String PRE = "layer_norm";
  private static final String POST = "layer_norm(place=stream)";

  private NormResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(layerNorms());
    claims.addAll(batchNorms());
    claims.addAll(transformers());
    claims.addAll(dropout());
    claims.addAll(presets());
    return claims;
  }

  /** The factor per layer of a plain net, from layer 24 back to layer 4 of 30. */
  private static Claim perLayer(
      String what, Net net, String factor, int width, int from, int layers) {
    return net.limit(
        what + ": gradient^2 per layer",
        WIDE,
        Published.roundedFactor(factor),
        width,
        perLayer(from, layers));
  }

  private static String perLayer(int from, int layers) {
    return "(at[%s].log10_grad_rms - at[%s].log10_grad_rms) * 2 / %s"
        .formatted(from, from + layers, layers);
  }

  /**
   * The factor E phi'^2 over Var phi where the norm subtracts the mean of phi; over E phi^2
   * elsewhere.
   */
  private static List<Claim> layerNorms() {
    Map<String, String> centred = new LinkedHashMap<>();
    centred.put("relu", "1.466942");
    centred.put("tanh", "1.177807");
    centred.put("gelu", "1.318845");
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put("relu", "1.000000");
    plain.put("tanh", "1.177807");
    plain.put("gelu", "1.072032");
    List<Claim> claims = new ArrayList<>();
    centred.forEach((phi, a) -> claims.add(normed(phi, "layer_norm(place=after_activation)", a)));
    plain.forEach((phi, b) -> claims.add(normed(phi, "layer_norm(place=before_activation)", b)));
    plain.forEach((phi, b) -> claims.add(normed(phi, "rms_norm(place=before_activation)", b)));
    plain.forEach((phi, b) -> claims.add(normed(phi, "rms_norm(place=after_activation)", b)));
    return claims;
  }

  private static Claim normed(String phi, String norm, String factor) {
    String name =
        norm.replace("place=", "").replace("(", " ").replace(")", "").replace("_act", " act");
    return perLayer(
        phi + ", " + name, Net.normed(phi, "lecun_normal", norm, 30, 4), factor, 256, 4, 20);
  }

  private static List<Claim> batchNorms() {
    return List.of(
        manyRows("relu", "1.466942"),
        manyRows("tanh", "1.177807"),
        manyRows("gelu", "1.318845"),
        batched("relu", 8, "1.788190"),
        batched("relu", 16, "1.589950"),
        batched("relu", 64, "1.493063"),
        batched("identity", 16, "1.076923"));
  }

  /**
   * The factor E phi'^2 over Var phi, in the limit of many rows; for 64 rows it is larger by a
   * relative order of 1 / 64.
   */
  private static Claim manyRows(String phi, String factor) {
    return Net.normed(phi, "lecun_normal", "batch_norm", 16, 64)
        .limit(
            "%s, batch_norm of many rows: gradient^2 per layer".formatted(phi),
            WIDE,
            Published.approximateFactor(factor, 1 + 2 / 64.0),
            512,
            perLayer(4, 8));
  }

  private static Claim batched(String phi, int batch, String factor) {
    String name = phi.equals("identity") ? "linear" : phi;
    return perLayer(
        "%s, batch_norm of %s rows".formatted(name, batch),
        Net.normed(phi, "lecun_normal", "batch_norm", 16, batch),
        factor,
        512,
        4,
        8);
  }

  /**
   * Blocks x + V phi(W x) with s_w = s_v = 1; the norm stands before the branch or after the sum.
   */
  private static List<Claim> transformers() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(pre("relu", "7.141428", "7.141428"));
    claims.addAll(pre("tanh", "6.358416", "8.673465"));
    claims.add(post("relu", "1.000000"));
    claims.add(post("tanh", "1.050282"));
    Net net = Net.residual("relu", "lecun_normal", "residual", 49, 16);
    String last = "at[48].log10_weight_grad_rms";
    claims.add(
        Claim.of(
            "post-LN / pre-LN, 24 blocks: gradient of the last V",
            "mean field, within 12 %",
            Published.approximateFactor("2.943920", 1.12),
            Statistic.Means.difference(net.with(POST).at(256, last), net.with(PRE).at(256, last))));
    return claims;
  }

  private static List<Claim> pre(String phi, String stream, String gradient) {
    Net net = Net.residual(phi, "lecun_normal", "residual", 201, 4).with(PRE);
    return List.of(
        net.limit(
            "pre-LN %s: stream over 100 blocks".formatted(phi),
            BLOCKS,
            Published.roundedFactor(stream),
            512,
            "log10(at[200].stream_std) - log10(at[0].stream_std)"),
        net.limit(
            "pre-LN %s: gradient over 100 blocks".formatted(phi),
            BLOCKS,
            Published.roundedFactor(gradient),
            512,
            "at[0].log10_stream_grad_rms - at[200].log10_stream_grad_rms"));
  }

  private static Claim post(String phi, String factor) {
    return Net.residual(phi, "lecun_normal", "residual", 61, 4)
        .with(POST)
        .limit(
            "post-LN %s: gradient^2 per block".formatted(phi),
            BLOCKS,
            Published.roundedFactor(factor),
            256,
            "(at[8].log10_stream_grad_rms - at[48].log10_stream_grad_rms) * 2 / 20");
  }

  /** Dropout that keeps an input with probability .9. */
  private static List<Claim> dropout() {
    Net tanh = Net.dropped("tanh", "variance_scaling", "0.1", 60, 8);
    Net relu = Net.dropped("relu", "kaiming_normal", "0.1", 21, 4);
    String q = "pow(at[50].pre_rms, 2)";
    String c = "(1.76095 * pow(at[49].act_rms, 2) * at[49].act_cosine + 0.05) / " + q;
    return List.of(
        tanh.limit("tanh, dropout .1: q*", DROPOUT, Published.rounded(".693520"), 512, q),
        tanh.limit("tanh, dropout .1: c*", DROPOUT, Published.rounded(".356415"), 512, c),
        tanh.limit(
            "tanh, dropout .1: c* of two masks",
            DROPOUT,
            Published.rounded(".356415"),
            512,
            c.replace("act_cosine", "mask_cosine")),
        tanh.limit(
            "tanh, dropout .1: xi_c",
            DROPOUT,
            Published.approximate("4.666899", 0.01),
            512,
            correlationScale()),
        tanh.limit(
            "tanh, dropout .1: chi_1",
            DROPOUT,
            Published.roundedFactor("1.039441"),
            512,
            "(at[20].log10_grad_rms - at[50].log10_grad_rms) * 2 / 30"),
        relu.mean(
            "relu, dropout .1: squares over 20 layers, 1/.9^20",
            "exact in expectation",
            Published.exact("8.22526", Math.pow(0.9, -20)),
            128,
            "pow(at[20].pre_rms / at[0].pre_rms, 2)"));
  }

  /**
   * The correlation scale, by one step of Newton's method from the published scale x for c_10 - c*
   * = exp(-6 / x) (c_4 - c*); theory gives the derivative by x, with c_4 - c* = -0.162995. The
   * scale between these layers is 4.672; the rest is the map's curvature.
   */
  private static String correlationScale() {
    double scale = 4.666899;
    double kept = Math.exp(-6 / scale);
    double slope = kept * 6 / (scale * scale) * -0.162995;
    return "%s + (%s - .356415 - %s * (%s - .356415)) / %s"
        .formatted(scale, correlation(10), kept, correlation(4), slope);
  }

  /** The correlation of two rows' pre-activations. */
  private static String correlation(int layer) {
    return "(1.76095 * pow(at[%1$s].act_rms, 2) * at[%1$s].act_cosine + 0.05) / pow(at[%2$s].pre_rms, 2)"
        .formatted(layer - 1, layer);
  }

  /** The sum, over blocks of two layers, of the logarithm of the norm's divisor. */
  private static String logDivisors(int blocks) {
    List<String> terms = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      terms.add("ln(at[%s].norm_divisor)".formatted(2 * block));
    }
    return "(%s)".formatted(String.join(" + ", terms));
  }

  /** DeepNorm with 12 layers of two blocks, and Fixup with 100 branches of two matrices. */
  private static List<Claim> presets() {
    Net deepnorm = Net.residual("relu", "lecun_normal", "deepnorm", 49, 4).with(POST);
    Net fixup = Net.residual("relu", "kaiming_normal", "fixup", 201, 2);
    return List.of(
        deepnorm.limit(
            "deepnorm, N = 12: alpha",
            DEEPNET,
            Published.rounded("2.213364"),
            256,
            "sqrt(pow(at[24].norm_divisor, 2) - pow(at[24].branch_rms, 2))"),
        deepnorm.every(
            "deepnorm, N = 12: beta",
            DEEPNET,
            Published.rounded(".319472"),
            256,
            "at[1].weight_std * sqrt(width)"),
        deepnorm.limit(
            "deepnorm, N = 12: share of the identity in 24 blocks",
            "99 % at initialisation",
            Published.rounded(".9873"),
            256,
            "exp(24 * ln(2.213364) - %s)".formatted(logDivisors(24))),
        deepnorm.limit(
            "deepnorm, N = 12: branch^2 / (alpha x)^2",
            BLOCKS,
            Published.rounded(".00106315"),
            256,
            "pow(at[24].branch_rms / at[22].stream_rms, 2) / sqrt(24)"),
        fixup.every(
            "fixup, 100 branches: first matrix, factor of its std",
            FIXUP,
            Published.exact("0.1", 0.1),
            64,
            "at[1].weight_std / at[0].weight_std"),
        fixup.every(
            "fixup, 100 branches: last matrix",
            FIXUP,
            Published.exact("0", 0),
            64,
            "at[2].weight_std"));
  }
}
