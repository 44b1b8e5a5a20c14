package io.evenkeel.core.loss;

import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import java.util.List;

/** The losses by name, as an axis of a sweep, with PyTorch's parameters and defaults. */
public final class Losses {
  /** All of them. */
  public static final Catalog<OutputLoss> CATALOG =
      new Catalog<>(
          "loss",
          List.of(
              new Entry<>(
                  "cross_entropy",
                  List.of(),
                  "log(sum_j exp(x_j)) - x_label, label uniform over the units",
                  List.of(
                      number(
                          "label_smoothing",
                          0.0,
                          "weight of the uniform distribution in the target, in [0, 1]")),
                  a -> new OutputCrossEntropy(a.number("label_smoothing"))),
              new Entry<>(
                  "mse",
                  List.of(),
                  "mean of (x - t)^2, t ~ N(0, 1)",
                  List.of(),
                  a -> new OutputMse()),
              new Entry<>(
                  "random_cotangent",
                  List.of(),
                  "sum of x * c, c ~ N(0, 1): the gradient is c",
                  List.of(),
                  a -> new RandomCotangent())));

  private Losses() {}
}
