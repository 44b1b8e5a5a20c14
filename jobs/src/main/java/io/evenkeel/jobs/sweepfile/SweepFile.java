package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.sweep.Grid;
import io.evenkeel.core.sweep.Shapes;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.jobs.data.DataFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a sweep from YAML; every error names the place. */
public final class SweepFile {
  private static final String NAME = "name";
  private static final String TRIAL_MEMORY = "trial_memory";
  private static final String DEFAULTS = "defaults";
  private static final String GRIDS = "grids";
  private static final List<String> TOP = List.of(NAME, TRIAL_MEMORY, DEFAULTS, GRIDS);
  private static final List<String> AXES = Axes.keys();
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,18})\\s*(B|KiB|MiB|GiB|TiB)?");

  private final String file;
  private final Map<String, Object> overrides;
  private final DataFiles files;

  /**
   * Reads files that the command line names; their relative paths refer to the working directory.
   */
  private final DataFiles typedFiles = DataFiles.here();

  private SweepFile(String file, Map<String, Object> overrides, DataFiles files) {
    this.file = file;
    this.overrides = overrides;
    this.files = files;
  }

  /**
   * Reads a sweep file, and the files of data that it names: their relative paths refer to the
   * folder of the sweep file.
   *
   * @param overrides {@code key=value} words; each replaces its key everywhere
   * @throws SpecException if the file cannot be read, or says something that is not allowed; one
   *     line, with the place
   */
  public static Sweep read(Path path, List<String> overrides) {
    return read(SweepText.of(path), overrides);
  }

  /** Reads a sweep from its text, as {@link #read(Path, List)} does from a file. */
  public static Sweep read(SweepText text, List<String> overrides) {
    return parse(text.text(), text.name(), overrides, new DataFiles(text.folder()));
  }

  /**
   * Reads a sweep; relative paths of data files refer to the working directory.
   *
   * @param text YAML
   * @param file name of the text in messages
   * @param overrides as in {@link #read(Path, List)}
   * @throws SpecException as {@link #read(Path, List)}
   */
  public static Sweep parse(String text, String file, List<String> overrides) {
    return parse(text, file, overrides, DataFiles.here());
  }

  private static Sweep parse(String text, String file, List<String> overrides, DataFiles files) {
    List<String> known = new ArrayList<>(List.of(NAME, TRIAL_MEMORY));
    known.addAll(AXES);
    return new SweepFile(file, Overrides.parse(overrides, known), files)
        .sweep(YamlText.parse(text, file));
  }

  private Sweep sweep(Object document) {
    Map<String, Object> top = ForeignKeys.own(map(document, "the sweep file", file), file);
    checkKeys(top.keySet(), known(top), file);
    Map<Axis<?>, AxisValues> defaults = axes(defaults(top), DEFAULTS);
    List<Grid> grids = new ArrayList<>();
    List<?> given = top.containsKey(GRIDS) ? list(top.get(GRIDS)) : List.of(Map.of());
    for (int i = 0; i < given.size(); i++) {
      String place = "%s[%s]".formatted(GRIDS, i);
      Map<Axis<?>, AxisValues> values = Shapes.over(defaults, axes(given.get(i), place));
      grids.addAll(placed(() -> Grid.each(values), file + ", " + place));
    }
    return placed(
        () -> new Sweep(name(overridden(top, NAME)), memory(overridden(top, TRIAL_MEMORY)), grids),
        file);
  }

  /**
   * The keys that messages list as known. Axes may stand at the top level, as defaults; they are
   * listed only if the file has some there.
   */
  private static List<String> known(Map<String, Object> top) {
    return AXES.stream().anyMatch(top::containsKey)
        ? Stream.concat(TOP.stream(), AXES.stream()).toList()
        : TOP;
  }

  private Object defaults(Map<String, Object> top) {
    Map<String, Object> atTop = new LinkedHashMap<>(top);
    atTop.keySet().retainAll(AXES);
    if (atTop.isEmpty()) {
      return top.get(DEFAULTS);
    }
    if (top.get(DEFAULTS) != null) {
      Map<String, Object> named = map(top.get(DEFAULTS), DEFAULTS, file + ", " + DEFAULTS);
      named.forEach(
          (key, value) -> {
            if (atTop.putIfAbsent(key, value) != null) {
              throw new SpecException(
                  "%s is given twice, at the top and in defaults (%s)".formatted(key, file));
            }
          });
    }
    return atTop;
  }

  private Object overridden(Map<String, Object> top, String key) {
    return overrides.getOrDefault(key, top.get(key));
  }

  private Map<Axis<?>, AxisValues> axes(Object value, String where) {
    Map<Axis<?>, AxisValues> axes = new HashMap<>();
    Map<Axis<?>, AxisValues> typed = new HashMap<>();
    if (value != null) {
      Map<String, Object> keys = map(value, where, file + ", " + where);
      checkKeys(keys.keySet(), AXES, file + ", " + where);
      keys.forEach(
          (key, given) -> {
            if (!overrides.containsKey(key)) {
              Axis<?> axis = Axes.of(key);
              axes.put(
                  axis,
                  placed(
                      () -> Values.read(axis, given, files),
                      "%s, %s.%s".formatted(file, where, key)));
            }
          });
    }
    for (Axis<?> axis : Axes.ALL) {
      if (overrides.containsKey(axis.key())) {
        typed.put(
            axis,
            placed(
                () -> Values.read(axis, overrides.get(axis.key()), typedFiles),
                "command line, " + axis.key()));
      }
    }
    return Shapes.over(axes, typed);
  }

  private static String name(Object value) {
    if (value == null) {
      throw new SpecException("name is missing: it must be given");
    }
    return String.valueOf(value);
  }

  private static long memory(Object value) {
    if (value == null) {
      return Sweep.DEFAULT_TRIAL_MEMORY;
    }
    Matcher size = MEMORY.matcher(String.valueOf(value).strip());
    if (size.matches()) {
      String unit = size.group(2) == null ? "B" : size.group(2);
      int power = List.of("B", "KiB", "MiB", "GiB", "TiB").indexOf(unit);
      double bytes = Double.parseDouble(size.group(1)) * Math.scalb(1.0, 10 * power);
      if (bytes < 0x1p62) {
        return Long.parseLong(size.group(1)) << (10 * power);
      }
    }
    throw new SpecException(
        "trial_memory must be a size in bytes such as 1073741824, 512MiB or 1GiB, got %s"
            .formatted(value));
  }

  private List<?> list(Object value) {
    if (!(value instanceof List<?> list && !list.isEmpty())) {
      throw new SpecException(
          "grids must be a list of at least one grid (%s, grids)".formatted(file));
    }
    return list;
  }

  private static Map<String, Object> map(Object value, String what, String place) {
    if (!(value instanceof Map<?, ?> map)) {
      String hydra =
          what.equals(DEFAULTS) ? "; Hydra's list of groups of settings has no meaning here" : "";
      throw new SpecException(
          "%s must be a map of keys to values%s (%s)".formatted(what, hydra, place));
    }
    return Values.textKeys(map);
  }

  private static void checkKeys(Collection<String> given, List<String> known, String place) {
    for (String key : given) {
      if (!known.contains(key) && Values.cutByComma(key)) {
        throw new SpecException("%s (%s)".formatted(Values.cut(key), place));
      }
      if (!known.contains(key)) {
        throw new SpecException(
            "unknown key '%s'%s; known: %s (%s)"
                .formatted(key, hint(key, known), String.join(", ", known), place));
      }
    }
  }

  private static String hint(String key, List<String> known) {
    return ForeignKeys.hint(key).orElseGet(() -> Suggestions.didYouMean(key, known));
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T placed(Reading<T> reading, String place) {
    try {
      return reading.read();
    } catch (SpecException e) {
      throw new SpecException("%s (%s)".formatted(e.getMessage(), place));
    }
  }
}
