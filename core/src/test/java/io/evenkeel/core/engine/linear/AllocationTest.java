package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Constant;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The memory that an engine says a network needs, against what the Java VM and JavaCPP count when
 * it is compiled and run.
 */
@Isolated("the heap and native memory of the whole process are measured")
class AllocationTest {
  /** Bytes of small native blocks of earlier tests that may be collected meanwhile. */
  private static final long COLLECTED = 256;

  /** Objects that are no arrays of values, and headers of arrays: some hundred bytes an op. */
  private static final long PER_OP = 4096;

  /** What a class takes when it is first met. */
  private static final long ONCE = 1 << 16;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> workloads() {
    List<Arguments> cases = new ArrayList<>();
    for (String init :
        List.of("xavier_normal", "orthogonal", "sparse(sparsity=0.9)", "zeros", "identity")) {
      for (boolean backward : List.of(true, false)) {
        for (int batch : List.of(5, 16, 200)) {
          Initializer scheme = Initializers.CATALOG.create(Spec.parse(init));
          for (Architecture architecture : List.of(plain(scheme), residual(scheme))) {
            Workload workload = new Workload(architecture, batch, backward);
            cases.add(Arguments.of(Engines.EXPLICIT, init, workload));
            cases.add(Arguments.of(Engines.MATRIX_FREE, init, workload));
          }
        }
      }
    }
    return cases.stream();
  }

  private static Architecture plain(Initializer init) {
    Optional<Initializer> bias = Optional.of(new Constant(0.5));
    return Architecture.plain(120, 120, 12, 120, new Tanh(), init, bias);
  }

  private static Architecture residual(Initializer init) {
    Dense dense = new Dense(120, init, Optional.empty());
    List<Block> branch =
        List.of(
            new Normalize(new LayerNorm(1e-5)),
            dense,
            new Activate(new Tanh()),
            new Dropout(0.1),
            dense);
    Residual block = new Residual(1, 0.5, branch, List.of(new Normalize(new BatchNorm(1e-5))));
    return new Architecture(120, List.of(dense, new Repeat(6, List.of(block)), dense));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("workloads")
  void anEngineAllocatesWhatItSays(Engine engine, String init, Workload workload) {
    int layers = workload.architecture().layers();
    compileOnce(engine, workload);
    MemoryNeed need = engine.memory(workload);
    Footprint fill = Footprint.NONE;
    Initializer scheme = Initializers.CATALOG.create(Spec.parse(init));
    if (engine == Engines.EXPLICIT || engine.unsupported(workload).isPresent()) {
      fill = scheme.fillFootprint(120, 120);
    }
    long nativeBefore = Pointer.totalBytes();
    long before = allocated();
    try (Memory memory = Memory.allocating()) {
      CompiledNet net = engine.compile(workload, memory);
      long heap = allocated() - before;
      assertThat(Pointer.totalBytes() - nativeBefore)
          .as("native bytes that JavaCPP counts")
          .isBetween(
              need.offHeap() - fill.offHeap() - COLLECTED,
              need.offHeap() - fill.offHeap() + PER_OP);
      assertThat(heap)
          .as("bytes on the heap")
          .isBetween(need.heap() - fill.heap(), need.heap() - fill.heap() + PER_OP * layers + ONCE);
      assertThat(memory.heapBytes()).isEqualTo(need.heap());
      assertThat(memory.offHeapBytes()).isEqualTo(need.offHeap());
      net.close();
    }
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** So that no class is met for the first time while bytes are counted. */
  private static void compileOnce(Engine engine, Workload workload) {
    try (Memory memory = Memory.allocating()) {
      engine.compile(workload, memory).close();
    }
  }
}
