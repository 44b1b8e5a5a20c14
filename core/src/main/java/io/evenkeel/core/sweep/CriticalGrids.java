package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.theory.CriticalGain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces {@code gain=critical} in grids by numbers. The number depends on the activation and the
 * bias, so that such a grid becomes one grid for each pair of them.
 */
final class CriticalGrids {
  private CriticalGrids() {}

  /**
   * The grids with numbers; the grid itself if nothing in it is {@code critical}.
   *
   * @throws io.evenkeel.core.SpecException if a pair has no critical gain
   */
  static Stream<Grid> of(Grid grid) {
    List<Spec> inits = grid.of(Axes.INIT).texts().stream().map(CriticalGrids::complete).toList();
    if (inits.stream().noneMatch(CriticalGain::isAsked)) {
      return Stream.of(grid);
    }
    return grid.of(Axes.ACTIVATION).texts().stream()
        .flatMap(
            activation ->
                grid.of(Axes.BIAS).texts().stream()
                    .map(bias -> resolved(grid, activation, bias, inits)));
  }

  private static Grid resolved(Grid grid, String activation, String bias, List<Spec> inits) {
    List<String> texts = new ArrayList<>();
    for (Spec init : inits) {
      Spec resolved =
          CriticalGain.resolve(init, Axes.ACTIVATION.value(activation), Axes.BIAS.value(bias));
      texts.add(Initializers.CATALOG.text(resolved));
    }
    Map<Axis<?>, AxisValues> values = new LinkedHashMap<>(grid.values());
    values.put(Axes.ACTIVATION, AxisValues.of(activation));
    values.put(Axes.BIAS, AxisValues.of(bias));
    values.put(Axes.INIT, AxisValues.of(texts.toArray(String[]::new)));
    return new Grid(values);
  }

  private static Spec complete(String init) {
    return Initializers.CATALOG.complete(Spec.parse(init));
  }
}
