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
class OtherToolsFormsTest {
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
        "depth | {grid_search: [10, 20]} | [10, 20]",
        "depth | {min: 2, max: 9, step: 3} | [2, 5, 8]",
        "depth | {low: 2, high: 4} | [2, 3, 4]",
        "depth | 2**5 | 32",
        "depth | '2*16,3' | [32, 3]",
        "bias | {type: normal, std: 0.02} | normal(std=0.02)",
        "bias | {_target_: torch.nn.init.normal_, std: 0.02} | normal(std=0.02)",
        "bias | {class_name: RandomNormal, config: {stddev: 0.02}} | normal(std=0.02)",
        "bias | {normal: {std: [0.02, 0.1]}} | ['normal(std=0.02)', 'normal(std=0.1)']",
        "bias | false | none",
        "norm | pre_ln | layer_norm",
        "norm | nn.BatchNorm1d | batch_norm",
        "precision | [float32, torch.bfloat16, half] | [fp32, bf16, fp16]",
        "seed | range(0,5) | {from: 0, to: 4}",
        "seed | range(3) | [0, 1, 2]",
        "seed | 'range(0, 10, 4)' | [0, 4, 8]",
        "activation | {values: [relu, tanh]} | [relu, tanh]",
        "activation | 'relu, leaky_relu(0.2)' | [relu, leaky_relu(negative_slope=0.2)]"
      })
  void formsOfOtherToolsMeanTheSame(String key, String habit, String own) {
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
  void aGridOfWandbIsASweep() {
    String parameters = "{depth: {values: [3, 4]}, width: {value: 8}, activation: {value: relu},";
    assertThat(sweep("name: n\nmethod: grid\nparameters: " + parameters + " init: {value: zeros}}"))
        .isEqualTo(sweep("name: n\ndepth: [3, 4]\nwidth: 8\nactivation: relu\ninit: zeros"));
    assertThatThrownBy(() -> sweep("name: n\nmethod: bayes\nparameters: {depth: 3}"))
        .hasMessage("method must be grid, as every combination is computed, got bayes (s.yaml)");
    assertThatThrownBy(() -> sweep("name: n\nprogram: train.py\ndepth: 3"))
        .hasMessageContaining("the key 'program' of another tool has no meaning here");
    assertThatThrownBy(() -> sweep("name: n\ndepth: 3\nhidden_size: 8"))
        .hasMessageContaining("unknown key 'hidden_size' (did you mean 'width'?)");
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
        "lr | {min: 0.001, max: 0.1} | lr does not say how many values there are",
        "seed | '0:5' | got '0:5' (a range with both ends is written 0..5)",
        "bias | true | there is no initializer 'true': write zeros, torch_default",
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
