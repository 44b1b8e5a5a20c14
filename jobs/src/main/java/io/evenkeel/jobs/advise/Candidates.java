package io.evenkeel.jobs.advise;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.init.Gain;
import io.evenkeel.core.init.WeightDistribution;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.theory.CriticalGain;
import io.evenkeel.core.theory.CriticalPoint;
import io.evenkeel.jobs.advise.Candidate.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** The schemes that are tried for a network. */
final class Candidates {
  /** Variances with a smaller relative difference differ only by the digits of a gain. */
  private static final double SAME = 1e-6;

  private static final MathContext BIAS_DIGITS = new MathContext(4);
  private static final String TORCH_LINEAR = "kaiming_uniform(a=2.23606797749979)";

  private static final List<Named> POPULAR =
      List.of(
          new Named("PyTorch's default (nn.Linear)", new Scheme(TORCH_LINEAR, TORCH_LINEAR)),
          new Named("Keras's default (Xavier, uniform)", Scheme.of("xavier_uniform")),
          new Named("flax's default (LeCun)", Scheme.of("variance_scaling")),
          new Named("Kaiming", Scheme.of("kaiming_normal")),
          new Named("Xavier", Scheme.of("xavier_normal")),
          new Named("a std of 0.02", Scheme.of("normal(std=0.02)")));

  private static final List<Named> KNOWN =
      List.of(
          new Named("the activation's gain", Scheme.of("kaiming_normal(nonlinearity=auto)")),
          new Named("the activation's gain, orthogonal", Scheme.of("orthogonal(gain=auto)")),
          new Named("edge of chaos", Scheme.of("kaiming_normal(gain=critical)")),
          new Named("edge of chaos, orthogonal", Scheme.of("orthogonal(gain=critical)")));

  private final Measurements measurements;
  private final Question question;
  private final List<Candidate> found = new ArrayList<>();
  private final List<Trial> known = new ArrayList<>();

  private record Named(String name, Scheme scheme) {}

  private Candidates(Measurements measurements, Question question) {
    this.measurements = measurements;
    this.question = question;
  }

  /**
   * The candidates without random biases of our own, the popular ones first; of candidates with the
   * same networks one is taken.
   */
  static List<Candidate> of(Measurements measurements, Question question) throws IOException {
    Candidates candidates = new Candidates(measurements, question);
    POPULAR.forEach(named -> candidates.add(named, Kind.POPULAR));
    KNOWN.forEach(named -> candidates.add(named, Kind.KNOWN));
    candidates.addTuned();
    return candidates.found;
  }

  private void add(Named named, Kind kind) {
    Trial trial;
    try {
      trial = question.trial(named.scheme());
    } catch (SpecException e) {
      return; // the activation has no such gain: the scheme does not exist for it
    }
    add(named.name(), kind, trial, Optional.empty());
  }

  private void add(String name, Kind kind, Trial trial, Optional<Scale> scale) {
    if (known.stream().noneMatch(other -> alike(trial, other))) {
      known.add(trial);
      found.add(new Candidate(name, kind, scheme(trial), scale));
    }
  }

  /** Whether two trials draw by the same law, up to the digits to which a gain is rounded. */
  private static boolean alike(Trial one, Trial other) {
    if (!one.text(Axes.BIAS).equals(other.text(Axes.BIAS))) {
      return false;
    }
    for (int fanIn : new int[] {one.inputWidth(), one.width()}) {
      WeightDistribution law = one.init().distribution(one.width(), fanIn);
      double variance = one.init().variance(one.width(), fanIn);
      double othersVariance = other.init().variance(one.width(), fanIn);
      boolean same =
          law.getClass() == other.init().distribution(one.width(), fanIn).getClass()
              && Math.abs(variance - othersVariance) <= SAME * variance;
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** The scheme of a trial, with words resolved. */
  private static Scheme scheme(Trial trial) {
    return new Scheme(trial.text(Axes.INIT), trial.text(Axes.BIAS));
  }

  private void addTuned() throws IOException {
    Activation activation = question.activation();
    double start = start(activation);
    Optional<Scale> normal = tune("best scale", start, "kaiming_normal(gain=%s)", Scheme.NO_BIAS);
    tune(
        "best scale, orthogonal",
        normal.map(Scale::gain).orElse(start),
        "orthogonal(gain=%s)",
        Scheme.NO_BIAS);
  }

  /**
   * The best scale with random biases, with the variance at which theory has a critical point where
   * networks stay; empty if there is no such variance.
   */
  static List<Candidate> withBias(Measurements measurements, Question question) throws IOException {
    Candidates candidates = new Candidates(measurements, question);
    Optional<CriticalPoint> point = CriticalGain.withBias(question.activation());
    if (point.isPresent()) {
      double std = new BigDecimal(point.get().sigmaB2()).sqrt(BIAS_DIGITS).doubleValue();
      candidates.tune(
          "best scale, with random biases",
          CriticalGain.gain(point.get()),
          "kaiming_normal(gain=%s)",
          "normal(std=%s)".formatted(Numbers.text(std)));
    }
    return candidates.found;
  }

  private static double start(Activation activation) {
    Optional<CriticalPoint> point = CriticalGain.find(activation, 0);
    if (point.isPresent()) {
      return CriticalGain.gain(point.get());
    }
    try {
      return Gain.auto(activation);
    } catch (SpecException e) {
      return 1; // no gain is known: the search goes from here either way
    }
  }

  /** Adds the best scale of a scheme; empty if there is none. */
  private Optional<Scale> tune(String name, double start, String init, String bias)
      throws IOException {
    DoubleFunction<Scheme> schemes = gain -> new Scheme(init.formatted(Numbers.text(gain)), bias);
    Optional<Scale> scale = new ScaleSearch(measurements, question, schemes).from(start);
    if (scale.isPresent()) {
      add(name, Kind.TUNED, question.trial(schemes.apply(scale.get().gain())), scale);
    }
    return scale;
  }
}
