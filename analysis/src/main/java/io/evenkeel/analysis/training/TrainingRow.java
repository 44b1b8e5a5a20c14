package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.WidthExponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Whether a network trains at the best of its learning rates.
 *
 * @param cell at the best rate
 * @param rates how many learning rates it has
 * @param seeds how many
 * @param choosing how many of them chose the rate; 0 if there was only one rate
 * @param judged how many others have a trial at the best rate
 * @param trained how many of the judged have a last loss of at most half of the floor
 * @param low lower confidence bound of the probability of training, at the error rate
 * @param high upper confidence bound of the probability of training, at the error rate
 * @param verdict whether most networks train
 * @param moreSeeds about how many more seeds would decide; present if undecided
 * @param lossOverFloor median of the judged seeds' last losses, over the floor
 * @param divergingRate smallest rate from which on most networks diverge; empty if no such rate is
 *     known
 * @param forecast whether it is stable at initialisation; empty if not known
 * @param curves of each rate, the median loss over the floor by step
 */
public record TrainingRow(
    Cell cell,
    int rates,
    int seeds,
    int choosing,
    int judged,
    int trained,
    double low,
    double high,
    Trains verdict,
    OptionalLong moreSeeds,
    OptionalDouble lossOverFloor,
    OptionalDouble divergingRate,
    Optional<Boolean> forecast,
    List<Curve> curves) {
  /** Whether most networks train. */
  public enum Trains {
    /** More than half of the networks do. */
    YES("trains"),
    /** Fewer than half do. */
    NO("does not train"),
    /** The seeds do not tell yet. */
    UNDECIDED("undecided"),
    /** The loss has no floor above zero, so that there is nothing to compare with. */
    NOT_JUDGED("not judged");

    private final String text;

    Trains(String text) {
      this.text = text;
    }

    /** The text in tables, without the number of seeds that are missing for a decision. */
    public String text() {
      return text;
    }
  }

  /**
   * Losses at one rate.
   *
   * @param rate learning rate
   * @param seeds how many
   * @param diverged number of seeds whose loss is not finite, or more than twice the first loss
   * @param lastOverFloor median over all seeds of the last loss, over the floor; infinite if most
   *     are not finite
   * @param byStep median over all seeds of the loss over the floor, by step
   */
  public record Curve(
      double rate,
      int seeds,
      int diverged,
      double lastOverFloor,
      SortedMap<Integer, Double> byStep) {}

  /** Copies the curves. */
  public TrainingRow {
    curves = List.copyOf(curves);
  }

  /** The verdict in words. */
  public String verdictText() {
    return verdict == Trains.UNDECIDED ? WidthExponent.undecided(moreSeeds) : verdict.text;
  }

  /** Share of the judged seeds that train; empty if none was judged. */
  public OptionalDouble share() {
    return judged == 0 || verdict == Trains.NOT_JUDGED
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) trained / judged);
  }

  /** Whether the forecast and the verdict agree; empty if either is not known. */
  public Optional<Boolean> agrees() {
    return verdict == Trains.YES || verdict == Trains.NO
        ? forecast.map(stable -> stable == (verdict == Trains.YES))
        : Optional.empty();
  }
}
