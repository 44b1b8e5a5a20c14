package io.evenkeel.core.data;

import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import java.util.List;

/** The inputs by name. */
public final class Inputs {
  /** All of them. */
  public static final Catalog<InputScheme> CATALOG =
      new Catalog<>(
          "input",
          List.of(
              new Entry<>(
                  "gaussian",
                  List.of("normal"),
                  "independent N(mean, std^2)",
                  List.of(
                      number("mean", 0.0, "mean, any number"),
                      number("std", 1.0, "standard deviation, above 0")),
                  a -> new GaussianInput(a.number("mean"), a.number("std"))),
              new Entry<>(
                  "uniform",
                  List.of(),
                  "independent, uniform on [low, high)",
                  List.of(
                      number("low", 0.0, "lower end, below high"),
                      number("high", 1.0, "upper end, above low")),
                  a -> new UniformInput(a.number("low"), a.number("high")))));

  private Inputs() {}
}
