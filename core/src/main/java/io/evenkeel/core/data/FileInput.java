package io.evenkeel.core.data;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a file. A batch is {@code batch} different rows, each set of them equally likely, in
 * random order. The values are {@link FileValues}, known by their content; the moments that theory
 * needs are measured once, when the file is read, and are a part of the text.
 *
 * @param name of the file, for people
 * @param rows number of rows, at least 1
 * @param width values of a row, at least 1
 * @param mean of all values
 * @param std standard deviation of all values, at least 0
 * @param cosine mean cosine between two different rows
 * @param kurtosis mean over rows of width sum x^4 / (sum x^2)^2, at least 1
 * @param content name of the values, {@code [rows][width]}
 * @param labels the classes of the rows; empty if the file's are not asked for
 */
public record FileInput(
    String name,
    int rows,
    int width,
    double mean,
    double std,
    double cosine,
    double kurtosis,
    String content,
    Optional<FileLabels> labels)
    implements InputScheme {
  /**
   * @throws SpecException if a number is out of its range or the content is not named by its hash
   */
  public FileInput {
    if (!(rows >= 1 && width >= 1)) {
      throw new SpecException(
          "rows and width of data must be at least 1, got %s and %s".formatted(rows, width));
    }
    if (!(Math.hypot(mean, std) > 0 && std >= 0 && Math.hypot(mean, std) <= Float.MAX_VALUE)) {
      throw new SpecException(
          "mean and std of data must be float32 numbers, std at least 0, not both 0, got %s and %s"
              .formatted(Numbers.text(mean), Numbers.text(std)));
    }
    if (!(Math.abs(cosine) <= 1 && kurtosis >= 1)) {
      throw new SpecException(
          "cosine of data must be from -1 to 1 and kurtosis at least 1, got %s and %s"
              .formatted(Numbers.text(cosine), Numbers.text(kurtosis)));
    }
    if (!FileValues.isName(content)) {
      throw new SpecException(
          "content of data must be sha256: and 64 hexadecimal digits, got '%s'".formatted(content));
    }
  }

  /** Rows without labels. */
  public FileInput(
      String name,
      int rows,
      int width,
      double mean,
      double std,
      double cosine,
      double kurtosis,
      String content) {
    this(name, rows, width, mean, std, cosine, kurtosis, content, Optional.empty());
  }

  /** The same input with labels. */
  public FileInput with(FileLabels ofRows) {
    return new FileInput(
        name, rows, width, mean, std, cosine, kurtosis, content, Optional.of(ofRows));
  }

  static InputScheme of(Arguments a) {
    FileInput plain = rows(a);
    int classes = a.integer("classes");
    String labels = a.text("labels");
    if (classes == 0 && labels.isEmpty()) {
      return plain;
    }
    return plain.with(new FileLabels(classes, labels));
  }

  private static FileInput rows(Arguments a) {
    return new FileInput(
        a.text("name"),
        a.integer("rows"),
        a.integer("width"),
        a.number("mean"),
        a.number("std"),
        a.number("cosine"),
        a.number("kurtosis"),
        a.text("content"));
  }

  @Override
  public Spec spec() {
    Spec plain =
        Spec.of(Inputs.DATA)
            .with("name", name)
            .with("rows", rows)
            .with("width", width)
            .with("mean", mean)
            .with("std", std)
            .with("cosine", cosine)
            .with("kurtosis", kurtosis)
            .with("content", content);
    return labels
        .map(l -> plain.with("classes", l.classes()).with("labels", l.content()))
        .orElse(plain);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if this process has not read the file, or the length is not that
   *     of whole rows, at most all there are
   */
  @Override
  public void fill(RandomStream stream, float[] values, int length) {
    float[] all = FileValues.of(content);
    int batch = length / width;
    if (length % width != 0 || batch > rows || all.length != (long) rows * width) {
      throw new IllegalStateException(
          "%s values are no batch of %s rows of %s values".formatted(length, rows, width));
    }
    int[] drawn = drawn(stream, batch);
    for (int i = 0; i < batch; i++) {
      System.arraycopy(all, drawn[i] * width, values, i * width, width);
    }
  }

  /** The beginning of a random permutation of the rows (Fisher and Yates). */
  private int[] drawn(RandomStream stream, int batch) {
    int[] drawn = new int[batch];
    Map<Integer, Integer> moved = new HashMap<>();
    for (int i = 0; i < batch; i++) {
      int place = i + stream.below(rows - i, i);
      drawn[i] = moved.getOrDefault(place, place);
      moved.put(place, moved.getOrDefault(i, i));
    }
    return drawn;
  }

  @Override
  public int classes() {
    return labels.map(FileLabels::classes).orElse(0);
  }

  @Override
  public int[] labels(RandomStream stream, int batch) {
    float[] all = FileValues.of(labels.orElseThrow().content());
    int[] drawn = drawn(stream, batch);
    for (int i = 0; i < batch; i++) {
      drawn[i] = (int) all[drawn[i]];
    }
    return drawn;
  }

  @Override
  public Optional<String> unsupported(int batch, int units) {
    if (units != width) {
      return Optional.of(
          "input_width must be %s, the width of %s, got %s".formatted(width, name, units));
    }
    return batch > rows
        ? Optional.of(
            "batch must be at most the %s rows of %s, got %s".formatted(rows, name, batch))
        : Optional.empty();
  }

  @Override
  public long bytes() {
    return Float.BYTES * (long) rows * (width + (labels.isPresent() ? 1 : 0));
  }

  @Override
  public InputMoments moments() {
    return new InputMoments(mean, mean * mean + std * std, cosine, kurtosis);
  }
}
