package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Named numbers with their meanings, for people (six significant digits) and for programs. */
final class Figures {
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private record Figure(String name, Object value, String meaning) {}

  private final List<Figure> figures = new ArrayList<>();

  /** Adds a number, or a word. */
  Figures add(String name, Object value, String meaning) {
    figures.add(new Figure(name, value, meaning));
    return this;
  }

  /** One aligned line each. */
  List<String> lines() {
    int names = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
    List<String> texts = figures.stream().map(figure -> text(figure.value())).toList();
    int values = texts.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + names + "s  %-" + values + "s  %s",
              figures.get(i).name(),
              texts.get(i),
              figures.get(i).meaning()));
    }
    return lines;
  }

  /** Fields of the object that is open; non-finite numbers are the strings NaN and Infinity. */
  void write(JsonGenerator json) throws IOException {
    for (Figure figure : figures) {
      json.writeObjectField(figure.name(), figure.value());
    }
  }

  /** Six significant digits, where the number needs as many. */
  static String text(double x) {
    return Double.isFinite(x)
        ? Numbers.text(new BigDecimal(x).round(SIX_DIGITS).doubleValue())
        : Numbers.text(x);
  }

  private static String text(Object value) {
    return value instanceof Double number ? text((double) number) : String.valueOf(value);
  }
}
