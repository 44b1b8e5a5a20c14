package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.theory.DepthScale;
import io.evenkeel.core.theory.MeanField;

/** What {@code evenkeel theory} says of a wide, deep plain net, whatever its depth is. */
final class FieldFigures {
  private FieldFigures() {}

  /** The phase, with what it means for inputs and gradients. */
  static String phase(MeanField field) {
    String ordered =
        field.length() == 0
            ? "ordered (the signal dies out, gradients vanish)"
            : "ordered (inputs grow alike, gradients vanish)";
    return switch (field.phase()) {
      case ORDERED -> ordered;
      case CRITICAL -> "critical (no exponential change)";
      case CHAOTIC ->
          field.jumps()
              ? "chaotic (alike inputs part at a jump, which no gradient contains; gradients %s)"
                  .formatted(gradients(field.chi1()))
              : "chaotic (alike inputs come apart, gradients explode)";
      case UNBOUNDED -> "unbounded (the signal grows without end, or never settles)";
    };
  }

  private static String gradients(double chi1) {
    return DepthScale.isOne(chi1) ? "keep their size" : chi1 < 1 ? "vanish" : "explode";
  }

  /** Fixed points, chi_1 and depth scales, with their meanings. */
  static Figures of(MeanField field) {
    Figures figures =
        new Figures()
            .add("q*", field.length(), "pre-activation variance that layers settle at")
            .add("c*", correlation(field), correlationMeaning(field))
            .add("chi_1", field.chi1(), "a layer's factor on the squared gradient, going back")
            .add(
                "xi_q",
                field.lengthScale(),
                "layers over which the variance settles, by a factor e")
            .add("xi_c", field.correlationScale(), "layers over which the correlation settles")
            .add(
                "xi_grad",
                field.gradientScale(),
                "layers over which the squared gradient falls; negative: grows");
    return figures.add(
        "depth_c",
        depthCritical(field.separation()),
        "up to this depth alike inputs keep their distance within 10 x sqrt(depth), as verdicts"
            + " allow");
  }

  private static Object correlation(MeanField field) {
    return field.correlation().isPresent() ? (Object) field.correlation().getAsDouble() : "none";
  }

  private static String correlationMeaning(MeanField field) {
    if (field.correlation().isPresent()) {
      return "correlation of two inputs that layers settle at";
    }
    if (!Double.isFinite(field.length())) {
      return "no correlation to settle at: the variance never settles";
    }
    return Double.isNaN(field.separation())
        ? "no correlation to settle at: every output is 0"
        : "no correlation to settle at: layers keep every one as it is";
  }

  /**
   * The deepest network whose alike inputs part or join by no more than the verdicts allow.
   *
   * @param separation factor per layer on their squared distance
   */
  private static double depthCritical(double separation) {
    if (DepthScale.isOne(separation)) {
      return Double.POSITIVE_INFINITY;
    }
    double decades = Math.abs(StrictMath.log10(separation)) / 2;
    if (Double.isNaN(decades)) {
      return Double.NaN;
    }
    int depth = 1;
    while (decades * depth <= Thresholds.DEFAULT.decadesAllowed(depth + 1)) {
      depth++;
    }
    return depth;
  }
}
