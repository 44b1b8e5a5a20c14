package io.evenkeel.core.init;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.number;

import io.evenkeel.core.Parameter;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import java.util.List;

/** Code that the two Kaiming schemes share. */
final class Kaiming {
  static final String NONLINEARITY = "leaky_relu";

  static final List<Parameter> PARAMETERS =
      List.of(
          number("a", 0.0, "negative slope of a leaky_relu, any finite number"),
          choice("mode", FanMode.FAN_IN.text(), FanMode.KAIMING, "the fan: inputs or units"),
          choice("nonlinearity", NONLINEARITY, Gain.NONLINEARITIES, "what the gain is for")
              .orAuto(),
          number("gain", 0.0, "the gain itself, at least 0; 0 is that of nonlinearity and a")
              .orWord(Spec.CRITICAL));

  private Kaiming() {}

  static void check(String member, double a, FanMode mode, String nonlinearity, double gain) {
    Ranges.check(Double.isFinite(a), member, "a", a, "a finite number");
    if (mode == FanMode.FAN_AVG) {
      throw new SpecException(
          "mode of %s must be one of %s, got %s"
              .formatted(member, String.join(", ", FanMode.KAIMING), mode.text()));
    }
    Gain.calculate(nonlinearity, a);
    Ranges.checkNotNegative(member, "gain", gain);
  }

  static Spec spec(String member, double a, FanMode mode, String nonlinearity, double gain) {
    return Spec.of(member)
        .with("a", a)
        .with("mode", mode.text())
        .with("nonlinearity", nonlinearity)
        .with("gain", gain);
  }

  static double gain(double a, String nonlinearity, double gain) {
    return gain == 0 ? Gain.calculate(nonlinearity, a) : gain;
  }
}
