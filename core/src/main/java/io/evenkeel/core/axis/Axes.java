package io.evenkeel.core.axis;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockScheme;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NormScheme;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.data.InputScheme;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.loss.OutputLoss;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.precision.Precisions;
import io.evenkeel.core.train.Batches;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Parametrization;
import java.util.List;
import java.util.Optional;

/**
 * All axes. The order is that of the keys in canonical texts, identities and tables; a new axis
 * goes before {@code loss}, where keys that describe a network stand, or before {@code seed}.
 */
public final class Axes {
  private static final int MOST_UNITS = 10_000_000;

  /** The number that {@link #LOSS_SCALE} holds for {@code auto}. */
  public static final double FOUND_LOSS_SCALE = 0;

  /** Hidden layers. */
  public static final Axis<Integer> DEPTH =
      WholeAxis.of(
          "depth", "hidden layers", Placement.original(10).largestFirst(), 1, 100_000, null);

  /** Units of a hidden layer. */
  public static final Axis<Integer> WIDTH =
      WholeAxis.of(
          "width",
          "units of a hidden layer; of the widest where they differ",
          Placement.original(0).largestFirst().decidingEngine(),
          1,
          MOST_UNITS,
          null);

  /** Rows fed through at once. */
  public static final Axis<Integer> BATCH =
      WholeAxis.of(
          "batch",
          "rows fed through at once",
          Placement.original(20).largestFirst().decidingEngine(),
          1,
          MOST_UNITS,
          "16");

  /** Units of the input. */
  public static final Axis<Integer> INPUT_WIDTH =
      new InputWidthAxis(WIDTH, Placement.original(0).largestFirst().decidingEngine(), MOST_UNITS);

  /** Units of a last linear layer; 0 for none. */
  public static final Axis<Integer> READOUT_WIDTH =
      WholeAxis.of(
          "readout_width",
          "units of the last linear layer; 0 = there is none",
          Placement.original(30).largestFirst().decidingEngine(),
          0,
          MOST_UNITS,
          "0");

  /** Nonlinearity after each hidden layer. */
  public static final Axis<Activation> ACTIVATION =
      new FamilyAxis<>(
          "activation",
          "activation, with what differs from its defaults",
          Placement.original(60).decidingEngine(),
          Activations.CATALOG,
          Activation::spec,
          Optional.empty());

  /** Scheme of the weights. */
  public static final Axis<Initializer> INIT =
      new InitAxis(ACTIVATION, Placement.original(60).decidingEngine());

  /** Scheme of the biases, or none. */
  public static final Axis<Optional<Initializer>> BIAS =
      new OptionalFamilyAxis<>(
          "bias",
          "bias initialiser, or none",
          Placement.original(70),
          Initializers.CATALOG,
          Initializer::spec);

  /** Scheme of the first layer's weights, or none for that of all others. */
  public static final Axis<Optional<Initializer>> FIRST_INIT =
      new OptionalFamilyAxis<>(
          "first_init",
          "weight initialiser of the first layer; none = init",
          Placement.added().decidingEngine(),
          Initializers.CATALOG,
          Initializer::spec);

  /** How layers are joined. */
  public static final Axis<BlockScheme> BLOCK =
      new FamilyAxis<>(
          "block",
          "how weight layers are joined, with what differs from its defaults",
          Placement.added().decidingEngine(),
          BlockSchemes.CATALOG,
          BlockScheme::spec,
          Optional.of("plain"));

  /** Normalisation, or none. */
  public static final Axis<Optional<NormScheme>> NORM =
      new OptionalFamilyAxis<>(
          "norm",
          "normalisation and its place, or none",
          Placement.added().decidingEngine(),
          NormSchemes.CATALOG,
          NormScheme::spec);

  /** Probability of a zero after each activation. */
  public static final Axis<Double> DROPOUT =
      new RealAxis(
          "dropout",
          "probability that dropout zeroes an activation",
          Placement.added(),
          p -> p >= 0 && p < 1,
          "a number from 0 to below 1",
          Optional.of("0"));

  /** What tensors are rounded to, or nothing. */
  public static final Axis<Optional<Precision>> PRECISION =
      new OptionalFamilyAxis<>(
          "precision",
          "format that operands and results are rounded to; float32 = nothing is",
          Placement.added().decidingEngine(),
          Precisions.CATALOG,
          Precision::spec,
          Precisions.FLOAT32);

  /** What the loss is multiplied by while gradients are rounded. */
  public static final Axis<Double> LOSS_SCALE =
      new RealAxis(
              "loss_scale",
              "factor of the loss while gradients are rounded; 0 = auto",
              Placement.added().decidingEngine(),
              Axes::powerOfTwo,
              "a power of two from 2^-126 to 2^126",
              Optional.of("1"))
          .orWord(Spec.AUTO, Axes.FOUND_LOSS_SCALE);

