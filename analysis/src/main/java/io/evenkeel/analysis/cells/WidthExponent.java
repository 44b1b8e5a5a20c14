package io.evenkeel.analysis.cells;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The power of the width by which a number grows: for each seed the slope of a straight line
 * through its logarithm against that of the width, by least squares. Slopes of different seeds are
 * independent and of one law, so Student's t gives the interval of their mean.
 *
 * @param slopes of the seeds that have the number at every width
 * @param seeds in all, including those that lack it somewhere
 * @param widths how many
 * @param error probability that the interval misses the mean, half of it on either side
 * @param tolerated an exponent of smaller magnitude is none
 */
public record WidthExponent(Sample slopes, long seeds, int widths, double error, double tolerated) {
  /** At least this share of the seeds must have the number at every width. */
  private static final double LEAST_MEASURED = 0.9;

  private static final int FEWEST_WIDTHS = 2;

  /** Logarithms of a number by width and, at each width, by seed; empty where it has none. */
  public static final class Logarithms {
    private final NavigableMap<Integer, SortedMap<Long, OptionalDouble>> byWidth = new TreeMap<>();

    /** Adds one measurement, empty where there is none. */
    public void add(int width, long seed, OptionalDouble logarithm) {
      byWidth.computeIfAbsent(width, w -> new TreeMap<>()).put(seed, logarithm);
    }

    /** Whether there are two widths at least. */
    public boolean several() {
      return byWidth.size() >= FEWEST_WIDTHS;
    }

    /** The smallest width. */
    public int narrowest() {
      return byWidth.firstKey();
    }

    /** The largest width. */
    public int widest() {
      return byWidth.lastKey();
    }

    /** The exponent, with the error and the tolerance that it is judged by. */
    public WidthExponent exponent(double error, double tolerated) {
      long n = 0;
      double sum = 0;
      double squares = 0;
      SortedMap<Long, OptionalDouble> slopes = slopes();
      for (OptionalDouble slope : slopes.values()) {
        if (slope.isPresent()) {
          n++;
          double from = slope.getAsDouble() - sum / Math.max(1, n - 1);
          sum += slope.getAsDouble();
          squares += from * (slope.getAsDouble() - sum / n);
        }
      }
      Sample sample =
          n == 0
              ? Sample.NONE
              : new Sample(n, sum / n, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
      return new WidthExponent(sample, slopes.size(), byWidth.size(), error, tolerated);
    }

    private SortedMap<Long, OptionalDouble> slopes() {
      SortedMap<Long, OptionalDouble> slopes = new TreeMap<>();
      byWidth.values().forEach(of -> of.keySet().forEach(seed -> slopes.put(seed, slope(seed))));
      return slopes;
    }

    private OptionalDouble slope(long seed) {
      double meanX = byWidth.keySet().stream().mapToDouble(Math::log).average().orElse(Double.NaN);
      double along = 0;
      double squares = 0;
      for (int width : byWidth.keySet()) {
        OptionalDouble y = byWidth.get(width).getOrDefault(seed, OptionalDouble.empty());
        if (y.isEmpty()) {
          return OptionalDouble.empty();
        }
        double x = Math.log(width) - meanX;
        along += x * y.getAsDouble();
        squares += x * x;
      }
      return OptionalDouble.of(along / squares);
    }
  }

  /**
   * The exponent by means and standard deviations at each width instead of single seeds: the slope
   * of the means. Its standard error follows from theirs; Student's t has the degrees of freedom of
   * the smallest sample, which makes the interval wide rather than narrow.
   *
   * @param byWidth decimal logarithms of the number, at two widths at least
   * @param seeds that were computed at the width that has the fewest
   */
  public static WidthExponent of(
      SortedMap<Integer, Sample> byWidth, long seeds, double error, double tolerated) {
    double meanX = byWidth.keySet().stream().mapToDouble(Math::log10).average().orElse(Double.NaN);
    double along = 0;
    double squares = 0;
    double variance = 0;
    long n = Long.MAX_VALUE;
    for (Map.Entry<Integer, Sample> at : byWidth.entrySet()) {
      double x = Math.log10(at.getKey()) - meanX;
      Sample sample = at.getValue();
      n = Math.min(n, sample.n());
      along += x * sample.mean();
      squares += x * x;
      variance += x * x * sample.std() * sample.std() / sample.n();
    }
    Sample slope = new Sample(n, along / squares, Math.sqrt(variance * n) / squares);
    return new WidthExponent(n == 0 ? Sample.NONE : slope, seeds, byWidth.size(), error, tolerated);
  }

  /** The verdict on the exponent. */
  public enum Size {
    /** Of smaller magnitude than what is tolerated. */
    NONE,
    /** At least what is tolerated. */
    POSITIVE,
    /** At most the negative of what is tolerated. */
    NEGATIVE,
    /** The seeds do not tell yet. */
    UNDECIDED,
    /** Too many seeds lack the number at some width. */
    NOT_MEASURED
  }

  /** Mean over seeds; empty if none has a slope. */
  public OptionalDouble mean() {
    return slopes.n() == 0 ? OptionalDouble.empty() : OptionalDouble.of(slopes.mean());
  }

  /** Student's interval of the mean; empty below two seeds. */
  public Optional<Interval> interval() {
    return slopes.interval(error);
  }

  /**
   * None if the interval lies within what is tolerated, positive or negative if it lies beyond. An
   * exponent that is tolerated is called positive or negative with a probability of at most half of
   * the error, and one that is not is called none with no more.
   */
  public Size size() {
    if (slopes.n() < LEAST_MEASURED * seeds) {
      return Size.NOT_MEASURED;
    }
    if (interval().isEmpty()) {
      return Size.UNDECIDED;
    }
    Interval interval = interval().get();
    if (interval.low() >= tolerated) {
      return Size.POSITIVE;
    }
    if (interval.high() <= -tolerated) {
      return Size.NEGATIVE;
    }
    boolean within = interval.low() > -tolerated && interval.high() < tolerated;
    return within ? Size.NONE : Size.UNDECIDED;
  }

  /**
   * About how many more seeds would decide; empty unless undecided, or if one seed tells nothing.
   */
  public OptionalLong moreSeeds() {
    if (size() != Size.UNDECIDED) {
      return OptionalLong.empty();
    }
    if (slopes.n() < 2) {
      return OptionalLong.of(2 - slopes.n());
    }
    double distance = Math.abs(Math.abs(slopes.mean()) - tolerated);
    return OptionalLong.of(slopes.moreFor(distance, error));
  }

  /**
   * The verdict in words.
   *
   * @param none what an exponent that is none is called
   * @param positive what comes before a positive one
   * @param negative what comes before a negative one
   */
  public String text(String none, String positive, String negative) {
    return switch (size()) {
      case NONE -> none;
      case POSITIVE -> positive + power();
      case NEGATIVE -> negative + power();
      case NOT_MEASURED -> "not measured";
      case UNDECIDED -> undecided(moreSeeds());
    };
  }

  private String power() {
    return String.format(Locale.ROOT, " as n^%.1f", slopes.mean());
  }

  /** {@code undecided +n}; without a number where no number of seeds would do. */
  public static String undecided(OptionalLong more) {
    return more.isPresent() && more.getAsLong() < Sample.MOST_SEEDS
        ? "undecided +" + more.getAsLong()
        : "undecided";
  }
}
