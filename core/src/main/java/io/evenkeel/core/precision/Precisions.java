package io.evenkeel.core.precision;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.flag;

import io.evenkeel.core.Alias;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.kernel.FloatFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The family of {@link Precision}s; {@value #FLOAT32} stands for no narrower format. */
public final class Precisions {
  /** The word for a network in which nothing is rounded. */
  public static final String FLOAT32 = "float32";

  static final String NEAREST = "nearest";
  static final String STOCHASTIC = "stochastic";

  /** All members. */
  public static final Catalog<Precision> CATALOG =
      new Catalog<>(
          "precision",
          Arrays.stream(FloatFormat.values()).map(Precisions::entry).toList(),
          List.of(
              named("bfloat16", FloatFormat.BF16),
              named("half", FloatFormat.FP16),
              named("float16", FloatFormat.FP16),
              named("float8_e4m3fn", FloatFormat.FP8_E4M3),
              named("float8_e4m3", FloatFormat.FP8_E4M3),
              named("float8_e5m2", FloatFormat.FP8_E5M2)));

  private Precisions() {}

  private static Alias named(String name, FloatFormat format) {
    return Alias.of(name, format.text(), "PyTorch").with("weights", "rounding");
  }

  private static Entry<Precision> entry(FloatFormat format) {
    return new Entry<>(
        format.text(),
        List.of(),
        String.format(
            Locale.ROOT,
            "%d bits of fraction; largest %.6g, smallest normal %.6g, smallest %.6g",
            format.fractionBits(),
            format.largest(),
            format.smallestNormal(),
            format.smallest()),
        List.of(
            flag("weights", true, "whether weights and biases are rounded"),
            choice(
                "rounding",
                NEAREST,
                List.of(NEAREST, STOCHASTIC),
                "how results are rounded; operands are rounded to nearest")),
        arguments ->
            new Precision(
                format,
                arguments.flag("weights"),
                arguments.choice("rounding").equals(STOCHASTIC)));
  }
}
