package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.net.Blas.Floats;
import io.evenkeel.core.net.Lapack;
import io.evenkeel.core.net.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * gain times a matrix with orthonormal rows or columns (the shorter side's), uniform (Haar) among
 * such matrices: {@code torch.nn.init.orthogonal_}, A. Saxe, J. McClelland, S. Ganguli, ICLR 2014.
 *
 * <p>In law it is the Q of a Gaussian matrix's QR factorisation with a positive diagonal of R (F.
 * Mezzadri, Notices of the AMS 54(5), 2007). The factorisation itself is not made: its k-th
 * Householder vector is the first column of what is left of the matrix, a fresh Gaussian vector
 * independent of the reflections before it, so the vectors can be drawn at once (G. W. Stewart,
 * SIAM J. Numer. Anal. 17(3), 1980, section 3). Entries are good to float32: ||Q Q^T - I|| is about
 * 1e-7 times the width.
 *
 * @param gain factor, any number
 */
public record Orthogonal(double gain) implements Initializer {
  /**
   * @throws io.evenkeel.core.SpecException if gain is beyond float32
   */
  public Orthogonal {
    Ranges.checkFloat("orthogonal", "gain", gain);
  }

  @Override
  public Spec spec() {
    return Spec.of("orthogonal").with("gain", gain);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    int count = Draws.count(fanOut, fanIn);
    boolean wide = fanOut <= fanIn;
    int vectors = Math.min(fanOut, fanIn);
    float[] tau = new float[vectors];
    float[] sign = new float[vectors];
    stream.fillNormal(0, weights, 0, count);
    if (wide) {
      Reflectors.inRows(weights, fanOut, fanIn, tau, sign);
    } else {
      Reflectors.inColumns(weights, fanOut, fanIn, tau, sign);
    }
    try (Floats matrix = new Floats(count);
        Floats scalars = new Floats(vectors)) {
      matrix.put(weights, count);
      scalars.put(tau, vectors);
      if (wide) {
        Lapack.rowsFromReflectors(matrix, scalars, fanOut, fanIn);
      } else {
        Lapack.columnsFromReflectors(matrix, scalars, fanOut, fanIn);
      }
      matrix.get(weights, count);
    }
    scale(weights, fanOut, fanIn, wide, sign);
  }

  private void scale(float[] weights, int fanOut, int fanIn, boolean wide, float[] sign) {
    float factor = (float) gain;
    for (int row = 0; row < fanOut; row++) {
      int first = row * fanIn;
      if (wide) {
        float signed = factor * sign[row];
        for (int i = first; i < first + fanIn; i++) {
          weights[i] *= signed;
        }
      } else {
        for (int column = 0; column < fanIn; column++) {
          weights[first + column] *= factor * sign[column];
        }
      }
    }
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return gain * gain / Math.max(fanOut, fanIn);
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(new WeightLaw.Haar(gain));
  }
}
