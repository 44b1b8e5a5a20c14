package io.evenkeel.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A name of another library for a member with certain arguments: {@code he_normal} for {@code
 * variance_scaling(scale=2)}.
 *
 * @param name as that library spells it
 * @param target the member and the arguments that the name stands for
 * @param parameters in that library's order: its name of a parameter, and the member's; empty if it
 *     takes none
 * @param note one line: whose name it is
 * @param cut whether the member's ends {@code a} and {@code b} lie two {@code std} from its {@code
 *     mean}
 */
public record Alias(
    String name,
    Spec target,
    List<Map.Entry<String, String>> parameters,
    String note,
    boolean cut) {
  private static final Set<String> SCALES = Set.of("std", "b");

  /** Copies the list. */
  public Alias {
    parameters = List.copyOf(parameters);
  }

  /** An alias without parameters. */
  public static Alias of(String name, String target, String note) {
    return new Alias(name, Spec.parse(target), List.of(), note, false);
  }

  /**
   * This alias with parameters.
   *
   * @param names each {@code theirs=ours}, or one name for both
   */
  public Alias with(String... names) {
    return new Alias(
        name,
        target,
        List.of(names).stream()
            .map(
                word -> {
                  int equals = word.indexOf('=');
                  return equals < 0
                      ? Map.entry(word, word)
                      : Map.entry(word.substring(0, equals), word.substring(equals + 1));
                })
            .toList(),
        note,
        cut);
  }

  /** This alias for a distribution that is cut two standard deviations from its mean. */
  public Alias cutAtTwo() {
    return new Alias(name, target, parameters, note, true);
  }

  /**
   * The member, with arguments, that a call of this name means.
   *
   * @throws SpecException naming a parameter that it does not take
   */
  Spec resolve(Spec call) {
    boolean scaleIsFirst = !parameters.isEmpty() && SCALES.contains(parameters.get(0).getValue());
    if (call.arguments().containsKey(Spec.place(0)) && !scaleIsFirst) {
      Positions.checkMeaning(call, target.name());
    }
    Map<String, Object> arguments = new LinkedHashMap<>(target.arguments());
    int place = 0;
    for (Map.Entry<String, Object> given : call.arguments().entrySet()) {
      String key = given.getKey();
      int index = place++;
      Optional<String> own =
          key.equals(Spec.place(index))
              ? index < parameters.size()
                  ? Optional.of(parameters.get(index).getValue())
                  : Optional.empty()
              : parameters.stream()
                  .filter(entry -> entry.getKey().equals(key) || entry.getValue().equals(key))
                  .map(Map.Entry::getValue)
                  .findFirst();
      arguments.put(
          own.orElseThrow(
              () ->
                  new SpecException(
                      parameters.isEmpty()
                          ? "%s stands for %s and takes no parameters, got %s"
                              .formatted(
                                  name,
                                  target.text(),
                                  key.equals(Spec.place(index)) ? given.getValue() : key)
                          : "%s takes %s, got %s"
                              .formatted(
                                  name,
                                  String.join(
                                      ", ", parameters.stream().map(Map.Entry::getKey).toList()),
                                  key.equals(Spec.place(index)) ? given.getValue() : key))),
          given.getValue());
    }
    if (cut) {
      arguments.put("a", end(-2, arguments));
      arguments.put("b", end(2, arguments));
    }
    return new Spec(target.name(), arguments);
  }

  /**
   * The point that lies this many standard deviations from the mean, as a number; as a formula if
   * the mean or the standard deviation is one.
   */
  private static Object end(double deviations, Map<String, Object> arguments) {
    Object mean = arguments.get("mean");
    Object std = arguments.get("std");
    return mean instanceof Double m && std instanceof Double s
        ? (Object) (m + deviations * s)
        : "%s+(%s)*(%s)".formatted(mean, Numbers.text(deviations), std);
  }
}
