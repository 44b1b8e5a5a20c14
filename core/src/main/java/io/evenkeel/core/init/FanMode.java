package io.evenkeel.core.init;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The widths of a layer that set the scale of its weights. */
public enum FanMode {
  /** The inputs: keeps the forward signal's size. */
  FAN_IN,
  /** The units: keeps the gradient's size. */
  FAN_OUT,
  /** The mean of both, Keras alone. */
  FAN_AVG;

  /** The two modes of PyTorch's Kaiming schemes. */
  static final List<String> KAIMING = List.of(FAN_IN.text(), FAN_OUT.text());

  /** All modes. */
  static final List<String> ALL = Arrays.stream(values()).map(FanMode::text).toList();

  /** As written in a sweep file. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that text, which a {@link io.evenkeel.core.Catalog} has checked. */
  static FanMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The fan that this mode takes. */
  public double fan(int fanOut, int fanIn) {
    return switch (this) {
      case FAN_IN -> fanIn;
      case FAN_OUT -> fanOut;
      case FAN_AVG -> ((double) fanIn + fanOut) / 2;
    };
  }
}
