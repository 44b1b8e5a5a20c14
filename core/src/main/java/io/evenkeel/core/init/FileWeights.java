package io.evenkeel.core.init;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of a file, layer by layer: nothing is drawn, every seed has the same weights. The
 * values are {@link FileValues}: the matrices {@code [fan_out][fan_in]} one behind the other.
 *
 * <p>{@link #mean} and {@link #variance} are those of all entries of all matrices.
 *
 * @param name of the file, for people
 * @param units of the input and of each layer, at least two numbers
 * @param mean of all entries
 * @param std standard deviation of all entries
 * @param content name of the values
 */
public record FileWeights(String name, List<Integer> units, double mean, double std, String content)
    implements Initializer {
  private static final Pattern RUN = Pattern.compile("(\\d{1,8})(?:\\*(\\d{1,6}))?");
  private static final int MOST_LAYERS = 100_001;

  /**
   * @throws SpecException if there are fewer than two numbers of units, or one is 0, or a figure is
   *     out of its range
   */
  public FileWeights {
    units = List.copyOf(units);
    if (units.size() < 2 || units.stream().anyMatch(n -> n < 1)) {
      throw new SpecException(
          "units of weights must be those of the input and of each layer, at least 1 each, got "
              + text(units));
    }
    if (!(Math.abs(mean) <= Float.MAX_VALUE && std >= 0 && std <= Float.MAX_VALUE)) {
      throw new SpecException(
          "mean and std of weights must be float32 numbers, std at least 0, got %s and %s"
              .formatted(Numbers.text(mean), Numbers.text(std)));
    }
    if (!FileValues.isName(content)) {
      throw new SpecException(
          "content of weights must be sha256: and 64 hexadecimal digits, got '%s'"
              .formatted(content));
    }
  }

  static Initializer of(Arguments a) {
    return new FileWeights(
        a.text("name"),
        parse(a.text("units")),
        a.number("mean"),
        a.number("std"),
        a.text("content"));
  }

  /** Units as a text: {@code 64,256*9,10} for 64, nine times 256, and 10. */
  private static String text(List<Integer> units) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < units.size(); ) {
      int end = i;
      while (end < units.size() && units.get(end).equals(units.get(i))) {
        end++;
      }
      runs.add(end - i == 1 ? units.get(i).toString() : units.get(i) + "*" + (end - i));
      i = end;
    }
    return String.join(",", runs);
  }

  private static List<Integer> parse(String text) {
    List<Integer> units = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher run = RUN.matcher(part.strip());
      int times = !run.matches() ? 0 : run.group(2) == null ? 1 : Integer.parseInt(run.group(2));
      if (times < 1 || units.size() + times > MOST_LAYERS) {
        throw new SpecException(
            "units of weights must be such as 64,256*9,10, of at most %s layers, got '%s'"
                .formatted(MOST_LAYERS - 1, text));
      }
      for (int i = 0; i < times; i++) {
        units.add(Integer.parseInt(run.group(1)));
      }
    }
    return units;
  }

  @Override
  public Spec spec() {
    return Spec.of(Initializers.WEIGHTS)
        .with("name", name)
        .with("units", text(units))
        .with("mean", mean)
        .with("std", std)
        .with("content", content);
  }

  /** Number of matrices. */
  public int layers() {
    return units.size() - 1;
  }

  /** Entries of all matrices. */
  public long entries() {
    return before(layers());
  }

  private long before(int layer) {
    long entries = 0;
    for (int l = 0; l < layer; l++) {
      entries += (long) units.get(l) * units.get(l + 1);
    }
    return entries;
  }

  /**
   * Why a network of these units cannot have the weights; empty if it can.
   *
   * @param network units of the input and of each layer
   */
  public Optional<String> unsupportedNetwork(List<Integer> network) {
    return network.equals(units)
        ? Optional.empty()
        : Optional.of(
            "%s holds weights of %s units, the network has %s"
                .formatted(name, text(units), text(network)));
  }

  /**
   * Writes the weights of one layer.
   *
   * @param layer from 0
   * @param weights receives {@code [fanOut][fanIn]} from index 0
   * @throws IllegalStateException if this process has not read the file
   */
  public void copy(int layer, float[] weights) {
    float[] all = FileValues.of(content);
    int length = Math.multiplyExact(units.get(layer), units.get(layer + 1));
    System.arraycopy(all, Math.toIntExact(before(layer)), weights, 0, length);
  }

  /** Weights of a file depend on the number of the layer: see {@link #copy}. */
  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    throw new IllegalStateException("weights of a file are not drawn");
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return new WeightDistribution.Given(content);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return mean;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return std * std;
  }
}
