package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every loss keeps, whatever its formula. */
class LossContractTest {
  private static final double STEP = 1e-4;

  static List<LossCases.Case> cases() {
    return LossCases.all();
  }

  static List<Loss> onePerClass() {
    List<Loss> losses = new ArrayList<>();
    Set<Class<?>> seen = new HashSet<>();
    for (LossCases.Case one : cases()) {
      if (seen.add(one.loss().getClass())) {
        losses.add(one.loss());
      }
    }
    return losses;
  }

  @Test
  void everyLossIsHereWithEveryParameterAtTwoValuesOrMore() throws ReflectiveOperationException {
    Stream<Class<?>> met = onePerClass().stream().map(Object::getClass);
    assertThat(met).containsExactlyInAnyOrderElementsOf(LossCases.classes());
    for (Class<?> type : LossCases.classes()) {
      for (RecordComponent component : type.getRecordComponents()) {
        Set<Object> values = new HashSet<>();
        for (LossCases.Case one : cases()) {
          if (type.isInstance(one.loss())) {
            values.add(component.getAccessor().invoke(one.loss()));
          }
        }
        assertThat(values).as("%s of %s", component.getName(), type).hasSizeGreaterThan(1);
      }
    }
  }

  /**
   * Central differences at h and h / 2, extrapolated: they err by h^4 f'''''/480, 1e-15 for fifth
   * derivatives up to 5000 (a variance of 0.1 has that), and by rounding, 1e-16 |f| / h (1e-11 for
   * values up to 10).
   */
  @ParameterizedTest
  @MethodSource("cases")
  void theGradientIsTheSlopeAwayFromKinks(LossCases.Case one) {
    LossValue result = one.evaluate();
    List<String> names = one.loss().inputs();
    assertThat(names).containsAll(result.gradients().keySet());
    assertThat(result.gradients()).isNotEmpty();
    for (int k = 0; k < names.size(); k++) {
      Tensor gradient = result.gradient(names.get(k));
      if (gradient == null) {
        continue;
      }
      assertThat(gradient.shape()).isEqualTo(one.inputs().get(k).shape());
      for (int i = 0; i < gradient.length(); i++) {
        double slope = (4 * difference(one, k, i, STEP / 2) - difference(one, k, i, STEP)) / 3;
        assertThat(Math.abs(gradient.at(i) - slope))
            .as("%s by %s[%s]: %s and %s", one.loss(), names.get(k), i, gradient.at(i), slope)
            .isLessThanOrEqualTo(1e-9 * (1 + Math.abs(slope)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsAPureFunction(LossCases.Case one) {
    assertThat(one.evaluate()).isEqualTo(one.evaluate());
  }

  @ParameterizedTest
  @MethodSource("onePerClass")
  void aWrongNumberOfInputsIsNamed(Loss loss) {
    assertThatThrownBy(() -> loss.evaluate(Tensor.scalar(0)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "%s needs %s inputs (%s), got 1",
            loss.name(), loss.inputs().size(), String.join(", ", loss.inputs()));
  }

  private static double difference(LossCases.Case one, int input, int entry, double step) {
    return (moved(one, input, entry, step) - moved(one, input, entry, -step)) / (2 * step);
  }

  /** The value, or the sum of the values, with one entry moved. */
  private static double moved(LossCases.Case one, int input, int entry, double step) {
    Tensor[] inputs = one.inputs().toArray(Tensor[]::new);
    double[] data = inputs[input].data();
    data[entry] += step;
    inputs[input] = Tensor.of(inputs[input].shape(), data);
    double sum = 0;
    for (double value : one.loss().evaluate(inputs).value().data()) {
      sum += value;
    }
    return sum;
  }
}
