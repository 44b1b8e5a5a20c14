package io.evenkeel.core.net;

import io.evenkeel.core.net.InvariantMap.LayerState;

/**
 * A linear map computed from the law of its weights, or from their non-zeros, where that
 * {@linkplain #supports can} be done, and from drawn weights where not.
 */
final class MatrixFreeMap implements LinearMap {
  /** Standard deviations outside would leave float32's range in places. */
  private static final double SMALLEST_STD = 1e-30;

  private static final double LARGEST_STD = 1e30;

  private final Scratch scratch;
  private final int in;
  private final int out;
  private final LayerState state;
  private final LinearMap gaussian;
  private final LinearMap haar;
  private final LinearMap constant;
  private final LinearMap identity;
  private final LinearMap sparse;
  private LinearMap explicit;
  private LinearMap chosen;

  MatrixFreeMap(Scratch scratch, int in, int out) {
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    state = new LayerState(scratch.free(), scratch.batch(), in, out);
    gaussian = new GaussianMap(scratch, state, in, out);
    haar = new HaarMap(scratch, state, in, out);
    constant = new ConstantMap(scratch, in, out);
    identity = new IdentityMap(scratch, in);
    sparse = new SparseMap(scratch, in, out);
  }

  /** Whether a layer with weights of that law can be computed without them. */
  static boolean supports(WeightLaw law, int batch, int fanOut, int fanIn) {
    if (law instanceof WeightLaw.Haar) {
      return Math.max(fanOut, fanIn) >= 2L * batch && moderate(law.std(fanOut, fanIn));
    }
    if (law instanceof WeightLaw.Gaussian) {
      return moderate(law.std(fanOut, fanIn));
    }
    return !(law instanceof WeightLaw.Identity) || fanOut == fanIn;
  }

  /** Bytes that a layer holds while its weights are not all drawn. */
  static long bytes(WeightLaw law, int batch, int in, int out) {
    long square = (long) batch * batch;
    long nonZeros = law instanceof WeightLaw.Sparse sparse ? SparseMap.bytes(sparse, in, out) : 0;
    return nonZeros
        + Float.BYTES * (long) batch * Math.max(in, out)
        + Double.BYTES * (RowSpace.doubles(batch) + 2 * square);
  }

  private static boolean moderate(double std) {
    return std == 0 || (std >= SMALLEST_STD && std <= LARGEST_STD);
  }

  @Override
  public void draw(Network network, int layer) {
    chosen = choose(network.law(layer, out, in));
    chosen.draw(network, layer);
  }

  private LinearMap choose(WeightLaw law) {
    if (!supports(law, scratch.batch(), out, in)) {
      if (explicit == null) {
        explicit = ExplicitMap.make(scratch, in, out);
      }
      return explicit;
    }
    if (law instanceof WeightLaw.Gaussian) {
      return gaussian;
    }
    if (law instanceof WeightLaw.Haar) {
      return haar;
    }
    if (law instanceof WeightLaw.Sparse) {
      return sparse;
    }
    return law instanceof WeightLaw.Constant ? constant : identity;
  }

  @Override
  public double weightStd() {
    return chosen.weightStd();
  }

  @Override
  public boolean weightStdDeclared() {
    return chosen.weightStdDeclared();
  }

  @Override
  public void forward(Batch x, float[] z) {
    chosen.forward(x, z);
  }

  @Override
  public double weightGradientSquares(ScaledGradient d, Batch x) {
    return chosen.weightGradientSquares(d, x);
  }

  @Override
  public double preGradientSquares() {
    return chosen.preGradientSquares();
  }

  @Override
  public void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
    chosen.inputGradient(d, x, g);
  }

  @Override
  public void close() {
    if (explicit != null) {
      explicit.close();
    }
  }
}
