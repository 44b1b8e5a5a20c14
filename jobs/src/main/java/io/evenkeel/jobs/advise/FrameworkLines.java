package io.evenkeel.jobs.advise;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.KaimingNormal;
import io.evenkeel.core.init.KaimingUniform;
import io.evenkeel.core.init.LecunNormal;
import io.evenkeel.core.init.LecunUniform;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.init.Orthogonal;
import io.evenkeel.core.init.VarianceScaling;
import io.evenkeel.core.init.XavierNormal;
import io.evenkeel.core.init.XavierUniform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a scheme as a line of code for several frameworks. The scheme is a law of weights with
 * variance v / fan_in, v / ((fan_in + fan_out) / 2) or s^2, or an orthogonal matrix.
 */
public final class FrameworkLines {
  private static final String UNITS = "units";

  /** The shape of a law. */
  private enum Shape {
    NORMAL,
    UNIFORM,
    TRUNCATED
  }

  /** The divisor of the variance. */
  private enum Fan {
    FAN_IN,
    FAN_AVG,
    ONE
  }

  /** Independent entries of variance {@code scale} / fan. */
  private record Law(Shape shape, Fan fan, double scale) {
    double std() {
      return Math.sqrt(scale);
    }
  }

  private final Initializer init;
  private final Optional<Double> biasStd;
  private final boolean biasUniform;

  private FrameworkLines(Initializer init, Scheme scheme) {
    this.init = init;
    Optional<Initializer> bias =
        scheme.hasBias()
            ? Optional.of(Initializers.CATALOG.create(Spec.parse(scheme.bias())))
            : Optional.empty();
    biasStd = bias.filter(Normal.class::isInstance).map(b -> ((Normal) b).std());
    biasUniform = bias.filter(KaimingUniform.class::isInstance).isPresent();
  }

  /**
   * The lines, by framework: PyTorch, Keras, JAX (flax), DL4J.
   *
   * @param scheme of a candidate
   */
  public static Map<String, String> of(Scheme scheme) {
    FrameworkLines lines =
        new FrameworkLines(Initializers.CATALOG.create(Spec.parse(scheme.init())), scheme);
    Map<String, String> map = new LinkedHashMap<>();
    map.put("PyTorch", lines.pytorch());
    map.put("Keras", lines.keras());
    map.put("JAX (flax)", lines.flax());
    map.put("DL4J", lines.dl4j());
    return map;
  }

  private Optional<Law> law() {
    if (init instanceof KaimingNormal kaiming) {
      return Optional.of(new Law(Shape.NORMAL, Fan.FAN_IN, kaiming.variance(1, 1)));
    }
    if (init instanceof KaimingUniform kaiming) {
      return Optional.of(new Law(Shape.UNIFORM, Fan.FAN_IN, kaiming.variance(1, 1)));
    }
    if (init instanceof XavierNormal xavier) {
      return Optional.of(new Law(Shape.NORMAL, Fan.FAN_AVG, xavier.variance(1, 1)));
    }
    if (init instanceof XavierUniform xavier) {
      return Optional.of(new Law(Shape.UNIFORM, Fan.FAN_AVG, xavier.variance(1, 1)));
    }
    if (init instanceof LecunNormal) {
      return Optional.of(new Law(Shape.NORMAL, Fan.FAN_IN, 1));
    }
    if (init instanceof LecunUniform) {
      return Optional.of(new Law(Shape.UNIFORM, Fan.FAN_IN, 1));
    }
    if (init instanceof VarianceScaling scaling) {
      return Optional.of(new Law(Shape.TRUNCATED, Fan.FAN_IN, scaling.scale()));
    }
    return init instanceof Normal normal
        ? Optional.of(new Law(Shape.NORMAL, Fan.ONE, normal.std() * normal.std()))
        : Optional.empty();
  }

  private double orthogonalGain() {
    return ((Orthogonal) init).gain();
  }

  private String pytorch() {
    String weight =
        law()
            .map(FrameworkLines::torchWeight)
            .orElseGet(
                () -> "nn.init.orthogonal_(m.weight, gain=%s)".formatted(text(orthogonalGain())));
    String bias =
        biasUniform
            ? "nn.init.uniform_(m.bias, -m.in_features**-0.5, m.in_features**-0.5)"
            : biasStd
                .map(std -> "nn.init.normal_(m.bias, std=%s)".formatted(text(std)))
                .orElse("nn.init.zeros_(m.bias)");
    return weight + "; " + bias;
  }

