package io.evenkeel.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenTest {
  @ParameterizedTest
  @CsvSource({
    "activations.json, 43",
    "inits.json, 156",
    "gains.json, 478",
    "losses.json, 613",
    "explicit_nets.json, 48",
    "propagation.json, 118"
  })
  void everyFileIsReadWhole(String file, int cases) {
    List<GoldenCase> read = Golden.load(file);
    assertThat(read).hasSize(cases).extracting(GoldenCase::id).doesNotHaveDuplicates();
  }

  @Test
  void numbersTensorsAndAbsentOptionsAreUnderstood() {
    GoldenCase first = Golden.load("losses.json").get(0);
    assertThat(GoldenCase.absent(first.params().path("weight"))).isTrue();
    assertThat(GoldenCase.number(first.params().path("ignore_index"))).isEqualTo(-100);
    JsonNode target = first.inputs().path("target");
    assertThat(GoldenCase.longs(target)).containsExactly(1, 1);
    assertThat(GoldenCase.shape(first.inputs().path("input"))).containsExactly(2, 2);

    double[] x = GoldenCase.doubles(Golden.load("activations.json").get(0).inputs().path("x"));
    assertThat(x)
        .contains(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300);
    assertThat(Arrays.stream(x).filter(Double::isNaN).count()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Golden.load("nothing.json"))
        .hasMessage("/golden/nothing.json is not on the classpath");
  }
}
