package io.evenkeel.core.linalg;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A block of native float64 memory that products read and write; it is aligned like {@link Floats}.
 */
public final class Doubles implements AutoCloseable {
  /** Takes the place of blocks in memory that is only counted. */
  static final Doubles NONE = new Doubles();

  final DoublePointer pointer;
  private final DoubleBuffer values;
  private final long start;
  private final DoublePointer view;

  private Doubles() {
    pointer = null;
    values = DoubleBuffer.allocate(0);
    start = 0;
    view = null;
  }

  /**
   * Allocates uninitialised memory.
   *
   * @param length number of doubles, at least 0 and at most what an array can hold
   * @throws OutOfMemoryError if the bounds of off-heap memory do not allow it
   */
  public Doubles(long length) {
    this.pointer = new DoublePointer(length + NativeBlock.LINE / Double.BYTES);
    this.start = NativeBlock.toNextLine(pointer) / Double.BYTES;
    pointer.position(start).limit(start + length);
    this.values = pointer.asBuffer();
    this.view = new DoublePointer(pointer);
  }

  /** Copies {@code length} values of {@code source}, from its start, to the start of this block. */
  public void put(double[] source, int length) {
    values.put(0, source, 0, length);
  }

  /** The number of values. */
  public int length() {
    return values.capacity();
  }

  /** Copies the first {@code length} values of this block to the start of {@code target}. */
  public void get(double[] target, int length) {
    values.get(0, target, 0, length);
  }

  /** A pointer to this block from an offset on; valid until the next call. */
  DoublePointer from(long offset) {
    return view.position(start + offset);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
