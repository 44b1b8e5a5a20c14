package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.engine.EngineKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A union of grids: all trials to be computed, independent of how a sweep file spells them.
 *
 * @param name {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}
 * @param trialMemory bytes that one trial may use; a trial that needs more is invalid
 * @param grids at least one
 * @param heldCourses whether a trial that is trained and leaves its engine open is computed by
 *     {@link EngineKind#EXPLICIT}, as it was while no other engine could train; false if that makes
 *     no difference
 */
public record Sweep(String name, long trialMemory, List<Grid> grids, boolean heldCourses) {
  /** The value of {@link #trialMemory} if a sweep does not set it: 1 GiB. */
  public static final long DEFAULT_TRIAL_MEMORY = 1L << 30;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String HEADER = "evenkeel-sweep 1";

  /** The header of a sweep for which {@link #heldCourses} would make a difference and is false. */
  private static final String HEADER_OF_OPEN_COURSES = "evenkeel-sweep 2";

  private static final String GRID = "grid";

  /**
   * Checks and copies.
   *
   * @throws SpecException if the name, the memory or the number of grids is not allowed
   */
  public Sweep {
    if (!NAME.matcher(name).matches()) {
      throw new SpecException(
          "name must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit, got"
              + " '%s'".formatted(name));
    }
    if (trialMemory < 1) {
      throw new SpecException("trial_memory must be at least 1 byte, got " + trialMemory);
    }
    if (grids.isEmpty()) {
      throw new SpecException("grids must have at least one grid");
    }
    grids = List.copyOf(grids);
    heldCourses = heldCourses && leavesCoursesOpen(grids);
  }

  /**
   * A sweep whose open engines are chosen among all engines that can train.
   *
   * @throws SpecException as the other constructor
   */
  public Sweep(String name, long trialMemory, List<Grid> grids) {
    this(name, trialMemory, grids, false);
  }

  /** Whether some trial is trained and leaves its engine open. */
  private static boolean leavesCoursesOpen(List<Grid> grids) {
    return grids.stream()
        .anyMatch(
            grid ->
                CourseSteps.trains(grid)
                    && grid.of(Axes.ENGINE).texts().stream().anyMatch(Axes.ENGINE::isOpen));
  }

  /** The engines that its grids name. */
  public Set<EngineKind> engines() {
    return grids.stream()
        .flatMap(grid -> grid.of(Axes.ENGINE).texts().stream())
        .filter(text -> !Axes.ENGINE.isOpen(text))
        .map(EngineKind::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Every choice written out, one axis a line; equal sweeps have equal texts. An axis that the
   * first version did not have is left out where it holds its default.
   */
  public String canonicalText() {
    boolean openCourses = !heldCourses && leavesCoursesOpen(grids);
    StringBuilder text = new StringBuilder(openCourses ? HEADER_OF_OPEN_COURSES : HEADER);
    text.append("\nname ").append(name);
    text.append("\ntrial_memory ").append(trialMemory);
    for (Grid grid : grids) {
      text.append('\n').append(GRID);
      grid.values()
          .forEach(
              (axis, values) -> {
                if (axis.placement().alwaysNamed() || !axis.isDefault(values)) {
                  text.append('\n').append(axis.key()).append(' ').append(values.text());
                }
              });
    }
    return text.toString();
  }

  /**
   * Reads the text that {@link #canonicalText} writes, or that it wrote before an engine other than
   * the explicit one could train.
   *
   * @throws SpecException if {@code text} is something else
   */
  public static Sweep parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 4
        || !List.of(HEADER, HEADER_OF_OPEN_COURSES).contains(lines.get(0))
        || !lines.get(1).startsWith("name ")
        || !lines.get(2).startsWith("trial_memory ")) {
      throw new SpecException(
          "a canonical sweep begins with '%s', a name and a trial_memory".formatted(HEADER));
    }
    List<Map<Axis<?>, AxisValues>> grids = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      if (line.equals(GRID)) {
        grids.add(new HashMap<>());
        continue;
      }
      int space = line.indexOf(' ');
      if (space < 0 || grids.isEmpty()) {
        throw new SpecException("'%s' is no line of a canonical sweep".formatted(line));
      }
      Axis<?> axis = Axes.of(line.substring(0, space));
      grids.get(grids.size() - 1).put(axis, axis.parse(line.substring(space + 1)));
    }
    return new Sweep(
        lines.get(1).substring("name ".length()),
        memory(lines.get(2).substring("trial_memory ".length())),
        grids.stream().map(Grid::new).toList(),
        lines.get(0).equals(HEADER));
  }

  private static long memory(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SpecException("trial_memory must be a whole number, got '%s'".formatted(text));
    }
  }
}
