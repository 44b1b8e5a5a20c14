package io.evenkeel.analysis.theory;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.core.theory.block.NetForecast;
import java.util.List;
import java.util.Optional;

/**
 * The mean-field forecast for a cell's networks at the places where their signal is followed.
 *
 * @param stops expected at each place; empty where theory does not cover the network
 * @param branchShares expected share of a residual block's branch in the squared stream, at each
 *     place; NaN where there is none; empty in a plain net
 * @param reason why theory says nothing, or not all; empty if it says all
 */
record CellForecast(
    List<LayerPrediction> stops, List<Double> branchShares, Optional<String> reason) {
  private static final Optional<String> UNKNOWN =
      Optional.of("names of another version of Evenkeel");
  private static final Optional<String> PREFERRED_DIRECTION =
      Optional.of("no theory of weights or biases with a mean, or of weights that are all 0");

  private static final Optional<String> GIVEN_WEIGHTS =
      Optional.of("no theory of weights from a file: they are not random");

  /** The forecast for a cell. */
  static CellForecast of(Cell cell) {
    Optional<NetDesign> design = CellDesign.of(cell);
    if (design.isEmpty()) {
      return nothing(UNKNOWN);
    }
    if (design.get().init() instanceof FileWeights) {
      return nothing(GIVEN_WEIGHTS);
    }
    Optional<InputMoments> input = input(cell);
    if (input.isEmpty()) {
      return nothing(UNKNOWN);
    }
    return cell.plain()
        ? plain(cell, design.get(), input.get())
        : blocks(cell, design.get(), input.get());
  }

  private static CellForecast nothing(Optional<String> reason) {
    return new CellForecast(List.of(), List.of(), reason);
  }

  private static CellForecast plain(Cell cell, NetDesign design, InputMoments input) {
    MlpShape shape = design.sizes(cell.batch());
    boolean readout = design.readoutWidth() > 0;
    return Prediction.of(design.activation(), design.init(), design.bias(), shape, readout, input)
        .map(prediction -> new CellForecast(prediction.layers(), List.of(), Optional.empty()))
        .orElse(nothing(PREFERRED_DIRECTION));
  }

  /** Moments of a cell's input; empty for a name of another version of Evenkeel. */
  static Optional<InputMoments> input(Cell cell) {
    try {
      return Optional.of(Inputs.CATALOG.create(Spec.parse((String) cell.get("input"))).moments());
    } catch (SpecException e) { // names of another version of Evenkeel
      return Optional.empty();
    }
  }

  private static CellForecast blocks(Cell cell, NetDesign design, InputMoments input) {
    Optional<String> impossible = design.impossible();
    if (impossible.isPresent()) {
      return nothing(impossible);
    }
    NetForecast forecast = NetForecast.of(design, cell.batch(), input);
    return new CellForecast(
        forecast.stops().stream().map(CellForecast::prediction).toList(),
        forecast.stops().stream().map(NetForecast.Stop::branchShare).toList(),
        forecast.reason());
  }

  private static LayerPrediction prediction(NetForecast.Stop stop) {
    double mean = stop.signal().mean();
    double square = stop.signal().square();
    return new LayerPrediction(
        stop.layer(),
        Double.NaN,
        mean,
        Math.sqrt(Math.max(0, square - mean * mean)),
        Math.sqrt(square),
        Double.NaN,
        stop.signal().cosine(),
        Math.log10(stop.gradientSquare()) / 2,
        Double.NaN,
        Optional.empty(),
        Optional.empty());
  }
}
