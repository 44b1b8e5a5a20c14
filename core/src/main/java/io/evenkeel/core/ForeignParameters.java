package io.evenkeel.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parameters that functions of PyTorch, Keras and JAX have and the families here do not. A value
 * that changes nothing here is dropped. Any other value is refused, with a message that says where
 * it is decided instead.
 */
final class ForeignParameters {
  private static final List<Object> ANY_FLAG = List.of(true, false);
  private static final List<Object> NO_VALUE = List.of();

  /**
   * One parameter of another library.
   *
   * @param harmless values that change nothing
   * @param note what to say of other values
   */
  private record Foreign(List<Object> harmless, String note) {}

  private static final String DRAWS = "draws follow the key seed of the sweep";
  private static final String ROWS =
      "each row's own loss is measured; another reduction multiplies every gradient by one number,"
          + " which changes no verdict";
  private static final String AFFINE = "norms have gain 1 and shift 0, as they are initialised";

  private static final Map<String, Map<String, Foreign>> BY_FAMILY =
      Map.of(
          "activation",
          Map.of(
              "inplace", new Foreign(ANY_FLAG, "it changes no value"),
              "num_parameters", new Foreign(List.of(1.0), "all units have one slope"),
              "max_value", new Foreign(NO_VALUE, "write relu6 or expr(\"min(max(x,0),3)\")"),
              "negative_slope", new Foreign(List.of(0.0), "write leaky_relu(negative_slope=0.1)"),
              "beta", new Foreign(List.of(1.0), "write expr(\"x*sigmoid(1.702*x)\")")),
          "initializer",
          Map.of(
              "seed", new Foreign(NO_VALUE, DRAWS),
              "generator", new Foreign(NO_VALUE, DRAWS),
              "key", new Foreign(NO_VALUE, DRAWS),
              "dtype", new Foreign(List.of("float32"), "weights are float32; see key precision"),
              "tensor", new Foreign(NO_VALUE, "every weight matrix is meant")),
          "loss",
          Map.of(
              "reduction", new Foreign(List.of("none", "mean"), ROWS),
              "size_average", new Foreign(NO_VALUE, ROWS),
              "reduce", new Foreign(NO_VALUE, ROWS),
              "weight", new Foreign(NO_VALUE, "all classes weigh the same"),
              "ignore_index", new Foreign(List.of(-100.0), "every row has a class"),
              "from_logits", new Foreign(List.of(true), "outputs are logits here")),
          "norm",
          Map.of(
              "normalized_shape", new Foreign(NO_VALUE, "the layers' widths say"),
              "num_features", new Foreign(NO_VALUE, "the layers' widths say"),
              "elementwise_affine", new Foreign(ANY_FLAG, AFFINE),
              "affine", new Foreign(ANY_FLAG, AFFINE)),
          "optimizer",
          Map.of(
              "lr", new Foreign(NO_VALUE, "the learning rate is the key lr"),
              "learning_rate", new Foreign(NO_VALUE, "the learning rate is the key lr"),
              "weight_decay", new Foreign(List.of(0.0), "it is the key weight_decay"),
              "betas", new Foreign(NO_VALUE, "write beta1=0.9, beta2=0.999"),
              "momentum", new Foreign(List.of(0.0), "write momentum(beta=0.9)"),
              "nesterov", new Foreign(List.of(false), "write nesterov(beta=0.9)"),
              "dampening", new Foreign(List.of(0.0), "there is none"),
              "amsgrad", new Foreign(List.of(false), "there is none")));

  /** Other names of parameters, each with the parameters here that it may stand for. */
  private static final Map<String, Map<String, List<String>>> SYNONYMS =
      Map.of(
          "activation",
          Map.of("alpha", List.of("negative_slope")),
          "initializer",
          Map.of(
              "stddev", List.of("std"),
              "sigma", List.of("std"),
              "loc", List.of("mean"),
              "scale", List.of("gain", "std", "b"),
              "low", List.of("a"),
              "high", List.of("b"),
              "minval", List.of("a"),
              "maxval", List.of("b"),
              "value", List.of("val")));

  /** Words of other libraries for a value, by parameter. */
  private static final Map<String, Map<Object, String>> VALUES =
      Map.of("approximate", Map.of(true, "tanh", false, "none"));

  /** The order of parameters of classes whose first parameter does not exist here. */
  private static final Map<String, List<String>> ORDERS =
      Map.of("PReLU", List.of("num_parameters", "init"));

  /** The word for a default value in Python. */
  private static final String DEFAULT = "None";

  private ForeignParameters() {}

  /**
   * The call with the names and values of this family, without arguments that change nothing.
   *
   * @param known whether the family has a parameter of that name here
   * @throws SpecException if an argument that this family does not have is given a value that would
   *     change something
   */
  static Spec translated(Spec call, String family, Predicate<String> known) {
    Map<String, Foreign> foreign = BY_FAMILY.getOrDefault(family, Map.of());
    Map<String, List<String>> synonyms = SYNONYMS.getOrDefault(family, Map.of());
    Map<String, Object> own = new LinkedHashMap<>();
    List<String> order = ORDERS.getOrDefault(call.name(), List.of());
    int place = 0;
    for (Map.Entry<String, Object> argument : call.arguments().entrySet()) {
      boolean placed = argument.getKey().equals(Spec.place(place));
      String key = placed && place < order.size() ? order.get(place) : argument.getKey();
      place++;
      Object value = argument.getValue();
      if (placed && isInplace(value, call, family, known)) {
        key = "inplace";
      }
      Foreign parameter = known.test(key) ? null : foreign.get(key);
      if (parameter == null) {
        String name = known.test(key) ? key : synonym(key, synonyms, known);
        Object meant = VALUES.getOrDefault(name, Map.of()).getOrDefault(value, null);
        if (own.put(name, meant == null ? value : meant) != null) {
          throw new SpecException(
              "argument %s is given twice in '%s'".formatted(name, call.text()));
        }
      } else if (!parameter.harmless().contains(value) && !value.equals(DEFAULT)) {
        throw new SpecException("%s takes no %s: %s".formatted(call.name(), key, parameter.note()));
      }
    }
    return new Spec(call.name(), own);
  }

  /**
   * Whether a value without a key is {@code inplace}, the last parameter of PyTorch's activations.
   */
  private static boolean isInplace(
      Object value, Spec call, String family, Predicate<String> known) {
    boolean last = call.arguments().containsKey(Spec.place(call.arguments().size() - 1));
    return value instanceof Boolean
        && last
        && family.equals("activation")
        && !known.test("approximate");
  }

  private static String synonym(
      String key, Map<String, List<String>> synonyms, Predicate<String> known) {
    return synonyms.getOrDefault(key, List.of()).stream().filter(known).findFirst().orElse(key);
  }
}
