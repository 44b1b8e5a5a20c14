package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.cells.Cell;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellWeightsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lecun_normal                      | lecun_uniform                           | false | true
          lecun_normal                      | kaiming_normal(nonlinearity=linear)     | true  | true
          kaiming_normal(nonlinearity=relu) | xavier_uniform(gain=1.4142135623730951) | false | true
          kaiming_normal(nonlinearity=relu) | xavier_normal(gain=1.4142135623730951)  | true  | true
          kaiming_normal(nonlinearity=relu) | lecun_normal                            | false | false
          orthogonal                        | lecun_normal                            | false | false
          orthogonal                        | orthogonal(gain=-1)                     | true  | false
          sparse(sparsity=0.5)              | sparse(sparsity=0.5,std=0.01)           | true  | false
          zeros                             | constant(val=0)                         | true  | false
          normal(mean=1)                    | normal(mean=1,std=1)                    | true  | false
          uniform(a=0,b=2)                  | normal(mean=1,std=0.5773502691896258)   | false | false
          zeros                             | identity                                | false | false
          a_scheme_to_come                  | a_scheme_to_come                        | false | false
          """)
  void equalInLawIsMoreThanEqualInVariance(String a, String b, boolean law, boolean variance) {
    CellWeights first = weights(a, Map.of());
    CellWeights second = weights(b, Map.of());

    assertThat(first.equalInLaw(second)).isEqualTo(law);
    assertThat(second.equalInLaw(first)).isEqualTo(law);
    assertThat(first.equalInVariance(second)).isEqualTo(variance);
    assertThat(second.equalInVariance(first)).isEqualTo(variance);
  }

  /** Fan-in and fan-out are one number on square layers only. */
  @Test
  void everyKindOfLayerCounts() {
    String in = "kaiming_normal(nonlinearity=relu)";
    String out = "kaiming_normal(mode=fan_out,nonlinearity=relu)";
    assertThat(weights(in, Map.of()).equalInLaw(weights(out, Map.of()))).isTrue();
    for (String key : new String[] {"input_width", "readout_width"}) {
      Map<String, Object> narrow = Map.of(key, 10);
      assertThat(weights(in, narrow).equalInLaw(weights(out, narrow))).isFalse();
      assertThat(weights(in, narrow).equalInVariance(weights(out, narrow))).isFalse();
    }
    // Fan-in and fan-out differ in the last hidden layer alone.
    Map<String, Object> shaped = Map.of("depth", 3, "shape", "256-256-256-64", "width", 256);
    assertThat(weights(in, shaped).equalInLaw(weights(out, shaped))).isFalse();
    // A network of one layer has no layer from hidden to hidden units.
    Map<String, Object> shallow = Map.of("depth", 1, "input_width", 16, "width", 4);
    assertThat(
            weights("normal(std=0.25)", shallow)
                .equalInLaw(weights("kaiming_normal(nonlinearity=linear)", shallow)))
        .isTrue();
  }

  @Test
  void variancesAreShownOnceForAllLayersThatShareThem() {
    assertThat(weights("lecun_normal", Map.of()).varianceText()).isEqualTo("0.00391");
    assertThat(weights("lecun_normal", Map.of("input_width", 64)).varianceText())
        .isEqualTo("0.0156, 0.00391");
  }

  private static CellWeights weights(String init, Map<String, Object> other) {
    Map<String, Object> cell = new HashMap<>(SampleRows.cell("relu", init));
    cell.putAll(other);
    return CellWeights.of(Cell.of(cell));
  }
}
