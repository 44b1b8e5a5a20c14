package io.evenkeel.core.loss;

import static io.evenkeel.core.Parameter.flag;
import static io.evenkeel.core.Parameter.integer;
import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Alias;
import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The losses by name, as an axis of a sweep, with PyTorch's parameters and defaults.
 *
 * <p>x is a trial's output, a sample one of its rows. Each formula says what stands before the loss
 * and how targets t are drawn; {@code mean} is over the units of a row.
 */
public final class Losses {
  private static final Reduction NONE = Reduction.NONE;

  private static final Parameter MARGIN_1 = number("margin", 1.0, "any finite number");
  private static final Parameter MARGIN_0 = number("margin", 0.0, "any finite number");
  private static final Parameter FULL =
      flag("full", false, "whether terms without x are counted too");

  /** All losses. */
  public static final Catalog<OutputLoss> CATALOG = new Catalog<>("loss", all(), aliases());

  private Losses() {}

  private static List<Alias> aliases() {
    return List.of(
        Alias.of("mae", "l1", "Keras"),
        Alias.of("ce", "cross_entropy", "short").with("label_smoothing"),
        Alias.of("xent", "cross_entropy", "short").with("label_smoothing"),
        Alias.of("squared_error", "mse", "JAX (optax)"),
        Alias.of("sigmoid_binary_cross_entropy", "bce_with_logits", "JAX (optax)"),
        Alias.of("softmax_cross_entropy_with_integer_labels", "cross_entropy", "JAX (optax)"),
        Alias.of("mean_absolute_error", "l1", "Keras"),
        Alias.of("mean_squared_error", "mse", "Keras"),
        Alias.of("binary_cross_entropy", "bce", "PyTorch"),
        Alias.of("binary_cross_entropy_with_logits", "bce_with_logits", "PyTorch")
            .with("pos_weight"),
        Alias.of("negative_log_likelihood", "nll", "PyTorch"),
        Alias.of("softmax_cross_entropy", "cross_entropy", "JAX (optax)"),
        Alias.of("kl_divergence", "kl_div", "Keras"),
        Alias.of("poisson", "poisson_nll(log_input=false)", "Keras"),
        Alias.of("categorical_crossentropy", "cross_entropy", "Keras, from logits")
            .with("label_smoothing"),
        Alias.of("sparse_categorical_crossentropy", "cross_entropy", "Keras, from logits"));
  }

  private static List<Entry<OutputLoss>> all() {
    List<Entry<OutputLoss>> all = new ArrayList<>();
    all.addAll(classification());
    all.addAll(regression());
    all.addAll(margins());
    all.addAll(embeddings());
    all.add(
        entry(
            "ctc",
            "-log P(labels | frames) / labels, x as frames of class logits, labels uniform",
            a ->
                new OutputCtc(
                    a.integer("classes"),
                    a.integer("target_length"),
                    a.integer("blank"),
                    a.flag("zero_infinity")),
            integer("classes", 8L, "size of a frame, blank included, at least 2"),
            integer("target_length", 0L, "labels per row; 0 for a quarter of the frames"),
            integer("blank", 0L, "class that stands for no label, in [0, classes)"),
            flag("zero_infinity", false, "whether labels that cannot be aligned cost 0")));
    all.add(
        entry(
            "random_cotangent",
            "sum of x c, c ~ N(0, 1): the gradient of the sum over samples is c",
            a -> new RandomCotangent()));
    return all;
  }

  private static List<Entry<OutputLoss>> classification() {
    return List.of(
        entry(
            "cross_entropy",
            "log(sum_j exp(x_j)) - x_t, t uniform over the units",
            a -> new OutputCrossEntropy(a.number("label_smoothing")),
            number("label_smoothing", 0.0, "weight of the uniform distribution, in [0, 1]")),
        new Entry<>(
            "nll",
            List.of("nll_loss"),
            "-logp_t, logp = log_softmax(x), t uniform over the units",
            List.of(),
            a -> of(a, new Nll(NONE), Front.LOG_SOFTMAX, Targets.CLASS)),
        entry(
            "bce",
            "mean of -(t log p + (1 - t) log(1 - p)), p = sigmoid(x), logs >= -100, t a fair coin",
            a -> of(a, new Bce(NONE), Front.SIGMOID, Targets.BITS)),
        entry(
            "bce_with_logits",
            "mean of pos_weight t softplus(-x) + (1 - t) softplus(x), t a fair coin",
            a -> new OutputBceWithLogits(a.number("pos_weight")),
            number("pos_weight", 1.0, "what a positive weighs, finite, at least 0")),
        entry(
            "kl_div",
            "sum of t (log t - logp), logp = log_softmax(x), t the softmax of N(0, 1)",
            a -> {
              boolean log = a.flag("log_target");
              Targets targets = log ? Targets.LOG_PROBABILITIES : Targets.PROBABILITIES;
              return of(a, new KlDiv(log, NONE), Front.LOG_SOFTMAX, targets);
            },
            flag("log_target", false, "whether targets are given as log t")));
  }

