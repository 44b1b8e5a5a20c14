package io.evenkeel.core.axis;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One key of a sweep file: what may be written, what the value is if nothing is written, and how
 * the value is named in the identity of a trial and in the result tables.
 *
 * <p>A value exists in three forms. A sweep file holds a <em>written</em> form. {@link #canonical}
 * turns it into the one <em>canonical text</em> of that value, the only form that travels to an
 * executor. {@link #value} turns the text into the object that a trial holds.
 *
 * <p>An axis is added by one class or one constant, and by one line in {@link Axes}. Everything
 * else (reading sweep files, plans, identities, columns) loops over that list.
 *
 * @param <V> what a trial holds
 */
public abstract class Axis<V> {
  /** How the values of an axis are written in a sweep file. */
  public enum Grammar {
    /** Whole numbers, their ranges and series; perhaps a word besides. */
    WHOLE,
    /** Decimal numbers and their series. */
    REAL,
    /** A list of whole numbers is one value. */
    LIST,
    /** One of a few words. */
    WORD,
    /** {@code name} or {@code name(key=value, ...)} of a catalogue. */
    FAMILY
  }

  private final String key;
  private final String meaning;
  private final Placement placement;

  /** Place in the list of all axes; negative until the axis is listed. */
  private int place = -1;

  /**
   * Declares an axis.
   *
   * @param key as written in a sweep file
   * @param meaning one line: the column's description
   * @param placement how plans and identities treat it
   */
  protected Axis(String key, String meaning, Placement placement) {
    this.key = key;
    this.meaning = meaning;
    this.placement = placement;
  }

  /** As written in a sweep file; also the name of the column. */
  public final String key() {
    return key;
  }

  /** Tells the axis its place in the list of all axes, once. */
  final void place(int number) {
    if (place >= 0) {
      throw new IllegalStateException("the axis " + key + " is listed twice");
    }
    place = number;
  }

  /** Place in the list of all axes. */
  final int place() {
    if (place < 0) {
      throw new IllegalStateException("the axis " + key + " is not listed");
    }
    return place;
  }

  /** What the value is, in one line. */
  public final String meaning() {
    return meaning;
  }

  /** How plans and identities treat this axis. */
  public final Placement placement() {
    return placement;
  }

  /** How values are written. */
  public abstract Grammar grammar();

  /** The allowed values, for messages: {@code "a whole number from 1 to 100000"}. */
  public abstract String allowed();

  /** Canonical text of the axis's default; empty if a sweep must name a value. */
  public abstract Optional<String> defaultText();

  /**
   * The canonical text of a written value.
   *
   * @throws SpecException if the value is not allowed
   */
  public abstract String canonical(String written);

  /**
   * What a trial holds.
   *
   * @param text canonical, and {@link #resolve resolved} if this axis follows another
   */
  public abstract V value(String text);

  /**
   * Whether a canonical text is open, which means that a plan decides its value. This is true of
   * few words.
   */
  public boolean isOpen(String text) {
    return false;
  }

  /** The canonical text of a value; {@link #value} of it gives an equal value. */
  public abstract String text(V value);

  /** Type of the column. */
  public abstract Column.Type columnType();

  /** The column's value: an Integer, Long, Double, Boolean or String, according to its type. */
  public abstract Object columnValue(V value);

  /** The axis that decides what some of this axis's words mean; empty for most. */
  public Optional<Axis<?>> follows() {
    return Optional.empty();
  }

  /**
   * The text that a canonical text stands for, beside a value of the axis that this one {@link
   * #follows}: {@code gain=auto} beside tanh is {@code gain=5/3}.
   *
   * @throws SpecException if the text has no meaning beside that value
   */
  public String resolve(String text, Object led) {
    return text;
  }

  /**
   * A written word, if it is one of some words.
   *
   * @throws SpecException naming what is allowed, and the nearest word
   */
  final String oneOf(Collection<String> words, String written) {
    if (!words.contains(written)) {
      throw new SpecException(
          "%s must be %s, got %s%s"
              .formatted(key, allowed(), written, Suggestions.didYouMean(written, words)));
    }
    return written;
  }

  /** Whether the canonical texts are whole numbers. */
  public final boolean numeric() {
    return grammar() == Grammar.WHOLE;
  }

  /** The default as values; empty if a sweep must name a value. */
  public final Optional<AxisValues> defaultValues() {
    return defaultText().map(this::parse);
  }

  /** Whether these are the default values. */
  public final boolean isDefault(AxisValues values) {
    return defaultValues().filter(values::equals).isPresent();
  }

  /**
   * Checks all values and brings them into canonical form and order.
   *
   * @return the values in canonical form and order
   * @throws SpecException at the first that is not of this axis, or if there is no value
   */
  public AxisValues check(AxisValues values) {
    if (values.size() == 0) {
      throw new SpecException(key + " has no value; it must be " + allowed());
    }
    return new AxisValues(
        values.numbers(), ordered(values.texts().stream().map(this::canonical).toList()));
  }

  /** Canonical texts in canonical order: alphabetical, unless the axis has an order of its own. */
  List<String> ordered(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  /**
   * Reads what {@link AxisValues#text} writes.
   *
   * @throws SpecException if {@code text} is something else
   */
  public final AxisValues parse(String text) {
    AxisValues values = AxisValues.NONE;
    List<String> texts = new ArrayList<>();
    for (String part : text.split(AxisValues.SEPARATOR, -1)) {
      boolean runs =
          numeric()
              && !part.isEmpty()
              && (part.charAt(0) == '-' || Character.isDigit(part.charAt(0)));
      if (runs) {
        values = values.union(AxisValues.of(IntegerRuns.parse(part)));
      } else {
        texts.add(part);
      }
    }
    return values.union(new AxisValues(IntegerRuns.EMPTY, texts));
  }

  @Override
  public final String toString() {
    return key;
  }
}
