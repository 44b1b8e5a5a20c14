package io.evenkeel.core.axis;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.table.Column;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An axis whose values are members of a catalogue, written {@code name} or {@code name(key=value,
 * ...)}.
 *
 * @param <V> what a trial holds: the family's interface
 */
class FamilyAxis<V> extends Axis<V> {
  private final Catalog<? extends V> catalog;
  private final Function<V, Spec> spec;
  private final Optional<String> defaultText;

  /**
   * Declares an axis.
   *
   * @param catalog the members
   * @param spec of a member, from which the catalogue makes an equal one
   * @param defaultText canonical; empty if a sweep must say
   */
  public FamilyAxis(
      String key,
      String meaning,
      Placement placement,
      Catalog<? extends V> catalog,
      Function<V, Spec> spec,
      Optional<String> defaultText) {
    super(key, meaning, placement);
    this.catalog = catalog;
    this.spec = spec;
    this.defaultText = defaultText;
  }

  @Override
  public final Grammar grammar() {
    return Grammar.FAMILY;
  }

  @Override
  public String allowed() {
    return "a name or name(key=value, ...)";
  }

  @Override
  public final Optional<String> defaultText() {
    return defaultText;
  }

  @Override
  public String canonical(String written) {
    return catalog.textOfPossible(Spec.parse(written), UnaryOperator.identity());
  }

  @Override
  public V value(String text) {
    return catalog.create(Spec.parse(text));
  }

  @Override
  public String text(V value) {
    return catalog.text(spec.apply(value));
  }

  @Override
  public final Column.Type columnType() {
    return Column.Type.STRING;
  }

  @Override
  public final Object columnValue(V value) {
    return text(value);
  }
}
