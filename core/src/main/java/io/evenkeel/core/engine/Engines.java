package io.evenkeel.core.engine;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.engine.linear.ExplicitMaps;
import io.evenkeel.core.engine.linear.MatrixFreeMaps;
import io.evenkeel.core.engine.ops.ArrayEngine;
import io.evenkeel.core.engine.ops.CallCosts;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** The engines there are, and which of them serves a workload. */
public final class Engines {
  /** Draws every weight and multiplies. */
  public static final Engine EXPLICIT = new ArrayEngine("explicit", new ExplicitMaps());

  /** Draws the products of weights and batch from the law of the weights. */
  public static final Engine MATRIX_FREE = new ArrayEngine("matrix_free", new MatrixFreeMaps());

  /** The engines that need no other jar. */
  public static final List<Engine> BUILT_IN = List.of(EXPLICIT, MATRIX_FREE);

  /** Engines of other jars that have been found. */
  private static final Map<String, Engine> FOUND = new ConcurrentHashMap<>();

  private Engines() {}

  /**
   * The engine of that name: a built-in one, or one that a jar on the class path offers as a
   * service.
   *
   * @throws SpecException if there is none
   */
  public static Engine of(String name) {
    for (Engine engine : BUILT_IN) {
      if (engine.name().equals(name)) {
        return engine;
      }
    }
    return FOUND.computeIfAbsent(name, Engines::find);
  }

  /**
   * The cost of one run of a workload for an engine. It is known even if the engine's jar is
   * missing, because the shards of a plan follow from it.
   */
  public static Cost cost(EngineKind engine, Workload workload) {
    return engine == EngineKind.ND4J
        ? new CallCosts(workload).ofNetwork()
        : of(engine.text()).cost(workload);
  }

  private static Engine find(String name) {
    for (Engine engine : ServiceLoader.load(Engine.class)) {
      if (engine.name().equals(name)) {
        return engine;
      }
    }
    throw new SpecException(
        "engine %s has jars of its own, which are not on the class path; deploy/bin/evenkeel adds"
                .formatted(name)
            + " them with EVENKEEL_ND4J=1 (docs/running.md, Engines)");
  }

  /**
   * The engine for a workload that names none: matrix-free where its results have exactly the same
   * law and one repetition of the network's part costs less, else explicit. The choice does not
   * depend on the depth, the biases or the activations.
   */
  public static Engine cheapest(Workload workload) {
    if (MATRIX_FREE.unsupported(workload).isPresent()) {
      return EXPLICIT;
    }
    double explicit = EXPLICIT.costOfRepeated(workload).seconds();
    double free = MATRIX_FREE.costOfRepeated(workload).seconds();
    return free < explicit ? MATRIX_FREE : EXPLICIT;
  }
}
