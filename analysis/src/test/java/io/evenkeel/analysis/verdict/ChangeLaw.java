package io.evenkeel.analysis.verdict;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A law of the change of a network's log std, over seeds: of one hump, skewed, heavy in its tails,
 * or of two humps.
 *
 * @param name what it is
 * @param draw a number of it, in a unit of its own
 */
public record ChangeLaw(String name, ToDoubleFunction<SplittableRandom> draw) {
  private static final int DRAWS = 100_000;

  /** Laws in which nothing is far from everything else. */
  public static List<ChangeLaw> smooth() {
    return Stream.of(
            Stream.of(new ChangeLaw("normal", SplittableRandom::nextGaussian)),
            Stream.of(new ChangeLaw("uniform", SplittableRandom::nextDouble)),
            Stream.of(0.5, 1.0, 1.5).map(ChangeLaw::logNormal),
            Stream.of(1, 2, 4).map(ChangeLaw::gamma),
            Stream.of(1, 4).map(ChangeLaw::gamma).map(ChangeLaw::mirrored),
            Stream.of(2, 3).map(ChangeLaw::student),
            Stream.of(0.02, 0.05, 0.2, 0.3, 0.5).map(share -> humps(share, 4)),
            Stream.of(0.2, 0.3, 0.5).map(share -> humps(share, 30)))
        .flatMap(laws -> laws)
        .toList();
  }

  /**
   * Laws with a second hump, far away, that holds little more than the tolerated tenth: that no
   * seed out of n shows it has a chance of 0.9^n, whatever the test.
   */
  static List<ChangeLaw> farHumps() {
    return List.of(humps(0.1, 6), humps(0.101, 30), humps(0.12, 30), humps(0.15, 30));
  }

  private static ChangeLaw logNormal(double sigma) {
    return new ChangeLaw("log-normal " + sigma, random -> Math.exp(sigma * random.nextGaussian()));
  }

  private static ChangeLaw gamma(int shape) {
    return new ChangeLaw(
        "gamma " + shape,
        random -> {
          double sum = 0;
          for (int i = 0; i < shape; i++) {
            sum -= Math.log(1 - random.nextDouble());
          }
          return sum;
        });
  }

  private static ChangeLaw student(int degrees) {
    return new ChangeLaw(
        "Student " + degrees,
        random -> {
          double squares = 0;
          for (int i = 0; i < degrees; i++) {
            double x = random.nextGaussian();
            squares += x * x;
          }
          return random.nextGaussian() / Math.sqrt(squares / degrees);
        });
  }

  private ChangeLaw mirrored() {
    return new ChangeLaw("mirrored " + name, random -> -draw.applyAsDouble(random));
  }

  /** Two normal laws of deviation 1, the second of which has a given share and mean. */
  private static ChangeLaw humps(double share, double distance) {
    return new ChangeLaw(
        "humps " + share + " at " + distance,
        random -> random.nextGaussian() + (random.nextDouble() < share ? distance : 0));
  }

  /**
   * The law of {@value #DRAWS} draws, shifted and scaled: a share of {@code above} exceeds {@code
   * bound}, and the median is at most half the bound away from it.
   */
  public Changes exceeding(double bound, double above) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double[] sorted = new double[DRAWS];
    Arrays.setAll(sorted, i -> draw.applyAsDouble(random));
    Arrays.sort(sorted);
    double quantile = sorted[(int) Math.round((1 - above) * DRAWS) - 1];
    double quartiles = sorted[3 * DRAWS / 4] - sorted[DRAWS / 4];
    double scale = bound / 2 / Math.max(quartiles / 2, Math.abs(quantile - sorted[DRAWS / 2]));
    return new Changes(
        Arrays.stream(sorted).map(x -> bound + (x - quantile) * scale).toArray(), bound);
  }

  /**
   * A number around zero that is above it with a given probability, and mostly at most {@code size}
   * away from it.
   */
  ToDoubleFunction<SplittableRandom> aroundZero(double above, double size) {
    Changes changes = exceeding(2, above);
    return random -> (changes.draw(random) - 2) * size;
  }

  /** Equally likely changes. */
  public static final class Changes {
    private final double[] sorted;
    private final double bound;

    /**
     * @param sorted in decades
     * @param bound magnitude up to which a change is allowed
     */
    Changes(double[] sorted, double bound) {
      this.sorted = sorted;
      this.bound = bound;
    }

    public double draw(SplittableRandom random) {
      return sorted[random.nextInt(sorted.length)];
    }

    /** The verdicts that are true of a network of which these are the changes. */
    Set<Verdict> truth() {
      double above = share(x -> x > bound);
      double below = share(x -> x < -bound);
      double within = 1 - above - below;
      Set<Verdict> truth = EnumSet.noneOf(Verdict.class);
      double tolerated = Thresholds.DEFAULT.toleratedShare();
      boolean mean = Math.abs(Arrays.stream(sorted).average().orElseThrow()) <= bound;
      if (within >= 1 - tolerated && mean) {
        truth.add(Verdict.STABLE);
      }
      if (above > 0.5) {
        truth.add(Verdict.EXPLODING);
      }
      if (below > 0.5) {
        truth.add(Verdict.VANISHING);
      }
      if (Math.max(within, Math.max(above, below)) < 1 - tolerated) {
        truth.add(Verdict.SPLIT);
      }
      return truth;
    }

    /** The verdict on where most of the networks end; none if they do not end one way. */
    Set<Verdict> most(Verdict below, Verdict within, Verdict above) {
      double up = share(x -> x > bound);
      double down = share(x -> x < -bound);
      if (up > 0.5) {
        return Set.of(above);
      }
      if (down > 0.5) {
        return Set.of(below);
      }
      return up + down < 0.5 ? Set.of(within) : Set.of();
    }

    private double share(DoublePredicate of) {
      return (double) Arrays.stream(sorted).filter(of).count() / sorted.length;
    }
  }
}
