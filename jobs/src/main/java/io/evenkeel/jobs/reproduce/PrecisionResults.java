package io.evenkeel.jobs.reproduce;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.ArrayList;
import java.util.List;

/**
 * Results for narrower formats: where networks overflow or become zero, how many layers one loss
 * scale serves, how much noise one rounding adds, and how that noise grows with depth.
 */
final class PrecisionResults {
  private static final String RANGE = "range of the format";
  private static final String ROUNDING = "normal values, rounded";
  private static final String SIMULATED = "independent simulations";
  private static final String WINDOW = "range of the format, mean field";

  /** The number of values of a layer: 16 rows of 256 units. */
  private static final long VALUES = 4096;

  private PrecisionResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(overflows());
    claims.addAll(zeros());
    claims.addAll(lossScales());
    claims.addAll(roundings());
    claims.addAll(noise());
    return claims;
  }

  private static Selection at(String cell, String precision, String value) {
    return new Selection(cell + " AND precision = '%s'".formatted(precision), value);
  }

  /** The first layer for which a condition holds; NULL if there is none. */
  private static String first(String condition) {
    return "array_min(transform(filter(at, x -> %s), x -> x.layer))".formatted(condition);
  }

  private static List<Claim> overflows() {
    return List.of(
        overflow("fp16", 3),
        overflow("bf16", 31),
        overflow("fp8_e5m2", 3),
        overflow("fp8_e4m3", 1));
  }

  /**
   * The first layer that overflows. A product beyond float32 is infinite before it is rounded and
   * does not count as an overflow.
   */
  private static Claim overflow(String format, int layer) {
    String cell = Selection.cell("identity", "normal", 256, 33, 16);
    return Claim.of(
        "linear, N(0, 1), %s: first layer to overflow".formatted(format),
        RANGE,
        Published.exact(Integer.toString(layer), layer),
        new Statistic.Every(
            at(
                cell,
                format,
                "least(%s, first_nonfinite_layer)".formatted(first("x.overflow_count > 0")))));
  }

  /**
   * The layer at which values become zero. Weights with a std of 0.01 divide by 6.25 per layer; in
   * float32 only nine layers have normal values.
   */
  private static List<Claim> zeros() {
    String cell = Selection.cell("identity", "normal", 256, 12, 16);
    String layers = "9 + ln(0.67448975 * at[8].pre_rms / pow(2, -25)) / ln(6.25)";
    return List.of(
        Claim.of(
            "linear, N(0, .01), fp16: first layer that is half zero",
            RANGE,
            Published.exact("9", 9),
            new Statistic.Every(at(cell, "fp16", first("x.act_zero_fraction >= 0.5")))),
        Claim.of(
            "linear, N(0, .01), fp16: layers until half is zero",
            RANGE,
            Published.rounded("9.24"),
            Statistic.Means.of(at(cell, "float32", layers))));
  }

  private static List<Claim> lossScales() {
    String single = Selection.cell("identity", "lecun_normal", 256, 1, 16);
    return List.of(
        Claim.of(
            "fp16: binades of loss scales for 4096 normal gradients",
            RANGE,
            Published.rounded("32.8"),
            Statistic.Means.of(
                at(single, "float32", "loss_scale_log2_high - loss_scale_log2_low"))),
        served("sigmoid, gain 1", "sigmoid", 15.8),
        served("tanh, gain 5/3", "tanh", 238.8));
  }

  /**
   * The number of layers that one loss scale serves, from the gradient's factor per layer at the
   * fixed point. The published window of 32.8 binades is rounded to 0.05, and so is the number of
   * layers.
   */
  private static Claim served(String what, String activation, double layers) {
    String value =
        "%s / abs((at[15].log10_grad_rms - at[115].log10_grad_rms) / 100 * log2(10))"
            .formatted(FormatForecast.binades(FloatFormat.FP16, VALUES));
    return Claim.of(
        what + ", fp16: layers that one loss scale serves",
        WINDOW,
        Published.approximate(Numerals.of(layers), 0.05 + 0.05 / 32.8 * layers),
        Statistic.Means.extrapolated(
            new Selection(Selection.cell(activation, "xavier_normal", 256, 130, 8), value),
            new Selection(Selection.cell(activation, "xavier_normal", 512, 130, 8), value)));
  }

  /**
   * The noise of a layer whose input and result are rounded: each contributes half of the noise
   * power, measured as 1 - cos.
   */
  private static List<Claim> roundings() {
    return List.of(
        rounding("fp16", "4.29957e-8"),
        rounding("bf16", "2.75172e-6"),
        rounding("fp8_e5m2", "2.81776e-3"),
        rounding("fp8_e4m3", "7.04441e-4"));
  }

  /**
   * The noise of one rounding. If noise is not independent of the value, 1 - cos changes by some
   * power of the noise, relative to its value.
   */
  private static Claim rounding(String format, String power) {
    String cell = Selection.cell("identity", "lecun_normal", 1024, 1, 16);
    return Claim.of(
        format + ": noise / signal power of one rounding",
        ROUNDING,
        Published.approximateFactor(power, 1 + 5 * Double.parseDouble(power)),
        Statistic.Means.of(at(cell, format + "(weights=false)", "log10(at[0].twin_distance)")));
  }

  private static List<Claim> noise() {
    String cell = Selection.cell("tanh", "xavier_normal", 256, 50, 16);
    return List.of(
        distance(cell, 19, "6.6e-4", "8.7e-4"),
        distance(cell, 29, "5.1e-3", "5.9e-3"),
        distance(cell, 49, ".13", ".18"),
        Claim.of(
            "tanh, gain 5/3, bf16: noise past layer 45: 1 - cos in layer 46",
            SIMULATED,
            Published.between(".1", "1"),
            Statistic.Means.of(at(cell, "bf16", "at[46].twin_distance"))));
  }

  private static Claim distance(String cell, int layer, String from, String to) {
    return Claim.of(
        "tanh, gain 5/3, bf16: 1 - cos to float32, layer " + layer,
        SIMULATED,
        Published.between(from, to),
        Statistic.Means.of(at(cell, "bf16", "at[%s].twin_distance".formatted(layer))));
  }
}
