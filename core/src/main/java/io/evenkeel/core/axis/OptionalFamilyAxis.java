package io.evenkeel.core.axis;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.precision.Precisions;
import io.evenkeel.core.table.Column;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An axis whose values are members of a catalogue, or the word that stands for no member. That word
 * is the default.
 *
 * @param <V> the family's interface
 */
final class OptionalFamilyAxis<V> extends Axis<Optional<V>> {
  /** Other words that stand for no member, in lower case. */
  private static final Set<String> NONE = Set.of("none", "null", "false");

  private static final Set<String> FLOAT32 = Set.of("fp32", "float", "single");

  private final String none;
  private final Catalog<? extends V> catalog;
  private final Function<V, Spec> spec;

  /**
   * Declares an axis of members, or {@code none}.
   *
   * @param catalog the members
   * @param spec of a member, from which the catalogue makes an equal one
   */
  public OptionalFamilyAxis(
      String key,
      String meaning,
      Placement placement,
      Catalog<? extends V> catalog,
      Function<V, Spec> spec) {
    this(key, meaning, placement, catalog, spec, "none");
  }

  /**
   * Declares an axis.
   *
   * @param none the word for no member
   */
  OptionalFamilyAxis(
      String key,
      String meaning,
      Placement placement,
      Catalog<? extends V> catalog,
      Function<V, Spec> spec,
      String none) {
    super(key, meaning, placement);
    this.none = none;
    this.catalog = catalog;
    this.spec = spec;
  }

  @Override
  public Grammar grammar() {
    return Grammar.FAMILY;
  }

  @Override
  public String allowed() {
    return "a name or name(key=value, ...)";
  }

  @Override
  public Optional<String> defaultText() {
    return Optional.of(none);
  }

  @Override
  public String canonical(String written) {
    Spec given = Spec.parse(written);
    if (given.arguments().isEmpty() && saysNone(given.name())) {
      return none;
    }
    return catalog.textOfPossible(given, UnaryOperator.identity());
  }

  private boolean saysNone(String name) {
    return name.equals(none)
        || NONE.contains(name.toLowerCase(Locale.ROOT))
        || (none.equals(Precisions.FLOAT32) && FLOAT32.contains(name));
  }

  @Override
  public Optional<V> value(String text) {
    return text.equals(none) ? Optional.empty() : Optional.of(catalog.create(Spec.parse(text)));
  }

  @Override
  public String text(Optional<V> value) {
    return value.map(member -> catalog.text(spec.apply(member))).orElse(none);
  }

  @Override
  public Column.Type columnType() {
    return Column.Type.STRING;
  }

  @Override
  public Object columnValue(Optional<V> value) {
    return text(value);
  }
}
