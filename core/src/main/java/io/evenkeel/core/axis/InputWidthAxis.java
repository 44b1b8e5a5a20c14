package io.evenkeel.core.axis;

import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Optional;

/** Units of the input: a number, or the word {@code width} for as many as a hidden layer has. */
final class InputWidthAxis extends WholeAxis<Integer> {
  private static final String AS_WIDTH = "width";

  private final Axis<Integer> width;

  InputWidthAxis(Axis<Integer> width, Placement placement, int most) {
    super(
        "input_width",
        "units of the input",
        placement,
        1,
        most,
        Optional.of(AS_WIDTH),
        Column.Type.INT32,
        Math::toIntExact);
    this.width = width;
  }

  @Override
  public String allowed() {
    return super.allowed() + " or " + AS_WIDTH;
  }

  @Override
  public String canonical(String written) {
    return oneOf(List.of(AS_WIDTH), written);
  }

  @Override
  public Optional<Axis<?>> follows() {
    return Optional.of(width);
  }

  @Override
  public String resolve(String text, Object led) {
    return text.equals(AS_WIDTH) ? led.toString() : text;
  }
}
