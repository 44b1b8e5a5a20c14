package io.evenkeel.nd4j;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one network. What a network keeps is allocated when it is compiled and given back
 * when it is closed. What an op needs for a while comes from a workspace that is emptied after each
 * op, as ND4J would leave it to the garbage collector otherwise.
 *
 * <p>With memory that only counts, no array is made and ND4J is not started.
 */
final class Arrays implements AutoCloseable {
  /** Scalars, shapes and the alignment of arrays. */
  private static final long SMALL_THINGS = 1 << 16;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Memory memory;
  private final SharedMemory onHeap = new SharedMemory();
  private final Shared<float[]> values = onHeap.floats();
  private final Shared<float[]> slopes = onHeap.floats();
  private final Shared<float[]> weights = onHeap.floats();
  private final List<INDArray> kept = new ArrayList<>();
  private final String name = "evenkeel-" + NUMBERS.incrementAndGet();
  private long scratchBytes = SMALL_THINGS;
  private WorkspaceConfiguration scratch;

  Arrays(Memory memory) {
    this.memory = memory;
  }

  /** A float32 matrix of any content that lasts as long as the network; null if only counted. */
  INDArray matrix(long rows, long columns) {
    long length = Math.multiplyExact(rows, columns);
    if (memory.counts()) {
      memory.nativeFloats(length);
      return null;
    }
    if (length > Memory.LONGEST_ARRAY) {
      throw new ArithmeticException("%s values are more than an array holds".formatted(length));
    }
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    kept.add(array);
    return array;
  }

  /** Float32 values on the heap that last as long as the network; empty if only counted. */
  float[] floats(long length) {
    return memory.floats(length);
  }

  /** Says that a step of training changes the weights. */
  void needStep() {
    memory.briefly(UpdaterRule.FOOTPRINT);
  }

  /** Says that an op fills a weight matrix. */
  void needWeights(long length, Footprint fill) {
    weights.atLeast(length);
    memory.briefly(fill);
  }

  /** Says that probes are shown so many values at once. */
  void needValues(long length) {
    values.atLeast(length);
    slopes.atLeast(length);
  }

  /** Says that an op makes so many float64 values on its way. */
  void needScratch(long doubles) {
    scratchBytes = Math.max(scratchBytes, SMALL_THINGS + Double.BYTES * doubles);
  }

  /** Makes what the ops have asked for. */
  void allocate() {
    onHeap.allocate(memory);
    memory.briefly(new Footprint(0, scratchBytes));
    scratch = configuration(scratchBytes);
  }

  private static WorkspaceConfiguration configuration(long bytes) {
    return WorkspaceConfiguration.builder()
        .initialSize(bytes)
        .policyAllocation(AllocationPolicy.STRICT)
        .policyLearning(LearningPolicy.NONE)
        .policySpill(SpillPolicy.EXTERNAL)
        .build();
  }

  /** Does work whose new arrays come from a workspace of its own, which is given back then. */
  static void apart(long bytes, Runnable work) {
    WorkspaceConfiguration room = configuration(bytes);
    String name = "evenkeel-" + NUMBERS.incrementAndGet();
    MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(room, name);
    try {
      work.run();
    } finally {
      workspace.close();
      Nd4j.getWorkspaceManager().destroyWorkspace(workspace);
    }
  }

  /** Does work whose new arrays come from the workspace, and empties it. */
  void temporarily(Runnable work) {
    MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(scratch, name);
    try {
      work.run();
    } finally {
      workspace.close();
    }
  }

  /** Bytes of the arrays that last as long as the network. */
  long keptBytes() {
    return kept.stream().mapToLong(array -> array.length() * Float.BYTES).sum();
  }

  /** The workspace, for tests. */
  MemoryWorkspace workspace() {
    return Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(scratch, name);
  }

  /** Room on the heap for a weight matrix. */
  float[] weights() {
    return weights.get();
  }

  /** Copies values into an array. */
  static void put(float[] from, int length, INDArray to) {
    to.data().asNioFloat().put(from, 0, length);
    Nd4j.getAffinityManager().tagLocation(to, Location.HOST);
  }

  /** Copies an array's values out. */
  static void get(INDArray from, int length, float[] to) {
    Nd4j.getAffinityManager().ensureLocation(from, Location.HOST);
    from.data().asNioFloat().get(to, 0, length);
  }

  /** The values of an array for a probe, until the next call. */
  Tensor tensor(INDArray array, long exponent) {
    return copied(array, exponent, values.get());
  }

  /** As {@link #tensor}, beside those that it shows. */
  Tensor slopes(INDArray array) {
    return copied(array, 0, slopes.get());
  }

  private static Tensor copied(INDArray array, long exponent, float[] to) {
    int rows = (int) array.size(0);
    int units = (int) array.size(1);
    get(array, rows * units, to);
    return new Tensor(to, rows, units, exponent);
  }

  @Override
  public void close() {
    if (!memory.counts()) {
      kept.forEach(INDArray::close);
      kept.clear();
      Nd4j.getWorkspaceManager().destroyWorkspace(workspace());
    }
  }
}