  private static String torchWeight(Law law) {
    String fan =
        switch (law.fan()) {
          case FAN_IN -> " / m.in_features**0.5";
          case FAN_AVG -> " / ((m.in_features + m.out_features) / 2)**0.5";
          case ONE -> "";
        };
    return switch (law.shape()) {
      case NORMAL -> "nn.init.normal_(m.weight, std=%s%s)".formatted(text(law.std()), fan);
      case UNIFORM ->
          "k = %s%s; nn.init.uniform_(m.weight, -k, k)"
              .formatted(text(Math.sqrt(3) * law.std()), fan);
      case TRUNCATED ->
          "s = %s%s / 0.8796256610342398; nn.init.trunc_normal_(m.weight, std=s, a=-2*s, b=2*s)"
              .formatted(text(law.std()), fan);
    };
  }

  private String keras() {
    String kernel =
        law()
            .map(law -> law.fan() == Fan.ONE ? kerasNormal(law.std()) : kerasScaling(law))
            .orElseGet(
                () -> "keras.initializers.Orthogonal(gain=%s)".formatted(text(orthogonalGain())));
    String bias =
        biasUniform
            ? ", bias_initializer=keras.initializers.RandomUniform(-fan_in**-0.5, fan_in**-0.5)"
            : biasStd.map(std -> ", bias_initializer=" + kerasNormal(std)).orElse("");
    return "keras.layers.Dense(%s, kernel_initializer=%s%s)".formatted(UNITS, kernel, bias);
  }

  private static String kerasNormal(double std) {
    return "keras.initializers.RandomNormal(stddev=%s)".formatted(text(std));
  }

  private static String kerasScaling(Law law) {
    String distribution =
        switch (law.shape()) {
          case NORMAL -> "untruncated_normal";
          case UNIFORM -> "uniform";
          case TRUNCATED -> "truncated_normal";
        };
    return "keras.initializers.VarianceScaling(%s, \"%s\", \"%s\")"
        .formatted(text(law.scale()), fan(law), distribution);
  }

  private static String fan(Law law) {
    return law.fan() == Fan.FAN_AVG ? "fan_avg" : "fan_in";
  }

  private String flax() {
    String kernel =
        law()
            .map(law -> law.fan() == Fan.ONE ? flaxNormal(law.std()) : flaxScaling(law))
            .orElseGet(() -> "nn.initializers.orthogonal(%s)".formatted(text(orthogonalGain())));
    String bias =
        biasUniform
            ? ", bias_init=lambda key, shape, dtype: jax.random.uniform(key, shape, dtype,"
                + " -fan_in**-0.5, fan_in**-0.5)"
            : biasStd.map(std -> ", bias_init=" + flaxNormal(std)).orElse("");
    return "nn.Dense(%s, kernel_init=%s%s)".formatted(UNITS, kernel, bias);
  }

  private static String flaxNormal(double std) {
    return "nn.initializers.normal(%s)".formatted(text(std));
  }

  private static String flaxScaling(Law law) {
    String distribution =
        switch (law.shape()) {
          case NORMAL -> "normal";
          case UNIFORM -> "uniform";
          case TRUNCATED -> "truncated_normal";
        };
    return "nn.initializers.variance_scaling(%s, \"%s\", \"%s\")"
        .formatted(text(law.scale()), fan(law), distribution);
  }

  private String dl4j() {
    String weight =
        law()
            .map(FrameworkLines::dl4jWeight)
            .orElseGet(() -> "new OrthogonalDistribution(%s)".formatted(text(orthogonalGain())));
    return ".weightInit(%s)".formatted(weight)
        + (biasStd.isPresent() || biasUniform
            ? "  // DL4J draws no random biases: set them after init()"
            : ".biasInit(0)");
  }

  private static String dl4jWeight(Law law) {
    String fan =
        switch (law.fan()) {
          case FAN_IN -> " / Math.sqrt(nIn)";
          case FAN_AVG -> " / Math.sqrt((nIn + nOut) / 2.0)";
          case ONE -> "";
        };
    return switch (law.shape()) {
      case NORMAL -> "new NormalDistribution(0, %s%s)".formatted(text(law.std()), fan);
      case UNIFORM -> {
        String bound = text(Math.sqrt(3) * law.std()) + fan;
        yield "new UniformDistribution(-%s, %s)".formatted(bound, bound);
      }
      case TRUNCATED ->
          "new TruncatedNormalDistribution(0, %s%s)"
              .formatted(text(law.std() / 0.8796256610342398), fan);
    };
  }

  private static String text(double x) {
    return Numbers.text((double) Math.round(x * 1e8) / 1e8);
  }
}
