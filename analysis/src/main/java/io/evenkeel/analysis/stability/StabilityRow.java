package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.analysis.theory.FormatTheory;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The measurements and verdicts of one cell of a sweep; its trials differ only in their seeds.
 *
 * @param summary what the trials measured
 * @param forwardJudgement empty if there is nothing to judge by
 * @param backwardJudgement empty if there is nothing to judge by
 * @param correlationJudgement empty if there is nothing to judge by
 * @param lossJudgement empty if there is nothing to judge by
 * @param branchJudgement empty if there are no residual branches to judge
 * @param precision verdict on the format in which the networks were computed; empty in float32
 * @param format what theory expects of that format; empty in float32, and without theory
 * @param standing the cell's place; empty before cells are ranked
 */
public record StabilityRow(
    CellSummary summary,
    Optional<Judgement> forwardJudgement,
    Optional<Judgement> backwardJudgement,
    Optional<Judgement> correlationJudgement,
    Optional<Judgement> lossJudgement,
    Optional<Judgement> branchJudgement,
    Optional<PrecisionVerdict> precision,
    Optional<FormatForecast> format,
    Optional<Standing> standing) {

  /** The row of a cell in float32, or of one whose format is not judged. */
  public StabilityRow(
      CellSummary summary,
      Optional<Judgement> forwardJudgement,
      Optional<Judgement> backwardJudgement,
      Optional<Judgement> correlationJudgement,
      Optional<Judgement> lossJudgement,
      Optional<Judgement> branchJudgement,
      Optional<Standing> standing) {
    this(
        summary,
        forwardJudgement,
        backwardJudgement,
        correlationJudgement,
        lossJudgement,
        branchJudgement,
        Optional.empty(),
        Optional.empty(),
        standing);
  }

  /** What the trials have in common. */
  public Cell cell() {
    return summary.cell();
  }

  /** The forward verdict; empty if there is nothing to judge by. */
  public Optional<Verdict> forwardVerdict() {
    return forwardJudgement.map(Judgement::verdict);
  }

  /** The backward verdict; empty if there is nothing to judge by. */
  public Optional<Verdict> backwardVerdict() {
    return backwardJudgement.map(Judgement::verdict);
  }

  /** The verdict on the rows' angles; empty if there is nothing to judge by. */
  public Optional<Verdict> correlationVerdict() {
    return correlationJudgement.map(Judgement::verdict);
  }

  /** The verdict on the loss; empty if there is nothing to judge by. */
  public Optional<Verdict> lossVerdict() {
    return lossJudgement.map(Judgement::verdict);
  }

  /** The verdict on residual branches; empty if there are none to judge. */
  public Optional<Verdict> branchVerdict() {
    return branchJudgement.map(Judgement::verdict);
  }

  /**
   * The verdicts that the cell's standing goes by: forward, backward, on the inputs, on the loss
   * where it is infinite or NaN in some trial, and on branches that are silent.
   */
  public Stream<Verdict> verdicts() {
    Optional<Judgement> loss = summary.loss().nonFinite() > 0 ? lossJudgement : Optional.empty();
    Optional<Judgement> silent = branchJudgement.filter(j -> j.verdict() == Verdict.SILENT);
    return Stream.of(forwardJudgement, backwardJudgement, correlationJudgement, loss, silent)
        .flatMap(Optional::stream)
        .map(Judgement::verdict);
  }

  /**
   * Whether the cell's networks hold. One that makes all inputs alike, or alike ones unlike, whose
   * loss is not finite or whose branches are silent does not, however stable its std is. Without
   * gradients the forward verdict decides.
   */
  public Holding holding() {
    if (summary.computed() == 0) {
      return summary.invalid() > 0 ? Holding.FAILS : Holding.OPEN;
    }
    boolean sound = verdicts().noneMatch(v -> v.gravity() > Verdict.UNDECIDED.gravity());
    boolean unstable =
        Stream.of(forwardVerdict(), backwardVerdict())
            .flatMap(Optional::stream)
            .anyMatch(v -> v != Verdict.STABLE && v != Verdict.UNDECIDED);
    if (!sound || unstable) {
      return Holding.FAILS;
    }
    boolean stable =
        forwardVerdict().filter(v -> v == Verdict.STABLE).isPresent()
            && backwardVerdict().map(v -> v == Verdict.STABLE).orElse(true);
    return stable ? Holding.HOLDS : Holding.OPEN;
  }

  /** The same cell in its place. */
  public StabilityRow withStanding(Standing place) {
    return new StabilityRow(
        summary,
        forwardJudgement,
        backwardJudgement,
        correlationJudgement,
        lossJudgement,
        branchJudgement,
        precision,
        format,
        Optional.of(place));
  }

  /** The row with a verdict on its format. */
  StabilityRow withPrecision(Optional<PrecisionVerdict> verdict) {
    Optional<FormatForecast> expected =
        verdict.flatMap(judged -> FormatTheory.computed(summary.cell()));
    return new StabilityRow(
        summary,
        forwardJudgement,
        backwardJudgement,
        correlationJudgement,
        lossJudgement,
        branchJudgement,
        verdict,
        expected,
        standing);
  }

  /**
   * The verdict on the format that the cell's networks were computed in. In float32 it is {@code
   * overflows @layer} or {@code safe}: gradients are carried with an exponent of their own there.
   * Empty if no trial was computed.
   */
  public Optional<String> precisionVerdict() {
    if (summary.computed() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        precision.map(PrecisionVerdict::text).orElseGet(() -> PrecisionVerdict.ofFloat32(summary)));
  }
}
