package io.evenkeel.core;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names whose meaning depends on the library that they are written with: {@code jax.nn.gelu} is the
 * approximation by tanh, {@code torch.nn.GELU} is not. Such a name keeps its library, as in {@code
 * jax.gelu}, under which the families have it as an {@link Alias}; any other name loses it.
 */
public final class LibraryNames {
  private static final String JAX = "jax.";
  private static final String KERAS = "keras.";

  /** Modules by which a library is known. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "jax", JAX,
          "jnp", JAX,
          "flax", JAX,
          "linen", JAX,
          "nnx", JAX,
          "haiku", JAX,
          "keras", KERAS,
          "tf", KERAS,
          "tensorflow", KERAS);

  /** Names that the modules of a library use in another sense than PyTorch does. */
  private static final Map<String, Set<String>> NAMES =
      Map.of(
          JAX,
          Set.of(
              "gelu",
              "normal",
              "uniform",
              "truncated_normal",
              "lecun_normal",
              "kaiming_normal",
              "xavier_normal"),
          KERAS,
          Set.of("LeakyReLU", "leaky_relu", "lecun_normal"));

  private LibraryNames() {}

  /**
   * The name that a path of modules and a name stand for.
   *
   * @param path for example {@code jax.nn.gelu} or {@code gelu}
   * @throws SpecException if two libraries write the path and mean two things
   */
  public static String of(String path) {
    List<String> words = Arrays.asList(path.split("\\.", -1));
    String name = words.get(words.size() - 1);
    if (path.equals("nn.gelu")) {
      throw new SpecException(
          "nn.gelu is the approximation by tanh in flax, and nn.GELU is not in PyTorch:"
              + " write gelu_tanh or gelu");
    }
    // nn.initializers is flax's, torch.nn.init is PyTorch's.
    String library = path.startsWith("nn.initializers.") ? JAX : "";
    for (String word : words.subList(0, words.size() - 1)) {
      library = LIBRARIES.getOrDefault(word, library);
    }
    return NAMES.getOrDefault(library, Set.of()).contains(name) ? library + name : name;
  }
}
