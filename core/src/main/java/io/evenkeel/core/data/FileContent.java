package io.evenkeel.core.data;

/**
 * Those values of a file that trials use.
 *
 * @param file name of the file, for people
 * @param name of the values, see {@link FileValues}
 * @param rows of the array that they are
 * @param width values of a row
 */
public record FileContent(String file, String name, int rows, int width) {
  /** The size of the values as float32, in bytes. */
  public long bytes() {
    return Float.BYTES * (long) rows * width;
  }
}
