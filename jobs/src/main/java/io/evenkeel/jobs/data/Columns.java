package io.evenkeel.jobs.data;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which columns of a file are read: names, or numbers from 0.
 *
 * @param asked names, numbers and ranges {@code a..b} (both ends included), separated by commas;
 *     blank for all except that of the labels
 * @param labels name or number of the column of labels, which is not a part of the input; blank for
 *     none
 * @param ofLabels whether the labels are read instead of the input
 */
record Columns(String asked, String labels, boolean ofLabels) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

  /**
   * The indices of the requested columns, in the order of the request.
   *
   * @param names of all columns of the file; empty if they have none
   * @param count number of all columns
   * @throws SpecException if a column does not exist, or is requested twice
   */
  int[] chosen(String file, List<String> names, int count) {
    if (ofLabels) {
      return new int[] {label(file, names, count)};
    }
    List<Integer> places = new ArrayList<>();
    if (asked.isBlank()) {
      IntStream.range(0, count).forEach(places::add);
    } else {
      for (String part : asked.split(",", -1)) {
        add(places, file, part.strip(), names, count);
      }
    }
    if (!labels.isBlank()) {
      Integer label = label(file, names, count);
      if (places.remove(label) && !asked.isBlank()) {
        throw new SpecException(
            "%s: the labels '%s' are among the columns '%s'".formatted(file, labels, asked));
      }
      if (places.isEmpty()) {
        throw new SpecException("%s has no column beside that of its labels".formatted(file));
      }
    }
    if (places.stream().distinct().count() < places.size()) {
      throw new SpecException("%s: a column is asked for twice in '%s'".formatted(file, asked));
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Index of the column of labels. */
  private int label(String file, List<String> names, int count) {
    List<Integer> places = new ArrayList<>();
    add(places, file, labels.strip(), names, count);
    if (places.size() != 1) {
      throw new SpecException("%s: labels must be one column, got '%s'".formatted(file, labels));
    }
    return places.get(0);
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

  /** The name or number of a column, for messages. */
  static String text(List<String> names, int place) {
    return names.isEmpty() ? "column " + place : "column " + names.get(place);
  }
}
