package io.evenkeel.core.axis;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An axis where one value is a list of whole numbers, written {@code [784, 512, 64]}. A list of
 * such lists is several values.
 */
final class ListAxis extends Axis<List<Integer>> {
  private static final String NONE = "none";
  private static final String BETWEEN = "-";

  private final int fewest;
  private final int least;
  private final int most;

  /**
   * Declares an axis whose default is the empty list, written {@code none}.
   *
   * @param fewest members of a list, at least 1
   * @param least smallest member allowed, at least 0
   * @param most largest member allowed
   */
  public ListAxis(
      String key, String meaning, Placement placement, int fewest, int least, int most) {
    super(key, meaning, placement);
    this.fewest = fewest;
    this.least = least;
    this.most = most;
  }

  @Override
  public Grammar grammar() {
    return Grammar.LIST;
  }

  @Override
  public String allowed() {
    return "a list of %swhole numbers from %s to %s, or none"
        .formatted(fewest > 1 ? "at least " + fewest + " " : "", least, most);
  }

  @Override
  public Optional<String> defaultText() {
    return Optional.of(NONE);
  }

  /** Takes members separated by hyphens, commas or blanks. */
  @Override
  public String canonical(String written) {
    String stripped = written.strip();
    if (stripped.equals(NONE)) {
      return NONE;
    }
    List<Integer> members = new ArrayList<>();
    for (String part : stripped.split("\\s*[-,\\s]\\s*", -1)) {
      members.add(member(part, written));
    }
    if (members.size() < fewest) {
      throw notAllowed(written);
    }
    return text(members);
  }

  private int member(String part, String written) {
    if (part.matches("\\d{1,9}")) {
      int member = Integer.parseInt(part);
      if (member >= least && member <= most) {
        return member;
      }
    }
    throw notAllowed(written);
  }

  private SpecException notAllowed(String written) {
    return new SpecException("%s must be %s, got %s".formatted(key(), allowed(), written));
  }

  @Override
  public List<Integer> value(String text) {
    return text.equals(NONE)
        ? List.of()
        : List.of(text.split(BETWEEN, -1)).stream().map(Integer::valueOf).toList();
  }

  @Override
  public String text(List<Integer> value) {
    return value.isEmpty()
        ? NONE
        : value.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN));
  }

  @Override
  public Column.Type columnType() {
    return Column.Type.STRING;
  }

  @Override
  public Object columnValue(List<Integer> value) {
    return text(value);
  }
}
