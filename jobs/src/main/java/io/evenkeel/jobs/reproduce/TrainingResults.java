package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * Results for training: how far it moves activations at each width, the neural tangent kernel that
 * decides which learning rates converge, and a course with a closed form. For a trained trial
 * {@code at} has a row for each layer and measured step.
 */
final class TrainingResults {
  private static final String LEADING = "leading order in 1/n";

  /**
   * The difference between exponents fitted to networks and those of infinite width that is
   * allowed.
   */
  private static final double FITTED = 0.042;

  /**
   * Columns: e for both signs; y after 0 to 3 steps, from the second layer's rows; L; the learning
   * rate.
   */
  private static final String KNOWN =
      "transform(array(1D, -1D), s -> struct(s * sqrt(loss_mean) AS e, get(at, 4).act_mean AS y0,"
          + " get(at, 5).act_mean AS y1, get(at, 6).act_mean AS y2, get(at, 7).act_mean AS y3,"
          + " ntk_max AS k, lr AS lr))";

  /** The same columns and |x|^2, from the first step. */
  private static final String WITH_LENGTH =
      "transform(%s, r -> struct(r.e AS e, r.y0 AS y0, r.y1 AS y1, r.y2 AS y2, r.y3 AS y3, r.k AS k,"
              .formatted(KNOWN)
          + " r.lr AS lr, (r.y1 - r.y0 + 2 * r.lr * r.e * r.k)"
          + " / (4 * r.lr * r.lr * r.e * r.e * r.y0) AS x))";

  /** The same columns and e and L after the first step, and e after the second. */
  private static final String AFTER_ONE_STEP =
      "transform(%s, r -> struct(r.y1 - r.y0 + r.e AS e, r.y2 - r.y0 + r.e AS e2, r.y1 AS y1,"
              .formatted(WITH_LENGTH)
          + " r.y2 AS y2, r.y3 AS y3, r.lr AS lr, r.x AS x,"
          + " r.k - 8 * r.lr * r.e * r.x * r.y0 + 4 * r.lr * r.lr * r.e * r.e * r.x * r.k AS k))";

  /** The relative deviation of the outputs after two and three steps from the formula. */
  private static final String DEVIATION =
      "array_min(transform(%s, r -> abs((r.y1 - 2 * r.lr * r.e * r.k".formatted(AFTER_ONE_STEP)
          + " + 4 * r.lr * r.lr * r.e * r.e * r.x * r.y1) / r.y2 - 1)"
          + " + abs((r.y2 - 2 * r.lr * r.e2 * (r.k - 8 * r.lr * r.e * r.x * r.y1"
          + " + 4 * r.lr * r.lr * r.e * r.e * r.x * r.k)"
          + " + 4 * r.lr * r.lr * r.e2 * r.e2 * r.x * r.y2) / r.y3 - 1)))";

