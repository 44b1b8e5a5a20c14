package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known about one cell of a sweep: the trials that differ in nothing but the seed.
 *
 * @param cell value of every grid column but {@code trial_id} and {@code seed}, in declared order
 * @param trials trials with a row in the tables
 * @param nonFinite of these, computed with a NaN or an infinity somewhere, be it in the loss alone
 * @param invalid of these, refused
 * @param failed of these, thrown out of
 * @param reason why trials were refused or failed; of several reasons the alphabetically first
 * @param firstNonFiniteLayer smallest first layer with a NaN or infinite activation
 * @param firstNonFiniteLayerMedian median of the first layer, over trials that have one
 * @param actStd std of the last hidden layer's activation, over trials with finite activations
 * @param forward the activations, from the first hidden layer to the last
 * @param backward the gradients at the layers' outputs, from the last hidden layer to the first
 * @param lossMean median over trials of the loss, where it is finite
 * @param lossFloor median over trials of the loss that an all-zero output gives
 * @param correlation 1 - cosine between the rows of the batch, as a std
 * @param separation per trial, decades per layer by which the gradient's std grows more than the
 *     activations'
 * @param log10ActStd decimal logarithm of {@code actStd}
 * @param forwardJudgement empty if there is nothing to judge by
 * @param backwardJudgement empty if there is nothing to judge by
 * @param correlationJudgement empty if there is nothing to judge by
 * @param standing the cell's place; empty before cells are ranked
 */
public record StabilityRow(
    Map<String, Object> cell,
    long trials,
    long nonFinite,
    long invalid,
    long failed,
    Optional<String> reason,
    OptionalInt firstNonFiniteLayer,
    OptionalDouble firstNonFiniteLayerMedian,
    Optional<Band> actStd,
    PassSummary forward,
    PassSummary backward,
    OptionalDouble lossMean,
    OptionalDouble lossFloor,
    PassSummary correlation,
    Sample separation,
    Sample log10ActStd,
    Optional<Judgement> forwardJudgement,
    Optional<Judgement> backwardJudgement,
    Optional<Judgement> correlationJudgement,
    Optional<Standing> standing) {

  /** Copies {@code cell}. */
  public StabilityRow {
    cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
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

  /** The same cell in its place. */
  StabilityRow withStanding(Standing place) {
    return new StabilityRow(
        cell,
        trials,
        nonFinite,
        invalid,
        failed,
        reason,
        firstNonFiniteLayer,
        firstNonFiniteLayerMedian,
        actStd,
        forward,
        backward,
        lossMean,
        lossFloor,
        correlation,
        separation,
        log10ActStd,
        forwardJudgement,
        backwardJudgement,
        correlationJudgement,
        Optional.of(place));
  }

  /** Trials that ran to their end. */
  public long computed() {
    return trials - invalid - failed;
  }

  /** Share of the computed trials that are not finite; empty if none was computed. */
  public OptionalDouble nonFiniteShare() {
    return computed() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) nonFinite / computed());
  }
}
