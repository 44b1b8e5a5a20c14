package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.theory.GainCheck;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Warnings about {@code gain=auto} that a user should see before a sweep runs. */
public final class GainWarnings {
  private GainWarnings() {}

  /**
   * One line for each activation whose {@code auto} gain does not keep the size of signal and
   * gradient.
   */
  public static List<String> of(Sweep sweep) {
    Set<String> lines = new LinkedHashSet<>();
    for (Grid grid : sweep.grids()) {
      if (grid.of(Axes.INIT).texts().stream().map(Spec::parse).anyMatch(GainWarnings::isAuto)) {
        for (String activation : grid.of(Axes.ACTIVATION).texts()) {
          GainCheck.warning(Axes.ACTIVATION.value(activation)).ifPresent(lines::add);
        }
      }
    }
    return List.copyOf(lines);
  }

  private static boolean isAuto(Spec init) {
    return init.arguments().containsValue(Spec.AUTO);
  }
}
