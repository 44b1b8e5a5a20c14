package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of other tools' sweep files: top-level keys of W&B and Hydra, and other names of axes. */
final class ForeignKeys {
  private static final String METHOD = "method";
  private static final String PARAMETERS = "parameters";
  private static final String DEFAULTS = "defaults";
  private static final List<String> OF_OTHER_TOOLS =
      List.of(
          "program",
          "metric",
          "project",
          "entity",
          "command",
          "early_terminate",
          "run_cap",
          "hydra",
          "sweeper");

  /** Other names of axes, separated by blanks. */
  private static final Map<String, String> AXES =
      Map.ofEntries(
          Map.entry("depth", "layers num_layers n_layers nlayers depths hidden_layers"),
          Map.entry(
              "width",
              "hidden_size hidden_dim hidden_units n_hidden units n_units d_model widths features"),
          Map.entry("activation", "act activations nonlinearity activation_fn act_fn"),
          Map.entry(
              "init",
              "inits initializer initialiser kernel_initializer kernel_init weight_init init_method"
                  + " weights_initializer initialization"),
          Map.entry("bias", "bias_init bias_initializer use_bias biases"),
          Map.entry("batch", "batch_size batchsize bs"),
          Map.entry("lr", "learning_rate learningrate lrs"),
          Map.entry("seed", "seeds random_seed random_state num_seeds n_seeds"),
          Map.entry("steps", "max_steps num_steps n_steps iterations epochs num_epochs"),
          Map.entry("weight_decay", "wd decay"),
          Map.entry("norm", "normalization norm_layer"),
          Map.entry("optimizer", "optim opt"),
          Map.entry("input", "data dataset inputs"),
          Map.entry("input_width", "input_size input_dim in_features d_in"),
          Map.entry("readout_width", "output_size output_dim out_features num_classes n_classes"),
          Map.entry("precision", "dtype"));

  private ForeignKeys() {}

  /**
   * The top of a sweep file in this program's keys: W&B's {@code parameters} are defaults, and its
   * {@code method: grid} is the only method here.
   *
   * @throws SpecException if the file asks for something that is not supported
   */
  static Map<String, Object> own(Map<String, Object> top, String file) {
    Map<String, Object> own = new LinkedHashMap<>(top);
    Object method = own.remove(METHOD);
    if (method != null && !method.equals("grid")) {
      throw new SpecException(
          "method must be grid, as every combination is computed, got %s (%s)"
              .formatted(method, file));
    }
    Object parameters = own.remove(PARAMETERS);
    if (parameters != null && own.putIfAbsent(DEFAULTS, parameters) != null) {
      throw new SpecException(
          "parameters and defaults are one thing: write one of them (%s)".formatted(file));
    }
    for (String key : OF_OTHER_TOOLS) {
      if (own.containsKey(key)) {
        throw new SpecException(
            "the key '%s' of another tool has no meaning here: leave it out (%s)"
                .formatted(key, file));
      }
    }
    return own;
  }

  /** The axis that another tool or library calls by that name. */
  static Optional<String> hint(String key) {
    return AXES.entrySet().stream()
        .filter(axis -> Arrays.asList(axis.getValue().split(" ", -1)).contains(key))
        .map(axis -> " (did you mean '" + axis.getKey() + "'?)")
        .findFirst();
  }
}
