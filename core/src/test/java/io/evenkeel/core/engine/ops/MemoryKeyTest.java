package io.evenkeel.core.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.ExplicitMaps;
import io.evenkeel.core.engine.linear.MatrixFreeMaps;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.precision.Precisions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that is remembered by a key, against memory that is counted by assembling the network. */
class MemoryKeyTest {
  private static final int KINDS = 500;

  /** Networks of one kind: they differ in depth, scales, activations and probabilities alone. */
  private static final int ALIKE = 3;

  /** Schemes of one list differ in scale alone. */
  private static final List<List<String>> INITS =
      List.of(
          List.of(
              "normal(std=0.1)", "normal(std=0.7)", "kaiming_normal", "normal(std=\"1/fan_in\")"),
          List.of("normal(std=1e-33)"),
          List.of("normal(std=0)"),
          List.of("uniform", "xavier_uniform", "trunc_normal(std=0.3)"),
          List.of("orthogonal", "orthogonal(gain=3)"),
          List.of("sparse(sparsity=0.9)", "sparse(sparsity=0.9,std=2)"),
          List.of("sparse(sparsity=0.2)"),
          List.of("identity"),
          List.of("zeros", "constant(val=2)"));

  private static final List<String> BLOCKS =
      List.of("plain", "residual", "residual(branch=1)", "residual(order=postact)", "gpt2");

  private static final List<String> NORMS =
      List.of(
          "",
          "layer_norm",
          "layer_norm(place=before_activation)",
          "batch_norm",
          "rms_norm(place=after_activation,eps=0.1)");

  private static final List<String> ACTIVATIONS = List.of("tanh", "relu", "gelu", "linear");

  /** Chooses the kind of a network. */
  private SplittableRandom kind;

  /** Chooses what its memory does not follow from. */
  private final SplittableRandom free = new SplittableRandom(5);

  @ParameterizedTest
  @ValueSource(strings = {"explicit", "matrix_free"})
  void networksOfOneKeyTakeTheSameMemory(String name) {
    boolean explicit = name.equals("explicit");
    ArrayEngine engine = (ArrayEngine) (explicit ? Engines.EXPLICIT : Engines.MATRIX_FREE);
    Set<MemoryKey> keys = new HashSet<>();
    int networks = 0;
    for (int number = 0; networks < ALIKE * KINDS; number++) {
      for (int i = 0; i < ALIKE; i++) {
        kind = new SplittableRandom(number);
        Workload workload = workload();
        if (supports(engine, workload)) {
          networks++;
          keys.add(MemoryKey.of(workload, explicit ? new ExplicitMaps() : new MatrixFreeMaps()));
          assertThat(engine.memory(workload))
              .as("%s", workload)
              .isEqualTo(engine.counted(workload));
        }
      }
    }
    assertThat(keys).as("networks of one kind share a key").hasSizeLessThan(networks / 2);
  }

  private static boolean supports(Engine engine, Workload workload) {
    return engine.unsupported(workload).isEmpty()
        && (workload.updates().isEmpty() || engine.untrainable(workload).isEmpty());
  }

  private Workload workload() {
    while (true) {
      NetDesign design = design();
      if (design.impossible().isEmpty()) {
        boolean backward = kind.nextInt(3) > 0;
        Optional<Updates> updates =
            backward && kind.nextInt(4) == 0
                ? Optional.of(new Updates(1 + kind.nextInt(2), kind.nextInt(2), true))
                : Optional.empty();
        return new Workload(
            design.architecture(),
            kind.nextBoolean() ? 4 : 16,
            backward,
            updates.isPresent() || kind.nextInt(4) > 0
                ? Optional.empty()
                : Optional.of(
                    Precisions.CATALOG.create(
                        spec(Precisions.CATALOG, any("bf16", "fp16(rounding=stochastic)")))),
            kind.nextInt(3),
            updates,
            !backward && kind.nextInt(4) == 0);
      }
    }
  }

  private NetDesign design() {
    String norm = NORMS.get(kind.nextInt(NORMS.size()));
    String bias = any("", "zeros", "normal(std=2)");
    int layers = kind.nextBoolean() ? 3 : 5;
    List<Integer> shape = layers == 3 ? List.of(40, 8, 40) : List.of(8, 40, 40, 8, 16);
    boolean shaped = kind.nextInt(4) == 0;
    return new NetDesign(
        kind.nextBoolean() ? 8 : 40,
        kind.nextBoolean() ? 8 : 40,
        shaped ? layers : layers + 2 * free.nextInt(6),
        shaped ? shape : List.of(),
        kind.nextBoolean() ? 0 : 3,
        Activations.CATALOG.create(
            spec(Activations.CATALOG, ACTIVATIONS.get(free.nextInt(ACTIVATIONS.size())))),
        init(),
        kind.nextInt(4) == 0 ? Optional.of(init()) : Optional.empty(),
        bias.isEmpty() ? Optional.empty() : Optional.of(init(bias)),
        BlockSchemes.CATALOG.create(
            spec(BlockSchemes.CATALOG, BLOCKS.get(kind.nextInt(BLOCKS.size())))),
        norm.isEmpty()
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(spec(NormSchemes.CATALOG, norm))),
        kind.nextBoolean() ? 0 : free.nextDouble());
  }

  private String any(String... texts) {
    return texts[kind.nextInt(texts.length)];
  }

  private Initializer init() {
    List<String> alike = INITS.get(kind.nextInt(INITS.size()));
    return init(alike.get(free.nextInt(alike.size())));
  }

  private static Initializer init(String text) {
    return Initializers.CATALOG.create(spec(Initializers.CATALOG, text));
  }

  private static Spec spec(Catalog<?> catalog, String text) {
    return catalog.complete(Spec.parse(text));
  }
}
