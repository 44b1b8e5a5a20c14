package io.evenkeel.core.loss;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.Optional;

/** Checks of losses' parameters and inputs. */
final class Checks {
  private Checks() {}

  static void parameter(boolean fits, String loss, String name, double value, String allowed) {
    if (!fits) {
      throw new SpecException(
          "%s of %s must be %s, got %s".formatted(name, loss, allowed, Numbers.text(value)));
    }
  }

  static void finite(String loss, String name, double value) {
    parameter(Double.isFinite(value), loss, name, value, "a finite number");
  }

  static void noBatchMean(String loss, Reduction reduction) {
    if (reduction == Reduction.BATCHMEAN) {
      throw new SpecException(
          "reduction of %s must be one of none, sum, mean, got batchmean".formatted(loss));
    }
  }

  static void count(Loss loss, Tensor[] inputs) {
    if (inputs.length != loss.inputs().size()) {
      throw new SpecException(
          "%s needs %s inputs (%s), got %s"
              .formatted(
                  loss.name(),
                  loss.inputs().size(),
                  String.join(", ", loss.inputs()),
                  inputs.length));
    }
  }

  static void shape(String loss, String name, Tensor tensor, int... shape) {
    if (!tensor.hasShape(shape)) {
      throw new SpecException(
          "%s of %s must have shape %s, got %s"
              .formatted(name, loss, Arrays.toString(shape), Arrays.toString(tensor.shape())));
    }
  }

  static void rank(String loss, String name, Tensor tensor, int min, int max, String allowed) {
    if (tensor.rank() < min || tensor.rank() > max) {
      throw new SpecException(
          "%s of %s must have shape %s, got %s"
              .formatted(name, loss, allowed, Arrays.toString(tensor.shape())));
    }
  }

  /** Requires a weight's entries to be finite and at least 0. */
  static void weight(String loss, String name, Optional<Tensor> weight) {
    if (weight.isEmpty()) {
      return;
    }
    Tensor w = weight.get();
    for (int i = 0; i < w.length(); i++) {
      if (!(w.at(i) >= 0 && Double.isFinite(w.at(i)))) {
        throw entry(loss, name, i, "finite and at least 0", w.at(i));
      }
    }
  }

  /** Requires every entry to lie in [0, 1]; NaN passes. */
  static void unitInterval(String loss, String name, Tensor tensor) {
    for (int i = 0; i < tensor.length(); i++) {
      if (tensor.at(i) < 0 || tensor.at(i) > 1) {
        throw entry(loss, name, i, "in [0, 1]", tensor.at(i));
      }
    }
  }

  /** Requires every entry to be 1 or -1. */
  static void signs(String loss, String name, Tensor tensor) {
    for (int i = 0; i < tensor.length(); i++) {
      if (Math.abs(tensor.at(i)) != 1) {
        throw entry(loss, name, i, "1 or -1", tensor.at(i));
      }
    }
  }

  /** The entries as integers; requires every entry to be a whole number in [from, to). */
  static int[] whole(String loss, String name, Tensor tensor, int from, int to, String allowed) {
    int[] whole = new int[tensor.length()];
    for (int i = 0; i < whole.length; i++) {
      double value = tensor.at(i);
      whole[i] = (int) value;
      if (!(whole[i] == value && value >= from && value < to)) {
        throw entry(loss, name, i, allowed, value);
      }
    }
    return whole;
  }

  static SpecException entry(String loss, String name, int index, String allowed, double value) {
    return new SpecException(
        "%s[%s] of %s must be %s, got %s"
            .formatted(name, index, loss, allowed, Numbers.text(value)));
  }
}
