package io.evenkeel.jobs.reproduce;

import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import java.util.ArrayList;
import java.util.List;

/**
 * Results that hold exactly: weights that change nothing, and losses of an output that is 0. They
 * are equal for every seed if targets do not matter; otherwise they are an expectation over
 * targets.
 */
final class ExactResults {
  /** The number of units of the output. */
  private static final int UNITS = 96;

  /** The number of frames, each of 8 classes. */
  private static final int FRAMES = UNITS / 8;

  private ExactResults() {}

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (Engine engine : Engines.BUILT_IN) {
      claims.add(identity(engine, "signal", "act_rms"));
      claims.add(identity(engine, "gradient", "log10_grad_rms"));
    }
    claims.addAll(floors());
    claims.addAll(expectedFloors());
    return claims;
  }

  private static Claim identity(Engine engine, String what, String column) {
    Selection spread =
        new Selection(
            "init = 'identity' AND engine = '%s'".formatted(engine.name()),
            "array_max(at.%1$s) - array_min(at.%1$s)".formatted(column));
    return Claim.of(
        "identity, %s: change of %s over 100 layers".formatted(engine.name(), what),
        "exact",
        Published.exact("0", 0),
        new Statistic.Every(spread));
  }

  private static List<Claim> floors() {
    double ln2 = Math.log(2);
    // One label in T frames of 8 classes: T (T + 1) / 2 of 8^T paths.
    double ctc = FRAMES * Math.log(8) - Math.log(FRAMES * (FRAMES + 1) / 2.0);
    return List.of(
        floor("cross_entropy", "ln C", Math.log(UNITS)),
        floor("nll", "ln C", Math.log(UNITS)),
        floor("bce", "ln 2", ln2),
        floor("bce_with_logits", "ln 2", ln2),
        floor("soft_margin", "ln 2", ln2),
        floor("multilabel_soft_margin", "ln 2", ln2),
        floor("multi_margin", "(C-1)/C", (UNITS - 1.0) / UNITS),
        floor("poisson_nll", "1", 1),
        floor("triplet_margin", "margin", 1),
        floor("margin_ranking(margin=1)", "margin", 1),
        floor("ctc(target_length=1)", "T ln 8 - ln(T(T+1)/2)", ctc));
  }

  /** The targets t are normal numbers, random signs, random sets, or the softmax of normals. */
  private static List<Claim> expectedFloors() {
    return List.of(
        expected("l1", "E|t|", "0.797885"),
        expected("mse", "E t^2", "1"),
        expected("smooth_l1", "E huber(t)", "0.424660"),
        expected("huber", "E huber(t)", "0.424660"),
        expected("gaussian_nll", "E t^2 / 2", "0.5"),
        expected("kl_div", "ln C - E entropy(t)", "0.482178"),
        expected("multilabel_margin", "(C-1)/4", "23.75"),
        expected("hinge_embedding", "margin / 2", "0.5"),
        expected("cosine_embedding", "1/2", "0.5"));
  }

  private static Claim floor(String loss, String formula, double value) {
    return Claim.of(
        "floor of %s: %s".formatted(loss, formula),
        "exact",
        Published.exact(Numerals.of(value), value),
        new Statistic.Every(atZero(loss)));
  }

  private static Claim expected(String loss, String formula, String value) {
    double number = Double.parseDouble(value);
    boolean written = value.length() < 6;
    return Claim.of(
        "floor of %s: %s".formatted(loss, formula),
        "exact in expectation",
        written ? Published.exact(value, number) : Published.rounded(value),
        Statistic.Means.of(atZero(loss)));
  }

  private static Selection atZero(String loss) {
    return new Selection("init = 'zeros' AND loss = '%s'".formatted(loss), "loss_mean");
  }
}
