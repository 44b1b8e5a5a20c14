package io.evenkeel.core.linalg;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A block of native float32 memory that products read and write. It starts at a cache line;
 * otherwise each vector that is loaded would lie across two lines.
 */
public final class Floats implements AutoCloseable {
  /** Takes the place of blocks in memory that is only counted. */
  static final Floats NONE = new Floats();

  final FloatPointer pointer;
  private final FloatBuffer values;
  private final long start;
  private final FloatPointer view;

  private Floats() {
    pointer = null;
    values = FloatBuffer.allocate(0);
    start = 0;
    view = null;
  }

  /**
   * Allocates uninitialised memory.
   *
   * @param length number of floats, at least 0 and at most what an array can hold
   * @throws OutOfMemoryError if the bounds of off-heap memory do not allow it
   */
  public Floats(long length) {
    this.pointer = new FloatPointer(length + NativeBlock.LINE / Float.BYTES);
    this.start = NativeBlock.toNextLine(pointer) / Float.BYTES;
    pointer.position(start).limit(start + length);
    this.values = pointer.asBuffer();
    this.view = new FloatPointer(pointer);
  }

  /** Copies {@code length} values of {@code source}, from its start, to the start of this block. */
  public void put(float[] source, int length) {
    values.put(0, source, 0, length);
  }

  /**
   * Copies {@code length} values of {@code source}, from its start, into this block from an index
   * on.
   */
  public void put(int at, float[] source, int length) {
    values.put(at, source, 0, length);
  }

  /** The number of values. */
  public int length() {
    return values.capacity();
  }

  /** Copies the first {@code length} values of this block to the start of {@code target}. */
  public void get(float[] target, int length) {
    values.get(0, target, 0, length);
  }

  /** Copies {@code length} values of this block, from an index on, to the start of a target. */
  public void get(int from, float[] target, int length) {
    values.get(from, target, 0, length);
  }

  /** Sets every value of this block to zero. */
  void clear() {
    fill(0);
  }

  /** Sets one value of this block. */
  void set(int index, float value) {
    values.put(index, value);
  }

  /** Sets every value of this block to {@code value}. */
  public void fill(float value) {
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, value);
    }
  }

  /** A pointer to this block from an offset on; valid until the next call. */
  FloatPointer from(long offset) {
    return view.position(start + offset);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
