package io.evenkeel.core.linalg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Blocks of one kind of {@link Memory}, by length: those that are given out, and those that were
 * taken back and can be given out again.
 *
 * @param <T> an array or a native block
 */
final class MemoryPool<T> {
  /** The length of a block. */
  interface Length<T> {
    int of(T block);
  }

  /** Frees a block. */
  interface Release<T> {
    void of(T block);
  }

  private final IntFunction<T> make;
  private final Length<T> length;
  private final Release<T> release;
  private final List<T> given = new ArrayList<>();
  private final Map<Integer, Deque<T>> free = new HashMap<>();

  MemoryPool(IntFunction<T> make, Length<T> length, Release<T> release) {
    this.make = make;
    this.length = length;
    this.release = release;
  }

  T take(int size) {
    Deque<T> fitting = free.get(size);
    T block = fitting == null || fitting.isEmpty() ? make.apply(size) : fitting.pop();
    given.add(block);
    return block;
  }

  void takeBack() {
    for (T block : given) {
      free.computeIfAbsent(length.of(block), key -> new ArrayDeque<>()).push(block);
    }
    given.clear();
  }

  void trim() {
    free.values().forEach(blocks -> blocks.forEach(release::of));
    free.clear();
  }
}
