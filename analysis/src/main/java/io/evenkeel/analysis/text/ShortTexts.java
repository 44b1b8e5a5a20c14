package io.evenkeel.analysis.text;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Shorter forms of numbers, and of the texts of a column such that different texts stay different.
 */
public final class ShortTexts {
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private static final List<Catalog<?>> FAMILIES =
      List.of(Initializers.CATALOG, Activations.CATALOG, Losses.CATALOG);

  /** Values that contain the hash of a file's content; the file's name is more useful to people. */
  private static final Set<String> OF_FILES = Set.of(Inputs.DATA, Initializers.WEIGHTS);

  private ShortTexts() {}

  /** Three significant digits: {@code 0.0123}, {@code 1.00}, {@code 1.23e-9}, {@code 0}. */
  public static String number(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x) || x == 0) {
      return Numbers.text(x);
    }
    BigDecimal rounded = new BigDecimal(x).round(THREE_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal threeDigits = rounded.setScale(2 - exponent);
    return exponent >= -3 && exponent < 5
        ? threeDigits.toPlainString()
        : threeDigits.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }

  /**
   * Abbreviated texts: {@code xavier_uniform(gain=1.6666667)} becomes {@code xavier_uniform(1.67)}.
   * A name stays where the value without it would be read as another parameter's: {@code
   * normal(std=0.02)}.
   */
  public static Map<String, String> abbreviated(Collection<String> texts) {
    return distinct(texts, ShortTexts::withoutNames);
  }

  /**
   * A value as a sweep file spells it. For a value with the hash of a file's content it is the
   * file's name and the standard deviation: {@code data(digits.csv,std=6.09)}.
   */
  public static String withoutContent(String text) {
    boolean ofFile = OF_FILES.stream().anyMatch(name -> text.startsWith(name + "("));
    return ofFile ? withoutNames(text) : text;
  }

  /**
   * The text, cut to at most {@code length} characters; two dots stand for the part that is cut
   * off.
   */
  public static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 2) + "..";
  }

  /** Each text's short form, or the text itself where another text has the same short form. */
  public static Map<String, String> distinct(
      Collection<String> texts, UnaryOperator<String> shorten) {
    Map<String, String> shortened = new LinkedHashMap<>();
    texts.forEach(text -> shortened.put(text, shorten.apply(text)));
    Map<String, Integer> uses = new HashMap<>();
    shortened.values().forEach(brief -> uses.merge(brief, 1, Integer::sum));
    shortened.replaceAll((text, brief) -> uses.get(brief) == 1 ? brief : text);
    return shortened;
  }

  private static String withoutNames(String text) {
    Spec spec;
    try {
      spec = Spec.parse(text);
    } catch (SpecException e) {
      return text; // a text that is no name(key=value, ...) has nothing to leave out
    }
    if (OF_FILES.contains(spec.name()) && spec.arguments().get("std") instanceof Double std) {
      return "%s(%s,std=%s)"
          .formatted(spec.name(), spec.arguments().get("name"), Numbers.text(rounded(std)));
    }
    Spec brief = spec;
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, Object> argument : spec.arguments().entrySet()) {
      Object value = argument.getValue();
      if (value instanceof Double number) {
        brief = brief.with(argument.getKey(), rounded(number));
        values.add(Numbers.text(rounded(number)));
      } else {
        values.add(value instanceof Boolean ? argument.getKey() + "=" + value : value.toString());
      }
    }
    if (values.isEmpty()) {
      return spec.name();
    }
    String nameless = spec.name() + "(" + String.join(",", values) + ")";
    return means(nameless, brief) ? nameless : brief.text();
  }

  /** Whether the values without their names would be read as those of the same parameters. */
  private static boolean means(String nameless, Spec spec) {
    return FAMILIES.stream().anyMatch(catalog -> means(catalog, nameless, spec));
  }

  private static boolean means(Catalog<?> catalog, String nameless, Spec spec) {
    try {
      return catalog.complete(Spec.parse(nameless)).equals(catalog.complete(spec));
    } catch (SpecException e) {
      return false; // of another family
    }
  }

  private static double rounded(double x) {
    return Double.isNaN(x) || Double.isInfinite(x)
        ? x
        : new BigDecimal(x).round(THREE_DIGITS).doubleValue();
  }

  /** A number of things: {@code 1 cell}, {@code 2,000 cells}. */
  public static String counted(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  /** Ten to a power, with three digits; with one digit beyond a hundred decades. */
  public static String plainFactor(double decades) {
    return Math.abs(decades) < 100 ? number(Math.pow(10, decades)) : "1e" + Math.round(decades);
  }

  /**
   * Ten to a power, with more digits for factors per layer, which compound over many layers; a
   * number beyond the range of doubles is written as a power of ten.
   */
  public static String factor(double decades) {
    if (Math.abs(decades) < 300) {
      // 1.0955 and 1.0004 are not alike over 100 layers.
      double x = Math.pow(10, decades);
      return Math.abs(decades) < 0.1 ? Numbers.text(Math.round(x * 1e4) / 1e4) : number(x);
    }
    return "1e" + Math.round(decades);
  }
}
