package io.evenkeel.core.linalg;

/**
 * A matrix that is a part of a block of memory. The operands of one product must be in different
 * blocks.
 *
 * @param offset index of its first entry
 * @param stride from a row (column, if column-major) to the next
 */
record MatrixPart(Floats memory, long offset, int stride) {}
