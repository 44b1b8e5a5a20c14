package io.evenkeel.core.linalg;

import org.bytedeco.javacpp.Pointer;

/** Alignment of blocks of native memory: they start at a cache line. */
final class NativeBlock {
  /** Bytes of a cache line. */
  static final int LINE = 64;

  private NativeBlock() {}

  /** Bytes from an address to the next one at which a cache line starts. */
  static long toNextLine(Pointer pointer) {
    return -pointer.address() & (LINE - 1);
  }
}
