package io.evenkeel.core.net;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.net.InvariantMap.LayerState;

/**
 * A linear map computed from the law of its weights, or from their non-zeros, where that
 * {@linkplain #supports can} be done, and from drawn weights where not.
 */
final class MatrixFreeMap implements LinearMap {
  /** Standard deviations outside would leave float32's range in places. */
  private static final double SMALLEST_STD = 1e-30;

  private static final double LARGEST_STD = 1e30;

  /** The map of each law. */
  private record Maps(
      LinearMap gaussianMap,
      LinearMap haarMap,
      LinearMap identityMap,
      LinearMap constantMap,
      LinearMap sparseMap)
      implements WeightLaw.Cases<LinearMap> {
    @Override
    public LinearMap gaussian(WeightLaw.Gaussian law) {
      return gaussianMap;
    }

    @Override
    public LinearMap haar(WeightLaw.Haar law) {
      return haarMap;
    }

    @Override
    public LinearMap identity(WeightLaw.Identity law) {
      return identityMap;
    }

    @Override
    public LinearMap constant(WeightLaw.Constant law) {
      return constantMap;
    }

    @Override
    public LinearMap sparse(WeightLaw.Sparse law) {
      return sparseMap;
    }
  }

  private final Scratch scratch;
  private final int in;
  private final int out;
  private final Maps maps;
  private LinearMap explicit;
  private LinearMap chosen;

  MatrixFreeMap(Scratch scratch, int in, int out) {
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    LayerState state = new LayerState(scratch.free(), scratch.batch(), in, out);
    maps =
        new Maps(
            new GaussianMap(scratch, state, in, out),
            new HaarMap(scratch, state, in, out),
            new IdentityMap(scratch, in),
            new ConstantMap(scratch, in, out),
            new SparseMap(scratch, in, out));
  }

  /** Whether a layer with weights of that law can be computed without them. */
  static boolean supports(WeightLaw law, int batch, int fanOut, int fanIn) {
    return law.select(
        new WeightLaw.Cases<>() {
          @Override
          public Boolean gaussian(WeightLaw.Gaussian gaussian) {
            return moderate(gaussian.std(fanOut, fanIn));
          }

          @Override
          public Boolean haar(WeightLaw.Haar haar) {
            return Math.max(fanOut, fanIn) >= 2L * batch && moderate(haar.std(fanOut, fanIn));
          }

          @Override
          public Boolean identity(WeightLaw.Identity identity) {
            return fanOut == fanIn;
          }

          @Override
          public Boolean constant(WeightLaw.Constant constant) {
            return true;
          }

          @Override
          public Boolean sparse(WeightLaw.Sparse sparse) {
            return true;
          }
        });
  }

  /** Bytes that a layer holds while its weights are not all drawn. */
  static long bytes(WeightLaw law, int batch, int in, int out) {
    long square = (long) batch * batch;
    long nonZeros = law.nonZerosAlone().map(sparse -> SparseMap.bytes(sparse, in, out)).orElse(0L);
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
    return law.select(maps);
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
