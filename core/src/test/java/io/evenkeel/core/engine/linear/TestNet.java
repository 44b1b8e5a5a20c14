package io.evenkeel.core.engine.linear;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.ops.ArrayEngine;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.linalg.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A compiled network and its memory, which later networks may be compiled into. */
final class TestNet implements AutoCloseable {
  private final Memory memory = Memory.allocating();
  private CompiledNet net;

  /** A network of an engine. */
  TestNet(Engine engine, Workload workload) {
    net = engine.compile(workload, memory);
  }

  static TestNet explicit(MlpShape shape, boolean backward, LawNetwork network) {
    return new TestNet(Engines.EXPLICIT, workload(shape, backward, network));
  }

  static TestNet matrixFree(MlpShape shape, boolean backward, LawNetwork network) {
    return new TestNet(Engines.MATRIX_FREE, workload(shape, backward, network));
  }

  /** A network of other linear maps. */
  static TestNet with(LinearMaps maps, MlpShape shape, LawNetwork network) {
    return new TestNet(new ArrayEngine("under_test", maps), workload(shape, true, network));
  }

  /** Compiles another network into the memory of this one. */
  void recompile(Engine engine, Workload workload) {
    net.close();
    memory.recycle();
    net = engine.compile(workload, memory);
  }

  /** Layers of a law, each with an activation. */
  static Workload workload(MlpShape shape, boolean backward, LawNetwork network) {
    List<Block> blocks = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      blocks.add(
          new Dense(
              shape.fanOut(l),
              network.scheme(),
              network.biasStd() == 0
                  ? Optional.empty()
                  : Optional.of(new Normal(0, network.biasStd()))));
      blocks.add(new Activate(network.activation()));
    }
    return new Workload(new Architecture(shape.fanIn(0), blocks), shape.batch(), backward);
  }

  CompiledNet net() {
    return net;
  }

  int batch() {
    return net.workload().batch();
  }

  int inputUnits() {
    return net.workload().architecture().inputUnits();
  }

  int outputUnits() {
    return net.workload().architecture().outputUnits();
  }

  @Override
  public void close() {
    net.close();
    memory.close();
  }
}
