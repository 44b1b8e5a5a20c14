package io.evenkeel.core.init;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.expr.Arithmetic;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.FormulaParser;
import io.evenkeel.core.expr.Names;
import io.evenkeel.core.expr.PointFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a formula for a parameter of an initialiser may use. */
final class FormulaNames implements Names {
  static final String FAN_IN = "fan_in";
  static final String FAN_OUT = "fan_out";
  static final String DEPTH = "depth";
  static final String WIDTH = "width";
  static final String BLOCKS = "blocks";

  private static final FormulaNames NAMES = new FormulaNames();
  private static final int LONGEST = 200;
  private static final List<String> VARIABLES = List.of(FAN_IN, FAN_OUT, DEPTH, WIDTH, BLOCKS);
  private static final List<String> FUNCTIONS = List.of("sqrt", "exp", "log", "abs");

  private FormulaNames() {}

  /** Whether a text that stands in place of a number is read as a formula. */
  static boolean isFormula(String text) {
    return VARIABLES.contains(text) || Arithmetic.looksLike(text);
  }

  /**
   * The tree of a formula.
   *
   * @throws SpecException if it is none
   */
  static Expression parse(String text) {
    return FormulaParser.parse(text, NAMES, LONGEST).formula();
  }

  /**
   * The normal form of a formula.
   *
   * @throws SpecException if it is none
   */
  static String normal(String text) {
    return parse(text).text();
  }

  @Override
  public List<String> variables() {
    return VARIABLES;
  }

  @Override
  public List<String> functions() {
    return FUNCTIONS;
  }

  @Override
  public String allowed() {
    return "numbers, + - * / ^, pi, e, fan_in, fan_out, depth, width, blocks, sqrt, exp, log, abs,"
        + " min, max, where and comparisons";
  }

  @Override
  public Optional<PointFunction> function(String name, Map<String, Object> parameters) {
    if (!parameters.isEmpty()) {
      throw new SpecException(name + " takes one argument");
    }
    return Elementary.of(name);
  }

  @Override
  public Optional<String> instead(String name) {
    return switch (name) {
      case "n_in", "in_features", "fanin", "n_inputs", "input_size" -> Optional.of(FAN_IN);
      case "n_out", "out_features", "fanout", "n_outputs", "output_size" -> Optional.of(FAN_OUT);
      case "n", "d_model", "n_embd", "hidden_size", "n_hidden", "units" -> Optional.of(WIDTH);
      case "n_layer", "n_layers", "num_layers", "L" -> Optional.of(DEPTH + " or " + BLOCKS);
      case "ln" -> Optional.of("log");
      default -> Optional.empty();
    };
  }

  @Override
  public boolean choices() {
    return true;
  }
}
