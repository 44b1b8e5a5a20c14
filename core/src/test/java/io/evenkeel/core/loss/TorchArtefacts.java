package io.evenkeel.core.loss;

import io.evenkeel.core.golden.GoldenCase;
import java.util.Arrays;

/** Where the reference holds what PyTorch's arithmetic made of a result, not the result. */
final class TorchArtefacts {
  /** Largest z with a finite exp(z). */
  private static final double LARGEST_EXPONENT = 709.78;

  private TorchArtefacts() {}

  /**
   * Whether entry {@code index} of a case's result is one.
   *
   * @param what {@code "value"}, or the input that the gradient belongs to
   */
  static boolean at(GoldenCase golden, String what, int index) {
    return switch (golden.op()) {
      case "kl_div" ->
          what.equals("target")
              && !golden.params().required("log_target").booleanValue()
              && input(golden, "target", index) == 0;
      case "poisson_nll" ->
          what.equals("target")
              && golden.params().required("full").booleanValue()
              && input(golden, "target", index) == 0;
      case "bce" ->
          what.equals("target")
              && (input(golden, "input", index) == 0 || input(golden, "input", index) == 1);
      case "smooth_l1" ->
          !what.equals("value")
              && GoldenCase.number(golden.params().required("beta")) == 0
              && input(golden, "input", index) == input(golden, "target", index);
      case "soft_margin" ->
          -input(golden, "input", index) * input(golden, "target", index) > LARGEST_EXPONENT;
      case "ctc" -> what.equals("logits") && infinite(golden);
      default -> false;
    };
  }

  /** PyTorch's gradient is NaN for every sequence of a batch that holds one without alignment. */
  private static boolean infinite(GoldenCase golden) {
    return Arrays.stream(GoldenCase.doubles(golden.expected().required("value")))
            .anyMatch(Double::isInfinite)
        && golden.tags().contains("nonfinite_grad:logits");
  }

  private static double input(GoldenCase golden, String name, int index) {
    return GoldenCase.doubles(golden.inputs().required(name))[index];
  }
}
