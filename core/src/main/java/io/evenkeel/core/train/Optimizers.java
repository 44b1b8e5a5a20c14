package io.evenkeel.core.train;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import java.util.List;
import java.util.function.Function;

/** The optimisers by name, with the defaults of {@code torch.optim}. */
public final class Optimizers {
  private static final String SHARE = "at least 0 and below 1";
  private static final String ABOVE_0 = "above 0";

  /** All optimisers. */
  public static final Catalog<Optimizer> CATALOG =
      new Catalog<>(
          "optimizer",
          List.of(
              entry("sgd", "w -= lr (g + decay w)", a -> new Sgd()),
              entry(
                  "momentum",
                  "b = beta b + g + decay w, w -= lr b; no dampening",
                  a -> new Momentum(share(a, "beta"), false),
                  beta("beta", 0.9)),
              entry(
                  "nesterov",
                  "d = g + decay w, b = beta b + d, w -= lr (d + beta b)",
                  a -> new Momentum(share(a, "beta"), true),
                  beta("beta", 0.9)),
              entry(
                  "adam",
                  "w -= lr mhat / (sqrt(vhat) + eps), moments of g + decay w",
                  a -> adam(a, false),
                  beta("beta1", 0.9),
                  beta("beta2", 0.999),
                  eps(1e-8)),
              entry(
                  "adamw",
                  "w = (1 - lr decay) w - lr mhat / (sqrt(vhat) + eps), moments of g",
                  a -> adam(a, true),
                  beta("beta1", 0.9),
                  beta("beta2", 0.999),
                  eps(1e-8)),
              entry(
                  "rmsprop",
                  "d = g + decay w, v = alpha v + (1 - alpha) d^2, w -= lr d / (sqrt(v) + eps)",
                  a -> new RmsProp(share(a, "alpha"), positive(a, "eps")),
                  beta("alpha", 0.99),
                  eps(1e-8))));

  private Optimizers() {}

  private static Adam adam(Arguments a, boolean decoupled) {
    return new Adam(share(a, "beta1"), share(a, "beta2"), positive(a, "eps"), decoupled);
  }

  private static double share(Arguments a, String name) {
    return a.number(name, x -> x >= 0 && x < 1, SHARE);
  }

  private static double positive(Arguments a, String name) {
    return a.number(name, x -> x > 0, ABOVE_0);
  }

  private static Parameter beta(String name, double defaultValue) {
    return Parameter.number(name, defaultValue, "share that stays from step to step, " + SHARE);
  }

  private static Parameter eps(double defaultValue) {
    return Parameter.number("eps", defaultValue, "added to the root, " + ABOVE_0);
  }

  private static Entry<Optimizer> entry(
      String name, String formula, Function<Arguments, Optimizer> make, Parameter... parameters) {
    return new Entry<>(name, List.of(), formula, List.of(parameters), make);
  }
}