  private TrainingResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(exponents("SGD", "sgd", "standard", 4096, List.of("-0.5", "0.5", "1")));
    claims.addAll(exponents("SGD, muP", "sgd", "mup", 4096, List.of("0", "0", "0")));
    claims.addAll(exponents("Adam, muP", "adam", "mup", 1024, List.of("0", "0", "0")));
    claims.add(largestEigenvalue());
    claims.add(condition());
    claims.add(largestRate());
    claims.add(catapult());
    claims.addAll(DeepLinearResults.claims());
    claims.addAll(corners());
    return claims;
  }

  /** The powers of the width by which three steps change the layers, from two widths. */
  private static List<Claim> exponents(
      String name, String optimizer, String parametrization, int width, List<String> powers) {
    List<String> layers = List.of("first layer", "hidden layer", "readout");
    int narrow = width / 16;
    double factor = 1 / Math.log((double) width / narrow);
    List<Claim> claims = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      // The rows of a layer are those of step 0 and of the last step.
      String value = "ln(at[%s].act_change_rms)".formatted(2 * layer + 1);
      Selection wide = course(optimizer, parametrization, width, value);
      Selection thin = course(optimizer, parametrization, narrow, value);
      claims.add(
          Claim.of(
              "%s: change by 3 steps in the width, %s".formatted(name, layers.get(layer)),
              LEADING,
              Published.approximate(powers.get(layer), FITTED),
              new Statistic.Means(
                  List.of(new Statistic.Term(factor, wide), new Statistic.Term(-factor, thin)))));
    }
    return claims;
  }

  private static Selection course(
      String optimizer, String parametrization, int width, String value) {
    return new Selection(
        "optimizer RLIKE '^%s' AND parametrization RLIKE '^%s' AND steps = 3 AND depth = 2 AND width = %s"
            .formatted(optimizer, parametrization, width),
        value);
  }

  /**
   * The largest eigenvalue for relu with He's weights, a readout of variance 1/n, and 16 Gaussian
   * rows.
   */
  private static Claim largestEigenvalue() {
    // A simulation gave 9323.
    return Claim.of(
        "relu 256 x 10, 16 rows: largest eigenvalue of the NTK",
        "expectation of its parts",
        Published.approximate("9889.75", 9889.75 - 9323),
        Statistic.Means.of(
            new Selection("ntk AND depth = 10 AND width = 256 AND batch = 16", "ntk_max")));
  }

  /**
   * The condition number. The least eigenvalue is the least of 15 that would be equal without the
   * fluctuations of finite width.
   */
  private static Claim condition() {
    return Claim.of(
        "relu, 100 layers, 16 rows: condition of the NTK",
        "infinite width, within 25 %",
        Published.approximateFactor("6.993015", 1.25),
        Statistic.Means.of(
            new Selection(
                "ntk AND depth = 100 AND width = 16384 AND batch = 16", "log10(ntk_condition)")));
  }

  /** The largest learning rate for PyTorch's mean over 16 rows of 4 outputs. */
  private static Claim largestRate() {
    return Claim.of(
        "mse, 16 x 4 outputs: lr_max times the largest NTK eigenvalue",
        "2 / largest eigenvalue of J^T H J",
        Published.exact("64", 64),
        new Statistic.Every(
            new Selection("ntk AND depth = 3 AND width = 64", "round(lr_max * ntk_max, 9)")));
  }

  /** The corners of a map of depth and weight variance, and the edge of chaos between them. */
  private static List<Claim> corners() {
    List<Claim> claims = new ArrayList<>();
    claims.add(corner(5, "1", "lr = 0.3", "1"));
    claims.add(corner(5, "4", "lr = 0.03", "1"));
    claims.add(corner(80, "1", "lr > 0", "0"));
    claims.add(corner(80, "1.76", "lr = 0.003", "1"));
    claims.add(corner(80, "4", "lr > 0", "0"));
    return claims;
  }

  private static Claim corner(int depth, String variance, String rates, String trains) {
    return Claim.of(
        "tanh, depth %s, sigma_w^2 %s: loss halved in 200 steps (1 = yes)"
            .formatted(depth, variance),
        "Schoenholz et al. 2017, fig. 5",
        Published.exact(trains, Integer.parseInt(trains)),
        new Statistic.Every(
            new Selection(
                "steps = 200 AND depth = %s AND %s AND %s".formatted(depth, scale(variance), rates),
                "CAST(get(losses, 200) <= loss_floor / 2 AS INT)")));
  }

  /** The text of the scheme; a scale of 1 is left out of it. */
  private static String scale(String variance) {
    return variance.equals("1")
        ? "init NOT LIKE '%scale=%'"
        : "init LIKE '%scale=" + variance + ",%'";
  }

  /**
   * A linear net with one row, y = v . U x, and the loss e^2 with e = y - t. With L = |U x|^2 +
   * |x|^2 |v|^2, the kernel's one entry, a step gives y' = y - 2 lr e L + 4 lr^2 e^2 |x|^2 y and L'
   * = L - 8 lr e |x|^2 y + 4 lr^2 e^2 |x|^2 L. |x|^2 follows from the first step, and e from the
   * loss at step 0, up to its sign; the outputs after two and three steps follow from both, for the
   * right sign.
   */
  private static Claim catapult() {
    return Claim.of(
        "catapult: three steps beside their closed form",
        "exact, to 1e-4 in float32",
        Published.exact("0", 0),
        new Statistic.Every(
            new Selection(
                "ntk AND depth = 1 AND width = 64 AND batch = 1 AND steps = 3",
                "round(%s, 4)".formatted(DEVIATION))));
  }
}
