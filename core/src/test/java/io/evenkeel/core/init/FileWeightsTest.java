package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that are given, not drawn. */
class FileWeightsTest {
  private static final String CONTENT = FileValues.keep(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
  private static final FileWeights WEIGHTS =
      new FileWeights("w.npz", List.of(3, 2, 1), 4.5, 2.29129, CONTENT);

  @Test
  void eachLayerHasItsOwn() {
    float[] first = new float[6];
    WEIGHTS.copy(0, first);
    assertThat(first).containsExactly(1, 2, 3, 4, 5, 6);
    float[] last = new float[2];
    WEIGHTS.copy(1, last);
    assertThat(last).containsExactly(7, 8);
    assertThat(WEIGHTS.layers()).isEqualTo(2);
    assertThat(WEIGHTS.entries()).isEqualTo(8);
    assertThatThrownBy(() -> WEIGHTS.fill(RandomStream.of(0, Role.WEIGHT, 0), 2, 3, new float[6]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itsSpecMakesItAgain() {
    List<Integer> deep =
        Stream.of(List.of(64), Collections.nCopies(99, 256), List.of(10))
            .flatMap(List::stream)
            .toList();
    FileWeights weights = new FileWeights("1e5.npz", deep, 0, 0.1, CONTENT);
    String text = Initializers.CATALOG.text(weights.spec());
    assertThat(text).contains("units=\"64,256*99,10\"");
    assertThat(Initializers.CATALOG.create(Spec.parse(text))).isEqualTo(weights);
  }

  @Test
  void noOtherSchemeHasItsLaw() {
    Initializer other = new Normal(4.5, 2.29129);
    assertThat(WEIGHTS.distribution(2, 3).sameAs(other.distribution(2, 3))).isFalse();
    assertThat(other.distribution(2, 3).sameAs(WEIGHTS.distribution(2, 3))).isFalse();
    assertThat(WEIGHTS.law(2, 3)).isEmpty();
    assertThat(WEIGHTS.unsupportedNetwork(List.of(3, 2, 1))).isEmpty();
    assertThat(WEIGHTS.unsupportedNetwork(List.of(3, 3, 1)))
        .contains("w.npz holds weights of 3,2,1 units, the network has 3*2,1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "units=\"3\" | units of weights must be those of the input and of each layer",
        "units=\"3,0\" | units of weights must be those of the input and of each layer",
        "units=\"3,x\" | units of weights must be such as 64,256*9,10",
        "units=\"3,2*999999\" | units of weights must be such as 64,256*9,10",
        "units=\"3,2\",std=-1 | mean and std of weights must be float32 numbers",
      })
  void whatIsWrongIsSaid(String units, String message) {
    String std = units.contains("std=") ? "" : ",std=1";
    String text = "weights(name=w,%s%s,mean=0,content=\"%s\")".formatted(units, std, CONTENT);
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse(text)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(
            () ->
                Initializers.CATALOG.create(
                    Spec.parse("weights(name=w,units=\"3,2\",mean=0,std=1,content=abc)")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("content of weights must be sha256: and 64 hexadecimal digits");
  }
}
