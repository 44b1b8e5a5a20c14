package io.evenkeel.jobs.sweepfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.sweep.Sweep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of W&B's and Hydra's sweeps, which mean what they mean there. */
class HabitsTest {
  private static Sweep sweep(String text) {
    return SweepFile.parse(text, "s.yaml", List.of());
  }

  private static String grid(String key, String value) {
    String given =
        key.equals("depth") || key.equals("activation")
            ? "%s: %s".formatted(key, value)
            : "%s: %s, depth: 3".formatted(key, value);
    String rest = key.equals("activation") ? ", depth: 3" : ", activation: relu";
    return "name: n\ngrids:\n  - {width: 8, init: zeros, %s%s}".formatted(given, rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "depth | {values: [10, 20]} | [10, 20]",
        "depth | {choices: [10, 20]} | [10, 20]",
        "depth | {value: 10} | 10",
        "depth | '10,20' | [10, 20]",
        "depth | 'choice(10, 20)' | [10, 20]",
        "depth | {min: 2, max: 4} | [2, 3, 4]",
        "seed | range(0,5) | {from: 0, to: 4}",
        "seed | range(3) | [0, 1, 2]",
        "seed | 'range(0, 10, 4)' | [0, 4, 8]",
        "activation | {values: [relu, tanh]} | [relu, tanh]",
        "activation | 'relu, leaky_relu(0.2)' | [relu, leaky_relu(negative_slope=0.2)]"
      })
  void meansTheSame(String key, String habit, String own) {
    assertThat(sweep(grid(key, quoted(habit)))).isEqualTo(sweep(grid(key, own)));
  }

  private static String quoted(String value) {
    return value.startsWith("{") || value.startsWith("[") ? value : "'" + value + "'";
  }

  @Test
  void keysAtTheTopAreDefaults() {
    Sweep top =
        sweep("name: n\ndepth: 3\nwidth: [8, 16]\ngrids:\n  - {activation: relu, init: zeros}");
    Sweep defaults =
        sweep(
            "name: n\ndefaults: {depth: 3, width: [8, 16]}\n"
                + "grids:\n  - {activation: relu, init: zeros}");
    assertThat(top).isEqualTo(defaults);
    assertThat(sweep("name: n\ndepth: 3\nwidth: 8\nactivation: relu\ninit: zeros").grids())
        .hasSize(1);
    assertThatThrownBy(
            () -> sweep("name: n\ndepth: 3\ndefaults: {depth: 4}\ngrids:\n  - {width: 8}"))
        .isInstanceOf(SpecException.class)
        .hasMessage("depth is given twice, at the top and in defaults (s.yaml)");
  }

  @Test
  void formulasAreNumbersInMapsToo() {
    assertThat(sweep(grid("bias", "{name: kaiming_uniform, a: sqrt(5)}")))
        .isEqualTo(sweep(grid("bias", "torch_default")))
        .isEqualTo(
            sweep(grid("bias", "{name: kaiming_uniform_, a: {values: [2.23606797749979]}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "init | [normal(0, 0.02), zeros] | was cut at a comma",
        "init | {name: normal, std: {min: 0, max: 1}} | {linspace: [a, b, n]}",
        "seed | 'range(5, 5)' | seed must be a whole number",
        "depth | '1,x2,' | depth must be"
      })
  void whatIsAmbiguousNamesTheThingToWrite(String key, String value, String message) {
    String text =
        key.equals("init")
            ? "name: n\ngrids:\n  - {width: 8, depth: 3, activation: relu, init: %s}"
                .formatted(value)
            : grid(key, quoted(value));
    assertThatThrownBy(() -> sweep(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
