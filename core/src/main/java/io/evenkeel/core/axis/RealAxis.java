package io.evenkeel.core.axis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** An axis of decimal numbers. It may also take a word that stands for a number. */
public final class RealAxis extends Axis<Double> {
  private final DoublePredicate fits;
  private final String allowed;
  private final Optional<String> defaultText;
  private final Optional<String> word;
  private final double ofWord;

  /**
   * Declares an axis of numbers.
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
    this(key, meaning, placement, fits, allowed, defaultText, Optional.empty(), Double.NaN);
  }

  private RealAxis(
      String key,
      String meaning,
      Placement placement,
      DoublePredicate fits,
      String allowed,
      Optional<String> defaultText,
      Optional<String> word,
      double ofWord) {
    super(key, meaning, placement);
    this.fits = fits;
    this.allowed = allowed;
    this.defaultText = defaultText;
    this.word = word;
    this.ofWord = ofWord;
  }

  /**
   * This axis with a word.
   *
   * @param stands what a trial and the column hold for it, a number that is not allowed otherwise
   */
  RealAxis orWord(String text, double stands) {
    return new RealAxis(
        key(),
        meaning(),
        placement(),
        fits,
        allowed + ", or " + text,
        defaultText,
        Optional.of(text),
        stands);
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
    if (isWord(written)) {
      return written;
    }
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
    return texts.stream().sorted(Comparator.comparingDouble(this::value)).toList();
  }

  private boolean isWord(String text) {
    return word.isPresent() && word.get().equals(text);
  }

  @Override
  public Double value(String text) {
    return isWord(text) ? ofWord : Double.parseDouble(text);
  }

  @Override
  public String text(Double value) {
    return word.isPresent() && value == ofWord ? word.get() : Numbers.text(value);
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
