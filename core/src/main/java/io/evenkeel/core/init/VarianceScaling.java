package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Independent entries of mean 0 and variance scale / fan: {@code
 * keras.initializers.VarianceScaling}.
 *
 * @param scale variance times fan, above 0
 * @param mode the fan: inputs, units or the mean of both
 * @param distribution the law of an entry
 */
public record VarianceScaling(double scale, FanMode mode, Distribution distribution)
    implements Initializer {
  /** Standard deviation of N(0, 1) given that it lies in [-2, 2], the number in Keras. */
  private static final double TRUNCATED_STD = 0.8796256610342398;

  /** The law of an entry. */
  public enum Distribution {
    /** Normal, cut at two standard deviations and widened to make up for it. */
    TRUNCATED_NORMAL,
    /** Normal. */
    UNTRUNCATED_NORMAL,
    /** Uniform around 0. */
    UNIFORM;

    /** All of them, as written in a sweep file. */
    static final List<String> ALL = Arrays.stream(values()).map(Distribution::text).toList();

    /** As written in a sweep file. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The distribution of that text, which a {@link io.evenkeel.core.Catalog} has checked. */
    static Distribution of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * @throws io.evenkeel.core.SpecException if scale is not above 0, or beyond float32
   */
  public VarianceScaling {
    Ranges.check(
        scale > 0 && scale <= Float.MAX_VALUE,
        "variance_scaling",
        "scale",
        scale,
        "above 0 and at most " + Ranges.LARGEST);
  }

  @Override
  public Spec spec() {
    return Spec.of("variance_scaling")
        .with("scale", scale)
        .with("mode", mode.text())
        .with("distribution", distribution.text());
  }

  private double std(int fanOut, int fanIn) {
    return Math.sqrt(scale / mode.fan(fanOut, fanIn));
  }

  private static TruncatedNormal truncated(double std) {
    double before = std / TRUNCATED_STD;
    return new TruncatedNormal(0, before, -2 * before, 2 * before);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    if (distribution == Distribution.TRUNCATED_NORMAL) {
      fillFirst(stream, fanOut, fanIn, weights, Draws.count(fanOut, fanIn));
    } else {
      Initializer.super.fill(stream, fanOut, fanIn, weights);
    }
  }

  /** The first {@code count} entries of a truncated normal, which has no {@link #entries}. */
  void fillFirst(RandomStream stream, int fanOut, int fanIn, float[] entries, int count) {
    truncated(std(fanOut, fanIn)).fill(stream, entries, count);
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    double std = std(fanOut, fanIn);
    return switch (distribution) {
      case TRUNCATED_NORMAL -> Optional.empty();
      case UNTRUNCATED_NORMAL -> Optional.of(Draws.normal(0, std));
      case UNIFORM -> Optional.of(Draws.symmetric(Math.sqrt(3) * std));
    };
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    double std = std(fanOut, fanIn);
    double bound = Math.sqrt(3) * std;
    return switch (distribution) {
      case TRUNCATED_NORMAL -> {
        TruncatedNormal cut = truncated(std);
        yield WeightDistribution.truncatedNormal(cut.centre(), cut.spread(), cut.a(), cut.b());
      }
      case UNTRUNCATED_NORMAL -> WeightDistribution.normal(0, std);
      case UNIFORM -> WeightDistribution.uniform(-bound, bound);
    };
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return scale / mode.fan(fanOut, fanIn);
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return switch (distribution) {
      case TRUNCATED_NORMAL -> truncated(1).excessKurtosis();
      case UNTRUNCATED_NORMAL -> 0;
      case UNIFORM -> Uniform.EXCESS_KURTOSIS;
    };
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return distribution == Distribution.UNTRUNCATED_NORMAL
        ? Optional.of(new WeightLaw.Gaussian(std(fanOut, fanIn)))
        : Optional.empty();
  }
}
