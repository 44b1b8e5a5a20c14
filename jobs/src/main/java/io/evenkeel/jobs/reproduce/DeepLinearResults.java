package io.evenkeel.jobs.reproduce;

import java.util.List;

/**
 * Deep linear nets of one unit, one row and L weights that all start at 1, under mean squared error
 * and gradient descent: the weights stay alike, and with {@code s = t / x} and {@code eta = 2 lr
 * x^2} a step is {@code w <- w - eta (w^L - s) w^(L-1)}.
 *
 * <p>x follows from the rows of the first layer, the output {@code y = w^L x} from those of the
 * last, and t follows from the loss at step 0, up to a sign.
 */
final class DeepLinearResults {
  private static final int STEPS = 20;

  /** The input x, which is measured because the first weight is 1 at step 0. */
  private static final String INPUT = "get(at, 0).act_mean";

  private DeepLinearResults() {}

  static List<Claim> claims() {
    return List.of(law(), steps(5, "16"), steps(20, "13"));
  }

  /** Compares each step of each seed with the formula, relative to the size of the outputs. */
  private static Claim law() {
    String first = "get(at, k).act_mean / %s".formatted(INPUT);
    String next = "get(at, k + 1).act_mean / %s".formatted(INPUT);
    String output = "get(at, %s + k).act_mean".formatted(4 * (STEPS + 1));
    String target = "(%s + s * sqrt(get(losses, 0)))".formatted(INPUT);
    String expected =
        "%s - 2 * lr * (%s - %s) * power(%s, 4) * %s"
            .formatted(first, output, target, first, INPUT);
    String off =
        "aggregate(sequence(0, %s), 0D, (sum, k) -> sum + abs(%s - (%s)))"
            .formatted(STEPS - 1, next, expected);
    return Claim.of(
        "deep linear, 5 weights of 1: 20 steps beside their recursion",
        "exact, to 1e-4 in float32",
        Published.exact("0", 0),
        new Statistic.Every(
            new Selection(
                cell(5) + " AND input LIKE '%std=0.1)'",
                "round(array_min(transform(array(1D, -1D), s -> %s)), 4)".formatted(off))));
  }

  /** Takes seeds whose target is 2 x to within half a percent; a step has the size 0.1 / L. */
  private static Claim steps(int layers, String published) {
    String output = "get(at, %s + k).act_mean".formatted((layers - 1) * (STEPS + 1));
    String target = "(%s + sqrt(get(losses, 0)))".formatted(INPUT);
    return Claim.of(
        "deep linear, %s weights of 1, target 2 x: steps to within 1 %%".formatted(layers),
        "exact recursion",
        Published.exact(published, Integer.parseInt(published)),
        new Statistic.Every(
            new Selection(
                cell(layers) + " AND input LIKE '%std=1e-6)'",
                "size(filter(sequence(0, %s), k -> abs(%s / %s - 1) > 0.01))"
                    .formatted(STEPS, output, target))));
  }

  private static String cell(int layers) {
    return "steps = %s AND width = 1 AND depth = %s".formatted(STEPS, layers);
  }
}
