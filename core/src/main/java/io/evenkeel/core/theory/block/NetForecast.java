package io.evenkeel.core.theory.block;

import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.data.InputMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What mean-field theory expects of a net with blocks, norms and dropout, fed with independent N(0,
 * 1) values, at the places where its signal is followed: after each activation of a plain net;
 * after the stem and each block of a residual one.
 *
 * <p>Forward and backward compose from the {@link Step}s of a block. The gradient enters at the
 * last place with mean square 1 and uncorrelated rows.
 *
 * @param stops in the order in which a signal meets them; empty if theory does not cover the net
 * @param reason why some of it is NaN or missing; empty if nothing is
 */
public record NetForecast(List<Stop> stops, Optional<String> reason) {
  private static final String MEAN =
      "gradients depend on the weights that they pass where the stream or the branch has a mean";
  private static final String ONE_UNIT =
      "gradients and cosines of rows are not known where an activation follows the sum of stream"
          + " and branch: a unit's stream is part of all that follows";
  private static final String NOT_NORMAL =
      "no theory of a norm or an activation of a signal that is not normal";

  /**
   * A place at which the signal is followed.
   *
   * @param layer the last weight layer before the place, from 0
   * @param signal moments; NaN where theory does not cover it
   * @param branchShare share of a residual block's branch in the squared sum; NaN elsewhere
   * @param gradientSquare the gradient's mean square relative to that at the last place; NaN where
   *     independence fails
   */
  public record Stop(int layer, Moments signal, double branchShare, double gradientSquare) {}

  /** Copies the list. */
  public NetForecast {
    stops = List.copyOf(stops);
  }

  /**
   * The forecast of a net that is not {@link NetDesign#impossible}.
   *
   * @param batch rows
   */
  public static NetForecast of(NetDesign design, int batch) {
    return of(design, batch, InputMoments.STANDARD);
  }

  /** The forecast for another input. */
  public static NetForecast of(NetDesign design, int batch, InputMoments input) {
    boolean residual = design.block().residual();
    DesignSteps.Result steps = DesignSteps.of(design.architecture(), batch, residual);
    if (steps.reason().isPresent()) {
      return new NetForecast(List.of(), steps.reason());
    }
    int each = residual ? design.block().branch() : 1;
    return walked(steps.stops(), moments(input), each);
  }

  /**
   * Geometric mean over layers of the factor on the rms gradient, going back from the last place to
   * the first; NaN if it is not known or there is only one place.
   */
  public double gradientFactor() {
    if (stops.size() < 2) {
      return Double.NaN;
    }
    Stop first = stops.get(0);
    Stop last = stops.get(stops.size() - 1);
    double ratio = first.gradientSquare() / last.gradientSquare();
    return Math.pow(ratio, 0.5 / (last.layer() - first.layer()));
  }

  static Moments moments(InputMoments input) {
    boolean normal = input.mean() == 0 && input.kurtosis() == 3;
    return new Moments(
        input.mean(),
        input.square(),
        input.cosine() * input.square(),
        normal ? UnitLaw.NORMAL : UnitLaw.UNKNOWN);
  }

  /**
   * The forecast for a list of steps.
   *
   * @param each number of weight layers of a step
   */
  static NetForecast walked(List<Step> steps, Moments input, int each) {
    int last = steps.size() - 1;
    Moments[] inputs = new Moments[last + 2];
    inputs[0] = input;
    for (int i = 0; i <= last; i++) {
      inputs[i + 1] = steps.get(i).pass(inputs[i]).moments();
    }
    double[] squares = new double[last + 1];
    Gradient gradient = Gradient.independent(1);
    for (int i = last; i >= 0; i--) {
      squares[i] = gradient.square();
      gradient = i > 0 ? steps.get(i).back(inputs[i], gradient) : gradient;
    }
    List<Stop> stops = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Moments in = inputs[i];
      double share = residual(steps.get(i)).map(block -> block.shareOfSum(in)).orElse(Double.NaN);
      stops.add(new Stop(i * each, inputs[i + 1], share, squares[i]));
    }
    return new NetForecast(stops, reason(stops));
  }

  private static Optional<Residual> residual(Step step) {
    if (step instanceof Residual block) {
      return Optional.of(block);
    }
    return step instanceof Serial serial && !serial.steps().isEmpty()
        ? residual(serial.steps().get(0))
        : Optional.empty();
  }

  private static Optional<String> reason(List<Stop> stops) {
    if (stops.stream().anyMatch(stop -> Double.isNaN(stop.signal().square()))) {
      return Optional.of(NOT_NORMAL);
    }
    if (stops.stream().anyMatch(stop -> Double.isNaN(stop.signal().product()))) {
      return Optional.of(ONE_UNIT);
    }
    return stops.stream().anyMatch(stop -> Double.isNaN(stop.gradientSquare()))
        ? Optional.of(MEAN)
        : Optional.empty();
  }
}
