package io.evenkeel.jobs.data;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.data.FileInput;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.data.RowMoments;
import io.evenkeel.core.init.Initializers;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the names of files by their content: {@code csv("digits.csv")} becomes {@code
 * data(name=digits.csv, ..., content="sha256:...")}, and the rows are kept in {@link FileValues}.
 * Each file is read once, however often it is named.
 */
public final class DataFiles {
  private static final Pattern SOURCE =
      Pattern.compile("\\s*(file|csv|parquet)\\s*(\\(.*\\))?\\s*", Pattern.DOTALL);

  /** {@code columns=[a, b]}, as a list is written in YAML and Python. */
  private static final Pattern LIST =
      Pattern.compile("(columns|members)\\s*=\\s*\\[([^\\[\\]]*)\\]");

  private static final Pattern WEIGHTS =
      Pattern.compile("\\s*file\\s*(\\(.*\\))?\\s*", Pattern.DOTALL);

  private static final int LONGEST_NAME = 60;

  private final Path folder;
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, String> knownWeights = new HashMap<>();

  /**
   * @param folder folder to which relative paths refer
   */
  public DataFiles(Path folder) {
    this.folder = folder;
  }

  /** Relative paths refer to the working directory. */
  public static DataFiles here() {
    return new DataFiles(Path.of(""));
  }

  /**
   * The text itself, or, if it names a file, the text with the content of the file.
   *
   * @param written a value of the axis, as a user writes it
   * @throws SpecException on one line, if the file is missing or holds no such numbers
   */
  public String resolved(Axis<?> axis, String written) {
    if (axis == Axes.INIT) {
      return WEIGHTS.matcher(written).matches()
          ? knownWeights.computeIfAbsent(written, this::readWeights)
          : written;
    }
    if (axis != Axes.INPUT) {
      return written;
    }
    if (!SOURCE.matcher(written).matches()) {
      requireKnown(written);
      return written;
    }
    return known.computeIfAbsent(written, this::read);
  }

  /**
   * Requires the content that a text names to be known to this process: such a text is printed in
   * results, and can be used again only while its rows are loaded.
   */
  private static void requireKnown(String written) {
    if (written.strip().startsWith(Inputs.DATA + "(")
        && Axes.INPUT.value(Axes.INPUT.canonical(written)) instanceof FileInput file
        && !known(file)) {
      throw new SpecException(
          "the rows of %s are not known by their content alone: name the file, as in file(\"%s\")"
              .formatted(file.name(), file.name()));
    }
  }

  private static boolean known(FileInput file) {
    return FileValues.has(file.content())
        && file.labels().stream().allMatch(labels -> FileValues.has(labels.content()));
  }

  private String read(String written) {
    Spec spec = Inputs.CATALOG.complete(Spec.parse(listsQuoted(written)));
    Map<String, Object> arguments = spec.arguments();
    String file = (String) arguments.get("path");
    Path path = path(file);
    String columns = (String) arguments.get("columns");
    String labels = (String) arguments.get("labels");
    String member = (String) arguments.getOrDefault("member", "");
    boolean standardize = (Boolean) arguments.get("standardize");
    if (!member.isBlank() && !file.toLowerCase(Locale.ROOT).endsWith(".npz")) {
      throw new SpecException("%s: member belongs to .npz files".formatted(file));
    }
    return reading(
        file,
        () -> {
          String kind = kind(spec.name(), file);
          boolean apart = file.toLowerCase(Locale.ROOT).endsWith(".npz");
          Columns inputs = new Columns(columns, apart ? "" : labels, false);
          Table table = table(kind, path, file, member, inputs);
          FileInput input =
              RowMoments.measured(
                  name(path), table.rows(), table.width(), table.values(standardize));
          if (!labels.isBlank()) {
            Table classes =
                apart
                    ? ArrayTable.labels(path, file, labels)
                    : table(kind, path, file, member, new Columns("", labels, true));
            input = input.with(Labels.of(file, classes, table.rows()));
          }
          return Inputs.CATALOG.text(input.spec());
        });
  }

  private static Table table(String kind, Path path, String file, String member, Columns columns)
      throws IOException {
    return switch (kind) {
      case "csv" -> CsvTable.read(path, file, columns);
      case "parquet" -> ParquetTable.read(path, file, columns);
      default -> ArrayTable.read(path, file, member, columns);
    };
  }

  private String readWeights(String written) {
    Map<String, Object> arguments =
        Initializers.CATALOG.complete(Spec.parse(listsQuoted(written))).arguments();
    String file = (String) arguments.get("path");
    Path path = path(file);
    String members = (String) arguments.get("members");
    boolean transposed = (Boolean) arguments.get("transposed");
    return reading(
        file,
        () ->
            Initializers.CATALOG.text(
                WeightFile.read(path, file, name(path), members, transposed).spec()));
  }

  /** Reads a file and gives its text. */
  private interface Reading {
    String text() throws IOException;
  }

  private static String reading(String file, Reading reading) {
    try {
      return reading.text();
    } catch (AccessDeniedException e) {
      throw new SpecException("%s may not be read".formatted(file));
    } catch (IOException e) {
      throw new SpecException("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static String listsQuoted(String written) {
    return LIST.matcher(written)
        .replaceAll(
            list ->
                Matcher.quoteReplacement(
                    "%s=\"%s\"".formatted(list.group(1), list.group(2).replaceAll("['\"]", ""))));
  }

  private Path path(String file) {
    Path path;
    try {
      path = folder.resolve(file);
    } catch (InvalidPathException e) {
      throw new SpecException("'%s' is not a path".formatted(file));
    }
    if (!Files.exists(path)) {
      throw new SpecException("there is no file %s".formatted(path));
    }
    if (Files.isDirectory(path)) {
      throw new SpecException("%s is a folder, no file".formatted(path));
    }
    return path;
  }

  /** The kind of file that {@code file} means, from the end of the name. */
  private static String kind(String name, String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    if (!name.equals("file") || lower.endsWith(".npy") || lower.endsWith(".npz")) {
      return name;
    }
    if (List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz").stream().anyMatch(lower::endsWith)) {
      return "csv";
    }
    if (lower.endsWith(".parquet")) {
      return "parquet";
    }
    throw new SpecException(
        "file must end in .npy, .npz, .csv, .csv.gz, .tsv or .parquet, got '%s'; csv(...) and parquet(...) take any name"
            .formatted(file));
  }

  private static String name(Path path) {
    String name = path.getFileName().toString().replaceAll("[^A-Za-z0-9_.-]", "_");
    return name.substring(Math.max(0, name.length() - LONGEST_NAME));
  }
}
