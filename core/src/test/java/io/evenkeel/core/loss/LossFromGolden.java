package io.evenkeel.core.loss;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.golden.GoldenCase;
import java.util.Locale;
import java.util.Optional;

/** A reference case's loss and inputs. */
final class LossFromGolden {
  private LossFromGolden() {}

  static Loss loss(GoldenCase golden) {
    JsonNode p = golden.params();
    Reduction reduction =
        Reduction.valueOf(p.required("reduction").textValue().toUpperCase(Locale.ROOT));
    return switch (golden.op()) {
      case "cross_entropy" ->
          new CrossEntropy(
              option(p, "weight"),
              p.required("ignore_index").longValue(),
              number(p, "label_smoothing"),
              reduction);
      case "nll_loss" ->
          new Nll(option(p, "weight"), p.required("ignore_index").longValue(), reduction);
      case "bce" -> new Bce(option(p, "weight"), reduction);
      case "bce_with_logits" ->
          new BceWithLogits(option(p, "weight"), option(p, "pos_weight"), reduction);
      case "l1" -> new L1(reduction);
      case "mse" -> new Mse(reduction);
      case "smooth_l1" -> new SmoothL1(number(p, "beta"), reduction);
      case "huber" -> new Huber(number(p, "delta"), reduction);
      case "poisson_nll" ->
          new PoissonNll(flag(p, "log_input"), flag(p, "full"), number(p, "eps"), reduction);
      case "gaussian_nll" -> new GaussianNll(flag(p, "full"), number(p, "eps"), reduction);
      case "kl_div" -> new KlDiv(flag(p, "log_target"), reduction);
      case "margin_ranking" -> new MarginRanking(number(p, "margin"), reduction);
      case "multilabel_margin" -> new MultilabelMargin(reduction);
      case "soft_margin" -> new SoftMargin(reduction);
      case "multilabel_soft_margin" -> new MultilabelSoftMargin(option(p, "weight"), reduction);
      case "multi_margin" ->
          new MultiMargin(
              p.required("p").intValue(), number(p, "margin"), option(p, "weight"), reduction);
      case "triplet_margin" ->
          new TripletMargin(
              number(p, "margin"), number(p, "p"), number(p, "eps"), flag(p, "swap"), reduction);
      case "hinge_embedding" -> new HingeEmbedding(number(p, "margin"), reduction);
      case "cosine_embedding" -> new CosineEmbedding(number(p, "margin"), reduction);
      case "ctc" -> new Ctc(p.required("blank").intValue(), flag(p, "zero_infinity"), reduction);
      default -> throw new IllegalArgumentException("unknown loss " + golden.op());
    };
  }

  static Tensor[] inputs(GoldenCase golden, Loss loss) {
    return loss.inputs().stream()
        .map(name -> tensor(golden.inputs().required(name)))
        .toArray(Tensor[]::new);
  }

  static Tensor tensor(JsonNode node) {
    return Tensor.of(GoldenCase.shape(node), GoldenCase.doubles(node));
  }

  private static Optional<Tensor> option(JsonNode params, String name) {
    JsonNode node = params.required(name);
    return GoldenCase.absent(node) ? Optional.empty() : Optional.of(tensor(node));
  }

  private static double number(JsonNode params, String name) {
    return GoldenCase.number(params.required(name));
  }

  private static boolean flag(JsonNode params, String name) {
    return params.required(name).booleanValue();
  }
}
