package io.evenkeel.core.expr;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables and functions that a formula may use. */
public interface Names {
  /** The variables. */
  List<String> variables();

  /** The names of the functions of one number. */
  List<String> functions();

  /** What a formula consists of, for messages: {@code "numbers, + - * / ^, pi, e, ..."}. */
  String allowed();

  /**
   * The function of that name.
   *
   * @param parameters what is written behind its argument, by {@code #0}, {@code #1} or by name: a
   *     Double or a word
   * @throws io.evenkeel.core.SpecException if the function does not take the parameters
   */
  Optional<PointFunction> function(String name, Map<String, Object> parameters);

  /** What to write instead of a name that other languages have; empty if nothing is known. */
  default Optional<String> instead(String name) {
    return Optional.empty();
  }

  /** Whether min, max, where, pow and comparisons are among what is allowed. */
  boolean choices();
}
