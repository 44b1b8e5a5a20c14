package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.Nesting;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.Axis.Grammar;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.axis.WholeAxis;
import io.evenkeel.jobs.data.DataFiles;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of an axis from a sweep file. */
final class Values {
  private static final Pattern RANGE = Pattern.compile("\\s*(-?\\d{1,19})\\.\\.(-?\\d{1,19})\\s*");

  private final Axis<?> axis;
  private final DataFiles files;

  private Values(Axis<?> axis, DataFiles files) {
    this.axis = axis;
    this.files = files;
  }

  /**
   * Reads a value: a scalar, a list, a series, or a name with parameters.
   *
   * @param value as {@link YamlText} gives it
   * @param files reads the files that values name
   * @throws SpecException if it is none of these or not of the axis
   */
  static AxisValues read(Axis<?> axis, Object value, DataFiles files) {
    return axis.check(new Values(axis, files).any(value));
  }

  private String canonical(String written) {
    return axis.canonical(files.resolved(axis, written));
  }

  private AxisValues any(Object value) {
    if (!(value instanceof List<?> list)) {
      return entry(value);
    }
    if (list.isEmpty()) {
      throw new SpecException("%s must not be an empty list".formatted(axis.key()));
    }
    if (axis.grammar() == Grammar.LIST && list.stream().allMatch(Number.class::isInstance)) {
      return AxisValues.of(listText(list));
    }
    AxisValues all = AxisValues.NONE;
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Object item : list) {
      checkWhole(item);
      AxisValues one = item instanceof List<?> inner ? inner(inner) : entry(item);
      texts.addAll(one.texts());
      if (one.numbers().size() == 1) {
        numbers.add(one.numbers().get(0));
      } else {
        all = all.union(AxisValues.of(one.numbers()));
      }
    }
    long[] singles = numbers.stream().mapToLong(Long::longValue).toArray();
    return all.union(new AxisValues(IntegerRuns.of(singles), texts));
  }

  private static void checkWhole(Object item) {
    if (item instanceof String text && cutByComma(text)) {
      throw new SpecException(cut(text));
    }
  }

  /** Whether a text has a parenthesis or a quotation mark without its partner. */
  static boolean cutByComma(String text) {
    return !Nesting.balanced(text);
  }

  /** The error message for a text that YAML cut at a comma. */
  static String cut(String text) {
    return "'%s' was cut at a comma: within [] or {}, a value with several arguments needs quotes or the form {name: ..., key: value}"
        .formatted(text);
  }

  private AxisValues inner(List<?> list) {
    if (axis.grammar() != Grammar.LIST) {
      throw new SpecException("%s must not hold a list within a list".formatted(axis.key()));
    }
    return AxisValues.of(listText(list));
  }

  private String listText(List<?> list) {
    return axis.canonical(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private AxisValues entry(Object value) {
    if (value instanceof Map<?, ?> map) {
      Optional<Object> listed = Habits.listed(map);
      if (listed.isPresent()) {
        return any(listed.get());
      }
      return member(map);
    }
    if (value instanceof String text) {
      List<String> words =
          axis.grammar() == Grammar.LIST ? List.of(text) : Habits.words(text, axis.numeric());
      return words.size() == 1 ? word(words.get(0)) : any(words);
    }
    if (value instanceof Boolean flag) {
      return AxisValues.of(axis.canonical(flag.toString()));
    }
    if (value instanceof Number number) {
      return number(number);
    }
    throw new SpecException("%s must be %s, got nothing".formatted(axis.key(), axis.allowed()));
  }

  private AxisValues member(Map<?, ?> map) {
    boolean family = axis.grammar() == Grammar.FAMILY || axis.grammar() == Grammar.WORD;
    Optional<Map<?, ?>> member = family ? Habits.member(map) : Optional.empty();
    return member.isPresent() || map.containsKey("name")
        ? specs(member.orElse(map))
        : series(wholeRange(map));
  }

  private AxisValues number(Number number) {
    return switch (axis.grammar()) {
      case REAL -> AxisValues.of(axis.canonical(Numbers.text(number.doubleValue())));
      case LIST -> AxisValues.of(axis.canonical(number.toString()));
      case WHOLE -> {
        long whole = whole(axis.key(), number);
        ((WholeAxis<?>) axis).check(whole);
        yield AxisValues.of(IntegerRuns.of(whole));
      }
      case WORD, FAMILY ->
          throw new SpecException(
              "%s must be %s, got %s".formatted(axis.key(), axis.allowed(), number));
    };
  }

  private AxisValues word(String text) {
    Matcher range = RANGE.matcher(text);
    if (axis.numeric() && range.matches()) {
      return AxisValues.of(
          IntegerRuns.range(
              whole(axis.key(), new BigInteger(range.group(1))),
              whole(axis.key(), new BigInteger(range.group(2)))));
    }
    if (axis.numeric() && text.strip().matches("-?\\d{1,19}")) {
      return number(new BigInteger(text.strip()));
    }
    Optional<Double> product = axis.numeric() ? Habits.product(text) : Optional.empty();
    if (product.isPresent()) {
      return number(product.get());
    }
    if (axis.numeric() && !text.strip().matches("[A-Za-z_]+")) {
      throw new SpecException(
          "%s must be %s, got '%s'%s"
              .formatted(axis.key(), axis.allowed(), text, Habits.spelling(text)));
    }
    return AxisValues.of(canonical(text.strip()));
  }

  /**
   * A range with the ends of whole numbers that {@code min} and {@code max} name; numbers that are
   * not whole have no such range, because their number would be unknown.
   */
  private Map<?, ?> wholeRange(Map<?, ?> map) {
    return axis.numeric() ? Habits.range(map) : stepped(axis.key(), map);
  }

  /** A series of numbers that need not be whole; requires it to say how many they are. */
  static Map<?, ?> stepped(String key, Map<?, ?> map) {
    if (map.containsKey("step")) {
      return Habits.range(map);
    }
    Habits.checkCounted(key, map);
    return map;
  }

  private AxisValues series(Map<?, ?> map) {
    return switch (axis.grammar()) {
      case WHOLE -> AxisValues.of(Series.whole(axis.key(), map));
      case REAL ->
          new AxisValues(
              IntegerRuns.EMPTY,
              Series.decimal(axis.key(), map).stream()
                  .map(value -> axis.canonical(Numbers.text(value)))
                  .toList());
      case LIST, WORD, FAMILY ->
          throw new SpecException(
              "%s must be %s or {name: ..., key: value}, got %s without name"
                  .formatted(axis.key(), axis.allowed(), map));
    };
  }

  private AxisValues specs(Map<?, ?> map) {
    if (axis.grammar() != Grammar.FAMILY && axis.grammar() != Grammar.WORD) {
      throw new SpecException("%s must be %s, got %s".formatted(axis.key(), axis.allowed(), map));
    }
    return new AxisValues(
        IntegerRuns.EMPTY, SpecLists.of(map).stream().map(spec -> canonical(spec.text())).toList());
  }

  /**
   * A number that has to be whole.
   *
   * @throws SpecException if it is not, or needs more than 64 bits
   */
  static long whole(String key, Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return number.longValue();
    }
    if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    double value = number.doubleValue();
    // Doubles from 2^53 on skip whole numbers: what was written may not be what was read.
    boolean exact =
        number instanceof Double && value == Math.rint(value) && Math.abs(value) < 0x1p53;
    if (!exact) {
      throw new SpecException(
          "%s must be a whole number of at most 64 bits, got %s"
              .formatted(key, number instanceof Double ? Numbers.text(value) : number));
    }
    return (long) value;
  }

  /** A map with text keys, in order. */
  static Map<String, Object> textKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }
}