  /**
   * Units of the input and of each hidden layer, where hidden layers differ in width; else empty.
   */
  public static final Axis<List<Integer>> SHAPE =
      new ListAxis(
          "shape",
          "units of the input and of each hidden layer, where these differ in width",
          Placement.added().decidingEngine(),
          2,
          1,
          MOST_UNITS);

  /** What is fed in. */
  public static final Axis<InputScheme> INPUT =
      new FamilyAxis<>(
          "input",
          "what is fed into layer 0, with what differs from its defaults",
          Placement.original(80),
          Inputs.CATALOG,
          InputScheme::spec,
          Optional.of("gaussian"));

  /** Where the backward pass starts. */
  public static final Axis<OutputLoss> LOSS =
      new FamilyAxis<>(
          "loss",
          "loss, with what differs from its defaults",
          Placement.original(90),
          Losses.CATALOG,
          OutputLoss::spec,
          Optional.of("cross_entropy"));

  /** How layers are computed. */
  public static final Axis<EngineKind> ENGINE =
      new WordAxis<>(
          "engine",
          "how layers were computed",
          Placement.original(50),
          List.of(Spec.AUTO),
          List.of(EngineKind.values()),
          EngineKind::text,
          Optional.of(Spec.AUTO));

  /** Whether gradients are computed. */
  public static final Axis<Boolean> BACKWARD =
      new FlagAxis(
          "backward",
          "whether gradients were computed",
          Placement.original(40).decidingEngine(),
          true);

  /** Seed of every draw. */
  public static final Axis<Long> SEED =
      WholeAxis.ofLongs("seed", "seed of every draw of the trial", Placement.original(1000), "0");

  /** Steps of training; 0 for a trial at initialisation. */
  public static final Axis<Integer> STEPS = TrainingAxes.STEPS;

  /** Steps after which layers are measured, beside 0 and the last. */
  public static final Axis<List<Integer>> RECORD = TrainingAxes.RECORD;

  /** Which rows each step sees. */
  public static final Axis<Batches> BATCHES = TrainingAxes.BATCHES;

  /** Rule that changes weights. */
  public static final Axis<Optimizer> OPTIMIZER = TrainingAxes.OPTIMIZER;

  /** Learning rate. */
  public static final Axis<Double> LR = TrainingAxes.LR;

  /** Weight decay. */
  public static final Axis<Double> WEIGHT_DECAY = TrainingAxes.WEIGHT_DECAY;

  /** Largest global norm of the gradients; 0 for no clipping. */
  public static final Axis<Double> CLIP = TrainingAxes.CLIP;

  /** How initial weights and learning rates depend on width. */
  public static final Axis<Parametrization> PARAMETRIZATION = TrainingAxes.PARAMETRIZATION;

  /** Whether the neural tangent kernel is computed. */
  public static final Axis<Boolean> NTK = TrainingAxes.NTK;

  /** All axes, in the order of canonical texts and tables. */
  public static final List<Axis<?>> ALL =
      List.of(
          DEPTH,
          WIDTH,
          BATCH,
          INPUT_WIDTH,
          READOUT_WIDTH,
          ACTIVATION,
          INIT,
          BIAS,
          FIRST_INIT,
          BLOCK,
          NORM,
          DROPOUT,
          PRECISION,
          LOSS_SCALE,
          SHAPE,
          INPUT,
          LOSS,
          ENGINE,
          BACKWARD,
          STEPS,
          RECORD,
          BATCHES,
          OPTIMIZER,
          LR,
          WEIGHT_DECAY,
          CLIP,
          PARAMETRIZATION,
          NTK,
          SEED);

  static {
    for (int i = 0; i < ALL.size(); i++) {
      ALL.get(i).place(i);
    }
  }

  private Axes() {}

  private static boolean powerOfTwo(double x) {
    int exponent = Math.getExponent(x);
    return x == Math.scalb(1.0, exponent) && Math.abs(exponent) <= Float.MAX_EXPONENT - 1;
  }

  /** The keys of all axes. */
  public static List<String> keys() {
    return ALL.stream().<String>map(Axis::key).toList();
  }

  /** Place of an axis in {@link #ALL}. */
  public static int index(Axis<?> axis) {
    return axis.place();
  }

  /**
   * The axis of that key.
   *
   * @throws SpecException naming the known keys
   */
  public static Axis<?> of(String key) {
    return ALL.stream()
        .filter(axis -> axis.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown key '%s'%s; known: %s"
                        .formatted(
                            key, Suggestions.didYouMean(key, keys()), String.join(", ", keys()))));
  }
}
