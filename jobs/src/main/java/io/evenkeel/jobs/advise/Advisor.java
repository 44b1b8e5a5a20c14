package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.stability.JudgedCells;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.jobs.run.LocalTrials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the initialisation that holds for a network. */
public final class Advisor implements AutoCloseable {
  private static final int WIDER = 4;
  private static final int LEAST_DEPTH = 2;

  /** Activations and schemes that hold at large depths; they are tried where no scheme holds. */
  private static final String[][] OTHER_ACTIVATIONS = {
    {"relu", "kaiming_normal"},
    {"tanh", "orthogonal(gain=critical)"},
    {"selu", "lecun_normal"},
  };

  private final LocalTrials trials = new LocalTrials(Sweep.DEFAULT_TRIAL_MEMORY);
  private final Measurements measurements;
  private final Thresholds thresholds;

  /**
   * @param thresholds the boundaries between verdicts
   * @param mostSeeds seeds that a scheme is given at most, at least 8
   */
  public Advisor(Thresholds thresholds, int mostSeeds) {
    this.thresholds = thresholds;
    measurements = new Measurements(trials, thresholds, mostSeeds);
  }

  /**
   * The answer to a question. It depends only on the question, the thresholds and the number of
   * seeds.
   *
   * @throws IOException if a trial does not fit this process
   */
  public Advice answer(Question question) throws IOException {
    return answer(question, List.of());
  }

  /**
   * The answer, with verdicts on the advised scheme in narrower formats.
   *
   * @param formats members of {@link io.evenkeel.core.precision.Precisions}
   * @throws SpecException if there is no such network
   * @throws IOException if a trial does not fit this process
   */
  public Advice answer(Question question, List<String> formats) throws IOException {
    requirePossible(question);
    List<Advised> measured = new ArrayList<>();
    for (Candidate candidate : Candidates.of(measurements, question)) {
      measured.add(measured(question, candidate));
    }
    if (measured.stream().noneMatch(advised -> advised.holds(thresholds))) {
      for (Candidate candidate : Candidates.withBias(measurements, question)) {
        measured.add(measured(question, candidate));
      }
    }
    List<Advised> holding = measured.stream().filter(a -> a.holds(thresholds)).toList();
    List<Advised> others = measured.stream().filter(a -> !a.holds(thresholds)).toList();
    List<Advised> ranked = new ArrayList<>(ranked(holding));
    // Blocks that do next to nothing hold whatever the scheme is, but no network is wanted for
    // that.
    // The simpler scheme first: without random biases, unless these keep inputs apart.
    ranked.sort(
        Comparator.comparing(Advisor::idle)
            .thenComparingInt(Advisor::gravity)
            .thenComparing(advised -> advised.candidate().scheme().hasBias()));
    ranked.addAll(ranked(others));
    List<InFormat> inFormats = new ArrayList<>();
    for (String format : formats) {
      inFormats.add(measurements.inFormat(question, ranked.get(0).candidate().scheme(), format));
    }
    return new Advice(
        question,
        ranked,
        holding.size(),
        holding.isEmpty() ? remedies(question, ranked) : List.of(),
        inFormats,
        thresholds);
  }

  private static void requirePossible(Question question) {
    Optional<String> impossible = question.impossible();
    if (impossible.isEmpty()) {
      return;
    }
    String others =
        Stream.of(question.nearest(-1), question.nearest(1))
            .flatMap(Optional::stream)
            .map(other -> Integer.toString(other.depth()))
            .collect(Collectors.joining(" or "));
    throw new SpecException(
        others.isEmpty() ? impossible.get() : impossible.get() + "; possible is depth " + others);
  }

  private Advised measured(Question question, Candidate candidate) throws IOException {
    return new Advised(candidate, measurements.judged(question, candidate.scheme()));
  }

  /** Whether residual branches contribute less than a hundredth of the squared stream. */
  private static boolean idle(Advised advised) {
    return advised
        .row()
        .branchVerdict()
        .filter(verdict -> verdict == Verdict.SILENT || verdict == Verdict.FAINT)
        .isPresent();
  }

  private static int gravity(Advised advised) {
    return advised.row().correlationVerdict().map(Verdict::gravity).orElse(0);
  }

  /** The schemes in the order of a report. */
  private List<Advised> ranked(List<Advised> advised) {
    List<Advised> ranked = new ArrayList<>();
    List<StabilityRow> rows =
        JudgedCells.ranked(advised.stream().map(a -> a.row().summary()).toList(), thresholds);
    for (StabilityRow row : rows) {
      Candidate candidate =
          advised.stream()
              .filter(a -> a.row().cell().equals(row.cell()))
              .map(Advised::candidate)
              .findFirst()
              .orElseThrow();
      ranked.add(new Advised(candidate, row));
    }
    return ranked;
  }

  /** Other networks that hold, if no scheme holds in this one. */
  private List<Advice.Remedy> remedies(Question question, List<Advised> ranked) throws IOException {
    List<Advice.Remedy> remedies = new ArrayList<>();
    for (String[] other : OTHER_ACTIVATIONS) {
      if (!question.activationText().equals(other[0])) {
        Question changed = question.with(Axes.ACTIVATION, other[0]);
        remedies.add(remedy("activation " + other[0], changed, Scheme.of(other[1])));
      }
    }
    Scheme tuned =
        ranked.stream()
            .map(Advised::candidate)
            .filter(candidate -> candidate.kind() == Candidate.Kind.TUNED)
            .map(Candidate::scheme)
            .findFirst()
            .orElse(ranked.get(0).candidate().scheme());
    String width = Long.toString((long) WIDER * question.width());
    remedies.add(remedy("width " + width, question.with(Axes.WIDTH, width), tuned));
    if (question.depth() >= 2 * LEAST_DEPTH) {
      Optional<Question> shallower =
          question.with(Axes.DEPTH, Integer.toString(question.depth() / 2)).nearest(-1);
      if (shallower.isPresent()) {
        remedies.add(remedy("depth " + shallower.get().depth(), shallower.get(), tuned));
      }
    }
    if (question.plain()) {
      remedies.addAll(residual(question, tuned));
    }
    remedies.sort(Comparator.comparing(remedy -> !remedy.holds()));
    return remedies;
  }

  /** Networks with residual blocks and norms, if this one has neither. */
  private List<Advice.Remedy> residual(Question question, Scheme scheme) throws IOException {
    // Blocks of two layers, where the layers behind the stem divide into such.
    String form = question.depth() % 2 == 1 ? "branch=2" : "branch=1,order=preact";
    String scaled = "residual(%s,scale=inv_sqrt)".formatted(form);
    String plain = "residual(%s)".formatted(form);
    String branchNorm = "layer_norm(place=branch)";
    String layerNorm = "layer_norm(place=before_activation)";
    return List.of(
        remedy("block " + scaled, question.with(Axes.BLOCK, scaled), scheme),
        remedy(
            "block %s, norm %s".formatted(plain, branchNorm),
            question.with(Axes.BLOCK, plain).with(Axes.NORM, branchNorm),
            scheme),
        remedy("norm " + layerNorm, question.with(Axes.NORM, layerNorm), scheme));
  }

  private Advice.Remedy remedy(String change, Question question, Scheme scheme) throws IOException {
    Candidate candidate = new Candidate(change, Candidate.Kind.KNOWN, scheme, Optional.empty());
    Advised advised = measured(question, candidate);
    return new Advice.Remedy(change, question, advised, advised.holds(thresholds));
  }

  @Override
  public void close() {
    trials.close();
  }
}
