package io.evenkeel.core.axis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** An axis of decimal numbers. */
public final class RealAxis extends Axis<Double> {
  private final DoublePredicate fits;
  private final String allowed;
  private final Optional<String> defaultText;

  /**
   * Declares an axis.
   *
   * @param fits which numbers are allowed; NaN must fail it
   * @param allowed what is allowed, for messages: {@code "a number from 0 to 1"}
   * @param defaultText canonical; empty if a sweep must say
   */
  public RealAxis(
      String key,
      String meaning,
      Placement placement,
      DoublePredicate fits,
      String allowed,
      Optional<String> defaultText) {
    super(key, meaning, placement);
    this.fits = fits;
    this.allowed = allowed;
    this.defaultText = defaultText;
  }

  @Override
  public Grammar grammar() {
    return Grammar.REAL;
  }

  @Override
  public String allowed() {
    return allowed;
  }

  @Override
  public Optional<String> defaultText() {
    return defaultText;
  }

  @Override
  public String canonical(String written) {
    double value;
    try {
      value = Double.parseDouble(written);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!fits.test(value)) {
      throw new SpecException("%s must be %s, got %s".formatted(key(), allowed, written));
    }
    return Numbers.text(value);
  }

  @Override
  List<String> ordered(List<String> texts) {
    return texts.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
  }

  @Override
  public Double value(String text) {
    return Double.valueOf(text);
  }

  @Override
  public String text(Double value) {
    return Numbers.text(value);
  }

  @Override
  public Column.Type columnType() {
    return Column.Type.FLOAT64;
  }

  @Override
  public Object columnValue(Double value) {
    return value;
  }
}
