package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.table.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightScaleTest {
  private static final String TRIAL = "activation=relu; seed=1; %s";

  /** Standard deviations as PyTorch's documentation defines them, squared, times the fan-in. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "depth=3; width=64; init=kaiming_normal | 64 64 64 | 2 2 2",
        "depth=3; width=64; init=xavier_uniform(gain=3) | 64 64 64 | 9 9 9",
        "depth=2; width=64; init=normal(std=0.5) | 64 64 | 16 16",
        "depth=2; width=64; init=uniform(a=-0.5, b=0.5) | 64 64 | 5.333333333333333 5.333333333333333",
        "depth=2; width=64; init=orthogonal(gain=2) | 64 64 | 4 4",
        "depth=2; width=64; init=zeros | 64 64 | 0 0",
        "depth=2; width=64; init=normal(std=\"1/(fan_in-64)\") | 64 64 | - -",
        "shape=784-512-64; init=lecun_normal; readout_width=10 | 784 512 64 | 1 1 1",
        "depth=2; width=64; init=normal(std=\"sqrt(3/fan_in)\") | 64 64 | 3 3",
        "depth=2; width=64; init=lecun_normal; first_init=normal(std=0.25) | 64 64 | 4 1"
      })
  void scaleIsFanInTimesTheVarianceOfAWeight(String keys, String fans, String scales) {
    Trial trial = TrialIdentity.parse(TRIAL.formatted(keys));
    List<WeightScale> layers = trial.weightScales();
    String[] fan = fans.split(" ", -1);
    String[] scale = scales.split(" ", -1);
    assertThat(layers).hasSize(fan.length);
    for (int l = 0; l < fan.length; l++) {
      assertThat(layers.get(l).fanIn()).isEqualTo(Integer.parseInt(fan[l]));
      if (scale[l].equals("-")) {
        assertThat(layers.get(l).sigmaW2()).isEmpty();
      } else {
        double expected = Double.parseDouble(scale[l]);
        assertThat(layers.get(l).sigmaW2().orElseThrow()).isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** GPT-2 divides the last weights of each of N branches by the square root of N. */
  @Test
  void factorsOfABlockCount() {
    Trial trial =
        TrialIdentity.parse(TRIAL.formatted("depth=5; width=64; init=kaiming_normal; block=gpt2"));
    double[] expected = {2, 2, 1, 2, 1};
    for (int l = 0; l < expected.length; l++) {
      assertThat(trial.weightScales().get(l).sigmaW2().orElseThrow())
          .isCloseTo(expected[l], within(1e-12));
    }
  }

  @Test
  void aNetThatCannotBeHasNoScale() {
    Trial trial =
        TrialIdentity.parse(
            TRIAL.formatted("depth=4; width=8; init=ones; block=residual(branch=2)"));
    assertThat(trial.weightScales()).isEmpty();
    TrialResult invalid = TrialResult.notComputed(trial, TrialStatus.INVALID, "because");
    for (String name : List.of("fan_in", "sigma_w2")) {
      assertThat(value(name, invalid)).isNull();
    }
  }

  @Test
  void aCellIsWhatDiffersInTheSeedAlone() throws Exception {
    List<Trial> cells =
        List.of(
            TrialIdentity.parse(TRIAL.formatted("depth=3; width=8; init=ones")),
            TrialIdentity.parse(TRIAL.formatted("depth=3; width=8; init=zeros")),
            TrialIdentity.parse(TRIAL.formatted("depth=3; width=8; init=ones; backward=false")),
            TrialIdentity.parse(TRIAL.formatted("depth=3; width=8; init=ones; lr=0.5; steps=1")));
    assertThat(cells.stream().map(TrialIdentity::cellId)).doesNotHaveDuplicates();
    for (Trial trial : cells) {
      Trial other = trial.with(Axes.SEED, -7L);
      assertThat(TrialIdentity.cellId(other)).isEqualTo(TrialIdentity.cellId(trial));
      assertThat(TrialIdentity.id(other)).isNotEqualTo(TrialIdentity.id(trial));
      String text = TrialIdentity.canonicalText(trial).replace("; seed=1", "");
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      assertThat(TrialIdentity.cellId(trial)).isEqualTo(ByteBuffer.wrap(hash).getLong());
    }
  }

  private static Object value(String name, TrialResult result) {
    Column<TrialResult> column =
        TrialColumns.ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    return column.value().apply(result);
  }
}
