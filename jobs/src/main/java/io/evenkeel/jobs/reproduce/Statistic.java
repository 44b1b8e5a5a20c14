package io.evenkeel.jobs.reproduce;

import java.util.List;
import java.util.function.Function;

/** The statistic over seeds that is compared with a published number. */
sealed interface Statistic {
  /** The numbers of trials that it needs. */
  List<Selection> selections();

  /** The statistic and its standard error. */
  Estimate of(Function<Selection, Summary> summaries, Published published);

  /**
   * A measured statistic.
   *
   * @param value as measured
   * @param low smallest of the numbers that it stands for; the value itself if there is only one
   * @param high largest of these numbers
   * @param error its standard error; 0 if it is compared exactly
   * @param freedom degrees of freedom of the standard error
   */
  record Estimate(double value, double low, double high, double error, long freedom) {
    static Estimate of(double value, double error, long freedom) {
      return new Estimate(value, value, value, error, freedom);
    }
  }

  /**
   * A mean over seeds, with a factor.
   *
   * @param factor factor in a sum of means
   */
  record Term(double factor, Selection selection) {}

  /** A sum of means over disjoint seeds: one mean, a difference, or an extrapolation. */
  record Means(List<Term> terms) implements Statistic {
    /** Copies. */
    public Means {
      terms = List.copyOf(terms);
    }

    /** One mean. */
    static Means of(Selection selection) {
      return new Means(List.of(new Term(1, selection)));
    }

    /** The mean of the first selection minus that of the second. */
    static Means difference(Selection first, Selection second) {
      return new Means(List.of(new Term(1, first), new Term(-1, second)));
    }

    /**
     * The extrapolation to infinite width from the widths n and 2 n: the term of order 1 / n
     * cancels, and a term of order 1 / n^2 remains.
     */
    static Means extrapolated(Selection atWidth, Selection atTwice) {
      return new Means(List.of(new Term(2, atTwice), new Term(-1, atWidth)));
    }

    @Override
    public List<Selection> selections() {
      return terms.stream().map(Term::selection).toList();
    }

    @Override
    public Estimate of(Function<Selection, Summary> summaries, Published published) {
      double value = 0;
      double variance = 0;
      long freedom = Long.MAX_VALUE;
      for (Term term : terms) {
        Summary seeds = summaries.apply(term.selection());
        double draws = published.oneDraw() ? 1 + 1.0 / seeds.values() : 1.0 / seeds.values();
        value += term.factor() * seeds.mean();
        variance += term.factor() * term.factor() * seeds.std() * seeds.std() * draws;
        freedom = Math.min(freedom, seeds.values() - 1);
      }
      return Estimate.of(value, Math.sqrt(variance), freedom);
    }
  }

  /** The variance over seeds; its standard error follows from their kurtosis. */
  record Variance(Selection selection) implements Statistic {
    @Override
    public List<Selection> selections() {
      return List.of(selection);
    }

    @Override
    public Estimate of(Function<Selection, Summary> summaries, Published published) {
      Summary seeds = summaries.apply(selection);
      double n = seeds.values();
      double variance = seeds.std() * seeds.std();
      double relative = (seeds.kurtosis() + 3 - (n - 3) / (n - 1)) / n;
      return Estimate.of(variance, variance * Math.sqrt(relative), seeds.values() - 1);
    }
  }

  /** The number of each seed; the one that deviates most is compared, without a standard error. */
  record Every(Selection selection) implements Statistic {
    @Override
    public List<Selection> selections() {
      return List.of(selection);
    }

    @Override
    public Estimate of(Function<Selection, Summary> summaries, Published published) {
      Summary seeds = summaries.apply(selection);
      double below = Math.abs(seeds.min() - published.value());
      double above = Math.abs(seeds.max() - published.value());
      return new Estimate(
          below > above ? seeds.min() : seeds.max(), seeds.min(), seeds.max(), 0, 0);
    }
  }
}
