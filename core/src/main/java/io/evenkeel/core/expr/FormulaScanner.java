package io.evenkeel.core.expr;

import io.evenkeel.core.LibraryNames;
import io.evenkeel.core.SpecException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a formula piece by piece: signs, numbers and names; blanks between them are
 * skipped.
 */
final class FormulaScanner {
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  /** The module that may stand before a name in Python, as in {@code math.sqrt}. */
  static final String MODULE =
      "(?:(?:math|np|numpy|torch|jnp|jax|flax|linen|tf|keras|activations|special|nn|functional|F)"
          + "\\.)*+";

  private static final Pattern NAME = Pattern.compile(MODULE + "[A-Za-z_][A-Za-z_0-9]*+");
  private static final Pattern KEY = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*+) *=(?!=)");
  private static final Pattern WORD =
      Pattern.compile("(['\"]?+)([A-Za-z_][A-Za-z_0-9]*+)\\1 *(?=[,)])");

  /** Operators of Python and C that are written differently here. */
  private static final Pattern LOGIC = Pattern.compile("(?:and\\b|or\\b|if\\b|&|\\|\\||\\?).*");

  private final String text;
  private int at;

  FormulaScanner(String text) {
    this.text = text;
  }

  /** The number of characters read so far. */
  int at() {
    return at;
  }

  /** The index of the next character that is not blank. */
  int ahead() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  boolean atEnd() {
    return ahead() == text.length();
  }

  boolean sees(String symbol) {
    return text.startsWith(symbol, ahead());
  }

  /** Skips a symbol if it is next, and says whether it was. */
  boolean next(String symbol) {
    boolean there = sees(symbol);
    at += there ? symbol.length() : 0;
    return there;
  }

  /** The next number; empty if something else is next. */
  Optional<Double> number() {
    return matched(NUMBER)
        .map(
            number -> {
              double value = Double.parseDouble(number.group());
              if (Double.isInfinite(value)) {
                throw new SpecException(
                    "%s is beyond the range of numbers (%s)"
                        .formatted(number.group(), place(number.start())));
              }
              return value;
            });
  }

  /** The next name, as {@link LibraryNames} gives it; empty if something else is next. */
  String name() {
    return matched(NAME).map(match -> LibraryNames.of(match.group())).orElse("");
  }

  /** The name that is next, if an equals sign follows it. */
  Optional<String> key() {
    return matched(KEY).map(key -> key.group(1));
  }

  /** The name that is next, if it is a whole argument and is none of {@code others}. */
  Optional<String> word(Collection<String> others) {
    int start = ahead();
    Optional<String> word = matched(WORD).map(match -> match.group(2));
    if (word.filter(others::contains).isPresent()) {
      at = start;
      return Optional.empty();
    }
    return word;
  }

  private Optional<Matcher> matched(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(ahead(), text.length());
    matcher.useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  /** {@code at character 3 of 'x*foo(x)'}. */
  String place(int index) {
    return "at character %s of '%s'".formatted(index + 1, shortened(index));
  }

  /** The text; of a long one the part around a place. */
  private String shortened(int index) {
    int around = 100;
    if (text.length() <= 2 * around) {
      return text;
    }
    int from = Math.max(0, Math.min(index - around, text.length() - 2 * around));
    int to = Math.min(text.length(), from + 2 * around);
    return (from > 0 ? ".." : "") + text.substring(from, to) + (to < text.length() ? ".." : "");
  }

  SpecException error(String expected) {
    int place = ahead();
    String found = place < text.length() ? "'" + text.charAt(place) + "'" : "its end";
    String hint =
        LOGIC.matcher(text.substring(place)).matches()
            ? "; (a < b) * (b < c) holds where both do, where(c, a, b) is a if c holds, else b"
            : found.equals("'|'") ? "; |x| is written abs(x)" : "";
    return new SpecException(
        "expected %s %s, got %s%s".formatted(expected, place(place), found, hint));
  }
}
