package io.evenkeel.core.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every axis promises, driven by the list of axes; and each kind of axis by an example. */
class AxesTest {
  /** A written value of each axis that must be given. */
  private static final Map<String, String> REQUIRED =
      Map.of("depth", "3", "width", "8", "activation", "tanh", "init", "lecun_normal");

  static List<Axis<?>> axes() {
    return Axes.ALL;
  }

  private static AxisValues some(Axis<?> axis) {
    return axis.defaultValues().orElseGet(() -> axis.parse(REQUIRED.get(axis.key())));
  }

  @ParameterizedTest
  @MethodSource("axes")
  void valuesAreCheckedToThemselves(Axis<?> axis) {
    AxisValues values = some(axis);
    assertThat(axis.check(values)).isEqualTo(values);
    assertThat(axis.parse(values.text())).isEqualTo(values);
    assertThat(axis.isDefault(values)).isEqualTo(axis.defaultText().isPresent());
  }

  @ParameterizedTest
  @MethodSource("axes")
  void textOfAValueIsTheTextItWasMadeOf(Axis<?> axis) {
    for (String text : some(axis).texts()) {
      if (!axis.isOpen(text) && axis.follows().isEmpty()) {
        assertRoundTrip(axis, text);
      }
    }
  }

  private static <V> void assertRoundTrip(Axis<V> axis, String text) {
    V value = axis.value(axis.canonical(text));
    assertThat(axis.text(value)).isEqualTo(text);
    assertThat(axis.columnValue(value)).isInstanceOf(classOf(axis.columnType()));
  }

  private static Class<?> classOf(Column.Type type) {
    return switch (type) {
      case INT32 -> Integer.class;
      case INT64 -> Long.class;
      case FLOAT64 -> Double.class;
      case BOOLEAN -> Boolean.class;
      case STRING, TEXT -> String.class;
    };
  }

  @ParameterizedTest
  @MethodSource("axes")
  void isFoundByItsKey(Axis<?> axis) {
    assertThat(Axes.of(axis.key())).isSameAs(axis);
    assertThat(Axes.ALL.get(Axes.index(axis))).isSameAs(axis);
    assertThat(axis.key()).matches("[a-z][a-z0-9_]*");
    assertThat(axis.meaning()).isNotBlank();
    assertThat(axis.allowed()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("axes")
  void refusesNoValueAndAWrongOne(Axis<?> axis) {
    assertThatThrownBy(() -> axis.check(AxisValues.NONE))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(axis.key() + " has no value; it must be ");
    assertThatThrownBy(() -> axis.check(AxisValues.of("no_such_value")))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void unknownKeysAreNamedWithTheNearest() {
    assertThatThrownBy(() -> Axes.of("dept"))
        .hasMessageStartingWith("unknown key 'dept' (did you mean 'depth'?); known: depth, width");
  }

  private static final RealAxis RATE =
      new RealAxis(
          "rate",
          "a rate",
          Placement.added(),
          x -> x >= 0 && x < 1,
          "a number from 0 to below 1",
          Optional.of("0"));

  @Test
  void decimalNumbersAreWrittenShortAndOrderedBySize() {
    assertThat(RATE.check(AxisValues.of("0.25", "1e-1", "0.10", "0")).text())
        .isEqualTo("0; 0.1; 0.25");
    assertThat(RATE.value("0.25")).isEqualTo(0.25);
    for (String wrong : List.of("1", "-0.1", "NaN", "Infinity", "x")) {
      assertThatThrownBy(() -> RATE.canonical(wrong))
          .hasMessage("rate must be a number from 0 to below 1, got " + wrong);
    }
  }

  private static final ListAxis SHAPE =
      new ListAxis("shape", "units of each layer", Placement.added(), 2, 1, 1000);

  @Test
  void aListOfNumbersIsOneValue() {
    assertThat(SHAPE.canonical("784, 512,64")).isEqualTo("784-512-64");
    assertThat(SHAPE.value("784-512-64")).containsExactly(784, 512, 64);
    assertThat(SHAPE.value("none")).isEmpty();
    assertThat(SHAPE.text(List.of())).isEqualTo("none");
    for (String wrong : List.of("0", "1001", "8-x-8", "8,x", "8", "")) {
      assertThatThrownBy(() -> SHAPE.canonical(wrong))
          .hasMessage(
              "shape must be a list of at least 2 whole numbers from 1 to 1000, or none, got "
                  + wrong);
    }
  }

  /** A plan loops over the list: an axis that is declared and not in it would be none. */
  @Test
  void everyAxisThatIsDeclaredIsInTheList() throws IllegalAccessException {
    List<Object> declared = new ArrayList<>();
    for (Class<?> holder : List.of(Axes.class, TrainingAxes.class)) {
      for (Field field : holder.getDeclaredFields()) {
        if (Axis.class.isAssignableFrom(field.getType())) {
          declared.add(field.get(null));
        }
      }
    }
    assertThat(declared).hasSizeGreaterThan(20);
    assertThat(new ArrayList<Object>(Axes.ALL)).containsAll(declared);
  }
}
