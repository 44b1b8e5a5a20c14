package io.evenkeel.core.kernel;

/**
 * Products of a few rows with a drawn weight matrix, all on the heap.
 *
 * <p>Every sum is made in the order of its index by fused multiply-adds in float32, from 0 on: all
 * implementations give the same bits.
 */
public interface ProductKernel {
  /** At most this many rows are treated at once: {@link #room} counts whole panels. */
  int PANEL = 32;

  /** How many floats a product of {@code rows} rows needs besides its operands. */
  static int room(int rows, int in, int out) {
    return Math.addExact(in, out) * ((rows + PANEL - 1) / PANEL * PANEL);
  }

  /**
   * {@code y = x w^T}.
   *
   * @param x {@code [rows][in]}
   * @param w {@code [out][in]}
   * @param y {@code [rows][out]}, overwritten
   * @param room at least {@link #room} floats of scratch memory
   */
  void forward(float[] x, float[] w, float[] y, int rows, int in, int out, float[] room);

  /**
   * {@code g = d w}.
   *
   * @param d {@code [rows][out]}
   * @param w {@code [out][in]}
   * @param g {@code [rows][in]}, overwritten
   * @param room at least {@link #room} floats of scratch memory
   */
  void backward(float[] d, float[] w, float[] g, int rows, int out, int in, float[] room);

  /**
   * {@code gw = d^T x}, a sum over the rows for every weight.
   *
   * @param d {@code [rows][out]}
   * @param x {@code [rows][in]}
   * @param gw {@code [out][in]}, overwritten
   */
  void weightGradient(float[] d, float[] x, float[] gw, int rows, int out, int in);
}
