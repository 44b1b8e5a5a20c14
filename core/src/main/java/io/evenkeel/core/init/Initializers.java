package io.evenkeel.core.init;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.flag;
import static io.evenkeel.core.Parameter.number;
import static io.evenkeel.core.Parameter.text;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The initializers by name, with PyTorch's parameters and defaults (Keras' where it has none). */
public final class Initializers {
  private static final Parameter GAIN =
      number("gain", 1.0, "factor, at least 0").orAuto().orWord(Spec.CRITICAL);

  /** The name under which results and canonical texts hold the weights of a file. */
  public static final String WEIGHTS = "weights";

  /** All initialisers. */
  public static final Catalog<Initializer> CATALOG =
      new Catalog<>(
          "initializer",
          withFormulas(
              List.of(
                  with(
                      "uniform",
                      "U(a, b)",
                      a -> new Uniform(a.number("a"), a.number("b")),
                      number("a", 0.0, "lower end, at most b"),
                      number("b", 1.0, "upper end, at least a")),
                  with(
                      "normal",
                      "N(mean, std^2)",
                      a -> new Normal(a.number("mean"), a.number("std")),
                      number("mean", 0.0, "mean, any number"),
                      number("std", 1.0, "standard deviation, at least 0")),
                  with(
                      "constant",
                      "val",
                      a -> new Constant(a.number("val")),
                      number("val", null, "every entry, any number")),
                  plain("ones", List.of(), "1", Ones::new),
                  plain("zeros", List.of(), "0", Zeros::new),
                  plain("identity", List.of("eye"), "1 on the diagonal, else 0", Identity::new),
                  with(
                      "xavier_uniform",
                      "U(-k, k), k = gain * sqrt(6 / (fan_in + fan_out))",
                      a -> new XavierUniform(a.number("gain")),
                      GAIN),
                  with(
                      "xavier_normal",
                      "N(0, std^2), std = gain * sqrt(2 / (fan_in + fan_out))",
                      a -> new XavierNormal(a.number("gain")),
                      GAIN),
                  new Entry<>(
                      "kaiming_uniform",
                      List.of(),
                      "U(-k, k), k = gain * sqrt(3 / fan)",
                      Kaiming.PARAMETERS,
                      a ->
                          new KaimingUniform(
                              a.number("a"),
                              FanMode.of(a.choice("mode")),
                              a.choice("nonlinearity"),
                              a.number("gain"))),
                  new Entry<>(
                      "kaiming_normal",
                      List.of(),
                      "N(0, std^2), std = gain / sqrt(fan)",
                      Kaiming.PARAMETERS,
                      a ->
                          new KaimingNormal(
                              a.number("a"),
                              FanMode.of(a.choice("mode")),
                              a.choice("nonlinearity"),
                              a.number("gain"))),
                  plain(
                      "lecun_uniform",
                      List.of(),
                      "U(-k, k), k = sqrt(3 / fan_in)",
                      LecunUniform::new),
                  plain("lecun_normal", List.of(), "N(0, 1 / fan_in)", LecunNormal::new),
                  with(
                      "trunc_normal",
                      "N(mean, std^2) given that it lies in [a, b]",
                      a ->
                          new TruncNormal(
                              a.number("mean"), a.number("std"), a.number("a"), a.number("b")),
                      number("mean", 0.0, "mean before truncation, any number"),
                      number("std", 1.0, "standard deviation before truncation, above 0"),
                      number("a", -2.0, "lower end, below b"),
                      number("b", 2.0, "upper end, above a")),
                  with(
                      "variance_scaling",
                      "variance scale / fan, of the distribution named",
                      a ->
                          new VarianceScaling(
                              a.number("scale"),
                              FanMode.of(a.choice("mode")),
                              VarianceScaling.Distribution.of(a.choice("distribution"))),
                      number("scale", 1.0, "variance times fan, above 0"),
                      choice("mode", FanMode.FAN_IN.text(), FanMode.ALL, "the fan"),
                      choice(
                          "distribution",
                          VarianceScaling.Distribution.TRUNCATED_NORMAL.text(),
                          VarianceScaling.Distribution.ALL,
                          "truncated_normal is cut at two standard deviations")),
                  with(
                      "orthogonal",
                      "gain * Q, Q with orthonormal rows or columns, uniform among such",
                      a -> new Orthogonal(a.number("gain")),
                      number("gain", 1.0, "factor, any number").orAuto().orWord(Spec.CRITICAL)),
                  with(
                      "sparse",
                      "N(0, std^2), but ceil(sparsity * units) zeros in each column",
                      a -> new Sparse(a.number("sparsity"), a.number("std")),
                      number("sparsity", null, "share of zeros in a column, between 0 and 1"),
                      number("std", 0.01, "standard deviation of the others, at least 0")),
                  new Entry<>(
                      "file",
                      List.of(),
                      "the matrices of a .npz, .safetensors or .npy file, layer by layer",
                      List.of(
                          text("path", null, "the file; relative paths count from the sweep file"),
                          text("members", "", "their names in the order of layers: \"a,b\""),
                          flag("transposed", false, "stored as [inputs][units], as by Keras, JAX")),
                      a -> {
                        throw new SpecException(
                            "%s is read for init alone, in a sweep file"
                                .formatted(a.spec().text()));
                      }),
                  new Entry<>(
                      WEIGHTS,
                      List.of(),
                      "what file is in results: weights known by their content",
                      List.of(
                          text("name", null, "of the file"),
                          text("units", null, "of the input and of each layer: \"64,256*9,10\""),
                          number("mean", null, "mean of all entries"),
                          number("std", null, "standard deviation of all entries"),
                          text("content", null, "SHA-256 of the values as float32, little-endian")),
                      FileWeights::of))),
          InitializerAliases.ALL,
          FormulaInit::of);

  private Initializers() {}

  /**
   * The entries with formulas allowed in place of every number: formulas of the layer's fans and
   * the network's sizes.
   */
  private static List<Entry<Initializer>> withFormulas(List<Entry<Initializer>> entries) {
    return entries.stream()
        .map(
            entry ->
                new Entry<>(
                    entry.name(),
                    entry.aliases(),
                    entry.formula(),
                    entry.parameters().stream().map(Initializers::orFormula).toList(),
                    entry.factory()))
        .toList();
  }

  private static Parameter orFormula(Parameter parameter) {
    return parameter.orFormula(FormulaNames::isFormula, FormulaNames::normal);
  }

  private static Entry<Initializer> plain(
      String name, List<String> aliases, String formula, Supplier<Initializer> factory) {
    return new Entry<>(name, aliases, formula, List.of(), arguments -> factory.get());
  }

  private static Entry<Initializer> with(
      String name,
      String formula,
      Function<Arguments, Initializer> factory,
      Parameter... parameters) {
    return new Entry<>(name, List.of(), formula, List.of(parameters), factory);
  }
}
