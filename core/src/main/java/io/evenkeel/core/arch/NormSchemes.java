package io.evenkeel.core.arch;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Alias;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.norm.RmsNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** The family of {@link NormScheme}s: PyTorch's norms, with a place. */
public final class NormSchemes {
  /** All members. */
  public static final Catalog<NormScheme> CATALOG =
      new Catalog<>(
          "norm",
          List.of(
              entry(
                  "layer_norm",
                  "(x - mean) / sqrt(variance + eps) over the units of a row",
                  NormScheme.Place.BRANCH,
                  LayerNorm.DEFAULT_EPS,
                  LayerNorm::new),
              entry(
                  "rms_norm",
                  "x / sqrt(mean square + eps) over the units of a row",
                  NormScheme.Place.BRANCH,
                  RmsNorm.DEFAULT_EPS,
                  RmsNorm::new),
              entry(
                  "batch_norm",
                  "(x - mean) / sqrt(variance + eps) over the rows of a unit, in training mode",
                  NormScheme.Place.BEFORE_ACTIVATION,
                  BatchNorm.DEFAULT_EPS,
                  BatchNorm::new)),
          List.of(
              Alias.of("BatchNorm1d", "batch_norm", "PyTorch").with("place", "eps"),
              Alias.of("BatchNorm2d", "batch_norm", "PyTorch").with("place", "eps"),
              Alias.of("BatchNormalization", "batch_norm", "Keras").with("place", "epsilon=eps"),
              Alias.of("LayerNormalization", "layer_norm", "Keras").with("place", "epsilon=eps"),
              Alias.of("pre_ln", "layer_norm", "before each branch").with("eps"),
              Alias.of("post_ln", "layer_norm(place=stream)", "behind each block").with("eps")));

  private NormSchemes() {}

  private static Entry<NormScheme> entry(
      String name, String formula, NormScheme.Place place, double eps, DoubleFunction<Norm> norm) {
    return new Entry<>(
        name,
        List.of(),
        formula,
        List.of(
            choice(
                "place",
                place.text(),
                Arrays.stream(NormScheme.Place.values()).map(NormScheme.Place::text).toList(),
                "branch: what enters a branch; stream: a block's output; or each weight layer"),
            number("eps", eps, "constant beside the variance, above 0")),
        arguments ->
            new NormScheme(
                norm.apply(arguments.number("eps")),
                NormScheme.Place.of(arguments.choice("place"))));
  }
}
