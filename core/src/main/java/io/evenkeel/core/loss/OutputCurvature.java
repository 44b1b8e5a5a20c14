package io.evenkeel.core.loss;

/**
 * The Hessian of a loss, mean over T samples, with respect to the output: the weight of the
 * Gauss-Newton matrix. It has one block for each sample.
 */
public enum OutputCurvature {
  /** Mean squared error over T samples and C outputs: 2/(T C) times the identity. */
  SQUARED {
    @Override
    public void weigh(double[] matrix, float[] output, int stride, int samples, int outputs) {
      scale(matrix, samples * outputs, 2.0 / ((double) samples * outputs));
    }
  },
  /** Cross-entropy of a softmax p: (diag(p) - p p^T) / T. */
  SOFTMAX {
    @Override
    public void weigh(double[] matrix, float[] output, int stride, int samples, int outputs) {
      int n = samples * outputs;
      double[] roots = new double[n];
      for (int sample = 0; sample < samples; sample++) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < outputs; c++) {
          largest = Math.max(largest, output[sample * stride + c]);
        }
        double sum = 0;
        for (int c = 0; c < outputs; c++) {
          double term = StrictMath.exp(output[sample * stride + c] - largest);
          roots[sample * outputs + c] = term;
          sum += term;
        }
        for (int c = 0; c < outputs; c++) {
          roots[sample * outputs + c] = Math.sqrt(roots[sample * outputs + c] / sum);
        }
      }
      // diag(p) - p p^T = S S^T with S = diag(sqrt p) (1 - u u^T), u = sqrt p of length 1.
      between(matrix, roots, n);
      for (int sample = 0; sample < samples; sample++) {
        for (int row = 0; row < n; row++) {
          project(matrix, row * n + sample * outputs, 1, roots, sample * outputs, outputs);
        }
      }
      for (int sample = 0; sample < samples; sample++) {
        for (int column = 0; column < n; column++) {
          project(matrix, sample * outputs * n + column, n, roots, sample * outputs, outputs);
        }
      }
      scale(matrix, n, 1.0 / samples);
    }
  },
  /** Logistic losses of single outputs with p = sigmoid(x): p (1 - p) / (T C). */
  LOGISTIC {
    @Override
    public void weigh(double[] matrix, float[] output, int stride, int samples, int outputs) {
      int n = samples * outputs;
      double[] roots = new double[n];
      for (int i = 0; i < n; i++) {
        double x = output[i / outputs * stride + i % outputs];
        roots[i] = 1 / (StrictMath.exp(x / 2) + StrictMath.exp(-x / 2));
      }
      between(matrix, roots, n);
      scale(matrix, n, 1.0 / n);
    }
  };

  /**
   * Turns J J^T into S^T J J^T S, where S S^T is the Hessian: its eigenvalues are those of the
   * Gauss-Newton matrix J^T S S^T J.
   *
   * @param matrix {@code [samples outputs][samples outputs]}, symmetric
   * @param output the network's output, with sample i from the index {@code i stride} on
   */
  public abstract void weigh(double[] matrix, float[] output, int stride, int samples, int outputs);

  private static void scale(double[] matrix, int n, double factor) {
    for (int i = 0; i < n * n; i++) {
      matrix[i] *= factor;
    }
  }

  private static void between(double[] matrix, double[] roots, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] *= roots[i] * roots[j];
      }
    }
  }

  private static void project(
      double[] matrix, int at, int step, double[] roots, int from, int length) {
    double along = 0;
    for (int c = 0; c < length; c++) {
      along += roots[from + c] * matrix[at + c * step];
    }
    for (int c = 0; c < length; c++) {
      matrix[at + c * step] -= along * roots[from + c];
    }
  }
}
