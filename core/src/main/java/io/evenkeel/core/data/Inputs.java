package io.evenkeel.core.data;

import static io.evenkeel.core.Parameter.flag;
import static io.evenkeel.core.Parameter.integer;
import static io.evenkeel.core.Parameter.number;
import static io.evenkeel.core.Parameter.text;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import io.evenkeel.core.SpecException;
import java.util.List;

/** The inputs by name. */
public final class Inputs {
  /** The name under which results and canonical texts hold the rows of a file. */
  public static final String DATA = "data";

  private static final Parameter COLUMNS =
      text("columns", "", "names, or numbers from 0: \"a,b\", \"0..63\"; all unless given");
  private static final Parameter STANDARDIZE =
      flag("standardize", false, "each column less its mean, over its standard deviation");
  private static final Parameter LABELS =
      text("labels", "", "column of the rows' classes, whole numbers from 0; none unless given");

  /** All inputs. */
  public static final Catalog<InputScheme> CATALOG =
      new Catalog<>(
          "input",
          List.of(
              new Entry<>(
                  "gaussian",
                  List.of("normal"),
                  "independent N(mean, std^2)",
                  List.of(
                      number("mean", 0.0, "mean, any number"),
                      number("std", 1.0, "standard deviation, above 0")),
                  a -> new GaussianInput(a.number("mean"), a.number("std"))),
              new Entry<>(
                  "uniform",
                  List.of(),
                  "independent, uniform on [low, high)",
                  List.of(
                      number("low", 0.0, "lower end, below high"),
                      number("high", 1.0, "upper end, above low")),
                  a -> new UniformInput(a.number("low"), a.number("high"))),
              source(
                  "file",
                  "rows of an array in a .npy or .npz file, drawn without replacement",
                  text("path", null, "the file; a relative path counts from the sweep file"),
                  text("member", "", "the array in an .npz file; the only one unless given"),
                  COLUMNS,
                  STANDARDIZE,
                  text("labels", "", "column of the rows' classes; of an .npz file an array")),
              source(
                  "csv",
                  "rows of a table in a .csv file, perhaps packed (.gz)",
                  text("path", null, "the file; a relative path counts from the sweep file"),
                  COLUMNS,
                  STANDARDIZE,
                  LABELS),
              source(
                  "parquet",
                  "rows of a Parquet file",
                  text("path", null, "the file; a relative path counts from the sweep file"),
                  COLUMNS,
                  STANDARDIZE,
                  LABELS),
              new Entry<>(
                  DATA,
                  List.of(),
                  "what file, csv and parquet are in results: rows known by their content",
                  List.of(
                      text("name", null, "of the file"),
                      integer("rows", null, "rows to draw from"),
                      integer("width", null, "values of a row"),
                      number("mean", null, "mean of all values"),
                      number("std", null, "standard deviation of all values"),
                      number("cosine", null, "mean cosine between two rows"),
                      number("kurtosis", null, "mean of width sum x^4 / (sum x^2)^2 over rows"),
                      text("content", null, "SHA-256 of the values as float32, little-endian"),
                      integer("classes", 0L, "classes of the rows; 0 without labels"),
                      text("labels", "", "SHA-256 of the labels as float32, little-endian")),
                  FileInput::of)));

  private Inputs() {}

  /** An input that names a file; when the text is read, {@link #DATA} takes its place. */
  private static Entry<InputScheme> source(String name, String formula, Parameter... parameters) {
    return new Entry<>(
        name,
        List.of(),
        formula,
        List.of(parameters),
        arguments -> {
          throw new SpecException(
              "%s is read for a sweep file or a command; here stands what it contains, data(...)"
                  .formatted(arguments.spec().text()));
        });
  }
}
