package io.evenkeel.core.activation;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Alias;
import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The activations by name, with PyTorch's parameters and defaults. */
public final class Activations {
  /** All activations; {@code prelu} keeps its initial slope. */
  public static final Catalog<Activation> CATALOG =
      new Catalog<>(
          "activation",
          List.of(
              plain("identity", List.of("linear"), "x", Identity::new),
              plain("sigmoid", List.of(), "1 / (1 + exp(-x))", Sigmoid::new),
              plain("tanh", List.of(), "(exp(x) - exp(-x)) / (exp(x) + exp(-x))", Tanh::new),
              plain("relu", List.of(), "max(0, x)", Relu::new),
              with(
                  "leaky_relu",
                  "x if x > 0 else negative_slope * x",
                  a -> new LeakyRelu(a.number("negative_slope")),
                  number("negative_slope", 0.01, "slope for x <= 0, any finite number")),
              with(
                  "elu",
                  "x if x > 0 else alpha * (exp(x) - 1)",
                  a -> new Elu(a.number("alpha")),
                  number("alpha", 1.0, "minus the limit at -Infinity, any finite number")),
              with(
                  "celu",
                  "max(0, x) + min(0, alpha * (exp(x / alpha) - 1))",
                  a -> new Celu(a.number("alpha")),
                  number("alpha", 1.0, "minus the limit at -Infinity, any number but 0")),
              plain(
                  "selu",
                  List.of(),
                  "1.0507 * (max(0, x) + min(0, 1.67326 * (exp(x) - 1)))",
                  Selu::new),
              with(
                  "gelu",
                  "x * Phi(x); tanh: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
                  a -> new Gelu(approximate(a)),
                  choice(
                      "approximate",
                      Gelu.Approximate.NONE.text(),
                      Arrays.stream(Gelu.Approximate.values()).map(Gelu.Approximate::text).toList(),
                      "none for the exact function, tanh for its approximation")),
              plain("silu", List.of("swish"), "x / (1 + exp(-x))", Silu::new),
              plain("mish", List.of(), "x * tanh(log(1 + exp(x)))", Mish::new),
              with(
                  "softplus",
                  "log(1 + exp(beta * x)) / beta, or x if beta * x > threshold",
                  a -> new Softplus(a.number("beta"), a.number("threshold")),
                  number("beta", 1.0, "inverse width of the bend, any number but 0"),
                  number("threshold", 20.0, "beta * x beyond which it is linear, any number")),
              plain("softsign", List.of(), "x / (1 + |x|)", Softsign::new),
              with(
                  "hardtanh",
                  "min(max(x, min_val), max_val)",
                  a -> new Hardtanh(a.number("min_val"), a.number("max_val")),
                  number("min_val", -1.0, "lower end, below max_val"),
                  number("max_val", 1.0, "upper end, above min_val")),
              plain("relu6", List.of(), "min(max(x, 0), 6)", Relu6::new),
              plain("hardsigmoid", List.of(), "min(max(x + 3, 0), 6) / 6", Hardsigmoid::new),
              plain("hardswish", List.of(), "x * min(max(x + 3, 0), 6) / 6", Hardswish::new),
              plain("logsigmoid", List.of(), "log(1 / (1 + exp(-x)))", LogSigmoid::new),
              plain("tanhshrink", List.of(), "x - tanh(x)", Tanhshrink::new),
              with(
                  "softshrink",
                  "sign(x) * max(|x| - lambd, 0)",
                  a -> new Softshrink(a.number("lambd")),
                  number("lambd", 0.5, "half the width of the dead zone, at least 0")),
              with(
                  "hardshrink",
                  "x if |x| > lambd else 0",
                  a -> new Hardshrink(a.number("lambd")),
                  number("lambd", 0.5, "half the width of the dead zone, any finite number")),
              with(
                  "threshold",
                  "x if x > threshold else value",
                  a -> new Threshold(a.number("threshold"), a.number("value")),
                  number("threshold", null, "where it switches, any finite number"),
                  number("value", null, "what it is at and below, any finite number")),
              with(
                  "prelu",
                  "x if x > 0 else init * x",
                  a -> new Prelu(a.number("init")),
                  number("init", 0.25, "slope for x <= 0, any finite number")),
              with(
                  "sin",
                  "sin(w0 * x)",
                  a -> new Sin(a.number("w0")),
                  number("w0", 1.0, "frequency, any finite number but 0")),
              plain("erf", List.of(), "2 / sqrt(pi) * integral of exp(-t^2), 0 to x", Erf::new),
              with(
                  "expr",
                  "what formula says, with its derivative by rule",
                  a -> new Expr((String) a.value("formula")),
                  Parameter.formula("formula", Expr::normalized, ExprNames.MEANING))),
          List.of(
              Alias.of("none", "identity", "Keras"),
              Alias.of("lrelu", "leaky_relu", "short").with("negative_slope"),
              Alias.of("logistic", "sigmoid", "JAX"),
              Alias.of("jax.gelu", "gelu(approximate=tanh)", "JAX").with("approximate"),
              Alias.of("keras.LeakyReLU", "leaky_relu(negative_slope=0.3)", "Keras, the layer")
                  .with("negative_slope"),
              Alias.of("keras.leaky_relu", "leaky_relu(negative_slope=0.2)", "Keras, the function")
                  .with("negative_slope"),
              Alias.of("sine", "sin", "another name").with("w0"),
              Alias.of("h_swish", "hardswish", "another name"),
              Alias.of("h_sigmoid", "hardsigmoid", "another name"),
              Alias.of("hard_silu", "hardswish", "JAX"),
              Alias.of("gelu_fast", "gelu(approximate=tanh)", "Hugging Face"),
              Alias.of("quick_gelu", "expr(formula='x*sigmoid(1.702*x)')", "Hugging Face"),
              Alias.of("relu_squared", "expr(formula='relu(x)^2')", "Primer"),
              Alias.of("squared_relu", "expr(formula='relu(x)^2')", "Primer"),
              Alias.of("relu2", "expr(formula='relu(x)^2')", "Hugging Face"),
              Alias.of("squareplus", "expr(formula='(x+sqrt(x^2+4))/2')", "JAX"),
              Alias.of("cos", "expr(formula='cos(x)')", "PyTorch"),
              Alias.of("cosine", "expr(formula='cos(x)')", "another name"),
              Alias.of("atan", "expr(formula='atan(x)')", "PyTorch"),
              Alias.of("arctan", "expr(formula='atan(x)')", "NumPy"),
              Alias.of("abs", "expr(formula='abs(x)')", "PyTorch"),
              Alias.of("square", "expr(formula='x^2')", "PyTorch"),
              Alias.of("gelu_new", "gelu(approximate=tanh)", "Hugging Face"),
              Alias.of("gelu_tanh", "gelu(approximate=tanh)", "the approximation"),
              Alias.of("gelu_pytorch_tanh", "gelu(approximate=tanh)", "Hugging Face")));

  private Activations() {}

  private static Entry<Activation> plain(
      String name, List<String> aliases, String formula, Supplier<Activation> factory) {
    return new Entry<>(name, aliases, formula, List.of(), arguments -> factory.get());
  }

  private static Entry<Activation> with(
      String name,
      String formula,
      Function<Arguments, Activation> factory,
      Parameter... parameters) {
    return new Entry<>(name, List.of(), formula, List.of(parameters), factory);
  }

  private static Gelu.Approximate approximate(Arguments arguments) {
    return Gelu.Approximate.valueOf(arguments.choice("approximate").toUpperCase(Locale.ROOT));
  }
}