  private static List<Entry<OutputLoss>> regression() {
    return List.of(
        entry(
            "l1",
            "mean of |x - t|, t ~ N(0, 1)",
            a -> of(a, new L1(NONE), Front.IDENTITY, Targets.NORMAL)),
        entry("mse", "mean of (x - t)^2, t ~ N(0, 1)", a -> new OutputMse()),
        entry(
            "smooth_l1",
            "mean of d^2 / (2 beta) if d < beta else d - beta / 2, d = |x - t|, t ~ N(0, 1)",
            a -> of(a, new SmoothL1(a.number("beta"), NONE), Front.IDENTITY, Targets.NORMAL),
            number("beta", 1.0, "where it turns linear, at least 0")),
        entry(
            "huber",
            "mean of d^2 / 2 if d <= delta else delta (d - delta / 2), d = |x - t|, t ~ N(0, 1)",
            a -> of(a, new Huber(a.number("delta"), NONE), Front.IDENTITY, Targets.NORMAL),
            number("delta", 1.0, "where it turns linear, above 0")),
        entry(
            "poisson_nll",
            "mean of exp(x) - t x, t ~ Poisson(1); without log_input r - t log(r + eps), r ="
                + " exp(x)",
            a -> {
              boolean log = a.flag("log_input");
              Loss loss = new PoissonNll(log, a.flag("full"), a.number("eps"), NONE);
              return of(a, loss, log ? Front.IDENTITY : Front.EXPONENTIAL, Targets.COUNTS);
            },
            flag("log_input", true, "whether the loss takes the logarithm of the rate"),
            FULL,
            number("eps", 1e-8, "keeps the logarithm of a rate 0 finite, above 0")),
        entry(
            "gaussian_nll",
            "mean of (log v + (m - t)^2 / v) / 2, halves of x as m and log v, t ~ N(0, 1)",
            a ->
                of(
                    a,
                    new GaussianNll(a.flag("full"), a.number("eps"), NONE),
                    Front.MEAN_AND_LOG_VARIANCE,
                    Targets.NORMAL),
            FULL,
            number("eps", 1e-6, "smallest variance, above 0")));
  }

  private static List<Entry<OutputLoss>> margins() {
    return List.of(
        entry(
            "margin_ranking",
            "mean of max(0, -t (a - b) + margin), halves of x as a and b, t a random sign",
            a -> of(a, new MarginRanking(a.number("margin"), NONE), Front.HALVES, Targets.SIGNS),
            MARGIN_0),
        entry(
            "multilabel_margin",
            "mean of max(0, 1 - (x_j - x_i)) over i, sum over j, j in and i outside a random set",
            a -> of(a, new MultilabelMargin(NONE), Front.IDENTITY, Targets.CLASS_SET)),
        entry(
            "soft_margin",
            "mean of log(1 + exp(-t x)), t a random sign",
            a -> of(a, new SoftMargin(NONE), Front.IDENTITY, Targets.SIGNS)),
        entry(
            "multilabel_soft_margin",
            "mean of t softplus(-x) + (1 - t) softplus(x), t a fair coin",
            a ->
                of(
                    a,
                    new MultilabelSoftMargin(Optional.empty(), NONE),
                    Front.IDENTITY,
                    Targets.BITS)),
        entry(
            "multi_margin",
            "mean of max(0, margin - x_t + x_i)^p, i other than t, t uniform over the units",
            a -> new OutputMultiMargin(a.integer("p"), a.number("margin")),
            integer("p", 1L, "power of the hinge, 1 or 2"),
            MARGIN_1));
  }

  private static List<Entry<OutputLoss>> embeddings() {
    return List.of(
        entry(
            "triplet_margin",
            "max(0, ||a - p|| - ||a - n|| + margin), thirds of x as a, p, n",
            a ->
                of(
                    a,
                    new TripletMargin(
                        a.number("margin"), a.number("p"), a.number("eps"), a.flag("swap"), NONE),
                    Front.THIRDS,
                    Targets.NONE),
            MARGIN_1,
            number("p", 2.0, "order of the norm, above 0"),
            number("eps", 1e-6, "added to each difference, any finite number"),
            flag("swap", false, "whether ||p - n|| stands in for ||a - n|| where smaller")),
        entry(
            "hinge_embedding",
            "mean of d if t = 1 else max(0, margin - d), d = |a - b|, halves of x, t a random sign",
            a -> of(a, new HingeEmbedding(a.number("margin"), NONE), Front.DISTANCE, Targets.SIGNS),
            MARGIN_1),
        entry(
            "cosine_embedding",
            "1 - cos(a, b) if t = 1 else max(0, cos(a, b) - margin), halves of x, t a random sign",
            a ->
                of(
                    a,
                    new CosineEmbedding(a.number("margin"), NONE),
                    Front.HALVES,
                    Targets.ROW_SIGNS),
            number("margin", 0.0, "cosine below which unlike ones cost nothing, in [-1, 1]")));
  }

  private static OutputLoss of(Arguments arguments, Loss loss, Front front, Targets targets) {
    return new OutputOf(arguments.spec(), loss, front, targets);
  }

  private static Entry<OutputLoss> entry(
      String name,
      String formula,
      Function<Arguments, OutputLoss> factory,
      Parameter... parameters) {
    return new Entry<>(name, List.of(), formula, List.of(parameters), factory);
  }
}
