/**
 * Arrays in NumPy's files, {@code .npy} and {@code .npz}: read as inputs and weights, and written.
 * ND4J 1.0.0-M2.1 reads these files with its native library, which a machine without the engine
 * {@code nd4j} does not have. It also transposes arrays in Fortran order, refuses version 2 of the
 * format, and ends the process at big-endian values. So this package reads and writes them itself.
 */
package io.evenkeel.jobs.tensor;
