package io.evenkeel.core.train;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import java.util.List;

/** The parametrisations by name. */
public final class Parametrizations {
  private static final int MOST_UNITS = 10_000_000;
  private static final String ALLOWED = "a whole number from 1 to " + MOST_UNITS;

  /** All parametrisations. */
  public static final Catalog<Parametrization> CATALOG =
      new Catalog<>(
          "parametrization",
          List.of(
              new Entry<>(
                  "standard",
                  List.of(),
                  "weights as drawn, one learning rate",
                  List.of(),
                  a -> Parametrization.STANDARD),
              new Entry<>(
                  "mup",
                  List.of(),
                  "maximal update: weights and learning rates of base_width, scaled by the table of"
                      + " Yang et al. 2022",
                  List.of(
                      Parameter.integer(
                          "base_width", null, "width at which nothing is scaled, " + ALLOWED)),
                  Parametrizations::mup)));

  private Parametrizations() {}

  private static Parametrization mup(Arguments a) {
    return new Parametrization(
        (int) a.number("base_width", x -> x >= 1 && x <= MOST_UNITS, ALLOWED));
  }
}
