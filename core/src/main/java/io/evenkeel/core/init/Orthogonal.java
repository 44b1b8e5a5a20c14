package io.evenkeel.core.init;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.Spec;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.HouseholderProduct;
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
    Draws.count(fanOut, fanIn);
    boolean wide = fanOut <= fanIn;
    Reflectors reflectors = new Reflectors(Math.min(fanOut, fanIn));
    if (wide) {
      reflectors.drawInRows(stream, weights, fanOut, fanIn);
    } else {
      reflectors.drawInColumns(stream, weights, fanOut, fanIn);
    }
    float[] diagonal = reflectors.signs();
    for (int k = 0; k < diagonal.length; k++) {
      diagonal[k] *= (float) gain;
    }
    try (HouseholderProduct product = new HouseholderProduct(fanOut, fanIn)) {
      product.replace(weights, reflectors.inverseTaus(), diagonal);
    }
  }

  @Override
  public Footprint fillFootprint(int fanOut, int fanIn) {
    return HouseholderProduct.footprint(fanOut, fanIn)
        .plus(Footprint.onHeap(Reflectors.bytes(Math.min(fanOut, fanIn))));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.orthogonal(gain);
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
