package io.evenkeel.jobs.data;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which columns of a file are the input: names, or numbers from 0. */
final class Columns {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

  private Columns() {}

  /**
   * Places of the columns that are asked for, in that order.
   *
   * @param asked names, numbers and ranges {@code a..b} (both ends included), parted by commas;
   *     blank for all
   * @param names of the columns that there are; empty if they have none
   * @param count how many there are
   * @throws SpecException if one is not there, or asked for twice
   */
  static int[] chosen(String file, String asked, List<String> names, int count) {
    if (asked.isBlank()) {
      return IntStream.range(0, count).toArray();
    }
    List<Integer> places = new ArrayList<>();
    for (String part : asked.split(",", -1)) {
      add(places, file, part.strip(), names, count);
    }
    if (places.stream().distinct().count() < places.size()) {
      throw new SpecException("%s: a column is asked for twice in '%s'".formatted(file, asked));
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void add(
      List<Integer> places, String file, String part, List<String> names, int count) {
    Matcher numbers = NUMBERS.matcher(part);
    if (names.contains(part)) {
      places.add(names.indexOf(part));
    } else if (numbers.matches()) {
      int from = Integer.parseInt(numbers.group(1));
      int to = numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2));
      if (from > to || to >= count) {
        throw new SpecException(
            "%s: columns must be from 0 to %s, got '%s'".formatted(file, count - 1, part));
      }
      IntStream.rangeClosed(from, to).forEach(places::add);
    } else {
      throw new SpecException(
          names.isEmpty()
              ? "%s: its columns have no names: give numbers from 0 to %s, got '%s'"
                  .formatted(file, count - 1, part)
              : "%s has no column '%s'%s"
                  .formatted(file, part, Suggestions.didYouMean(part, names)));
    }
  }

  /** A column for messages. */
  static String text(List<String> names, int place) {
    return names.isEmpty() ? "column " + place : "column " + names.get(place);
  }
}
