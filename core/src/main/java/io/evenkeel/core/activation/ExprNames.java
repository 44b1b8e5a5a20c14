package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.Names;
import io.evenkeel.core.expr.PointFunction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that a formula of an activation may use: x, the catalogue's activations, and some
 * functions.
 */
final class ExprNames implements Names {
  static final ExprNames NAMES = new ExprNames();

  /** One line for the catalogue. */
  static final String MEANING =
      "a formula of x: numbers, pi, e, + - * / ^, comparisons, where(condition, a, b), min, max,"
          + " exp, log, sqrt, abs, sign, cos, expm1, log1p, atan, square, and any activation of"
          + " this list, as in \"x*tanh(softplus(x))\"";

  private static final String OWN_NAME = "expr";

  private ExprNames() {}

  @Override
  public List<String> variables() {
    return List.of("x");
  }

  @Override
  public List<String> functions() {
    return Stream.of(
            Activations.CATALOG.entries().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.aliases().stream()))
                .filter(name -> !name.equals(OWN_NAME)),
            Activations.CATALOG.aliases().stream()
                .filter(alias -> !alias.target().name().equals(OWN_NAME))
                .map(alias -> alias.name()),
            Arrays.stream(Elementary.values()).map(Elementary::text))
        .flatMap(names -> names)
        .toList();
  }

  @Override
  public String allowed() {
    return "x, numbers, pi, e, + - * / ^, < <= > >= == !=, where, min, max, exp, log, sqrt, abs,"
        + " sign, cos, expm1, log1p, atan, square, and the activations of 'evenkeel list"
        + " activations'";
  }

  @Override
  public Optional<PointFunction> function(String name, Map<String, Object> parameters) {
    Optional<PointFunction> elementary = Elementary.of(name);
    if (elementary.isPresent() && parameters.isEmpty()) {
      return elementary;
    }
    if (elementary.isPresent()) {
      throw new io.evenkeel.core.SpecException(name + " takes one argument");
    }
    Map<String, Object> arguments = new LinkedHashMap<>(parameters);
    Activation activation = Activations.CATALOG.create(new Spec(name, arguments));
    return activation instanceof Expr ? Optional.empty() : Optional.of(new Member(activation));
  }

  @Override
  public Optional<String> instead(String name) {
    return switch (name) {
      case "log2" -> Optional.of("log(..)/log(2)");
      case "log10" -> Optional.of("log(..)/log(10)");
      case "rsqrt" -> Optional.of("1/sqrt(..)");
      case "reciprocal" -> Optional.of("1/..");
      case "sinh" -> Optional.of("(exp(x)-exp(-x))/2");
      case "cosh" -> Optional.of("(exp(x)+exp(-x))/2");
      case "tan" -> Optional.of("sin(x)/cos(x)");
      case "heaviside", "step" -> Optional.of("(x > 0)");
      default -> Optional.empty();
    };
  }

  @Override
  public boolean choices() {
    return true;
  }

  /** The activation that a formula calls with x, if it is nothing else. */
  static Optional<Activation> called(Expression formula) {
    return formula instanceof Expression.Call call
            && call.argument() instanceof Expression.Variable
            && call.function() instanceof Member member
        ? Optional.of(member.activation())
        : Optional.empty();
  }

  /**
   * An activation of the catalogue as a function in a formula.
   *
   * @param activation any but {@link Expr}
   */
  record Member(Activation activation) implements PointFunction {
    @Override
    public String call(String argument) {
      String text = Activations.CATALOG.text(activation.spec());
      int open = text.indexOf('(');
      return open < 0
          ? "%s(%s)".formatted(text, argument)
          : "%s(%s,%s".formatted(text.substring(0, open), argument, text.substring(open + 1));
    }

    @Override
    public double value(double x) {
      return activation.value(x);
    }

    @Override
    public double derivative(double x) {
      return activation.derivative(x);
    }

    @Override
    public double[] kinks() {
      return activation.kinks();
    }
  }
}
