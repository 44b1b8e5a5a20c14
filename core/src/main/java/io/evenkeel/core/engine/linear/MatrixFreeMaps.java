package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/**
 * Linear maps that are computed from the law of their weights, or from the non-zeros of sparse
 * weights, where this gives {@linkplain #supports exactly the same law}. The weights of any other
 * layer are drawn.
 */
public final class MatrixFreeMaps implements LinearMaps {
  /**
   * With a standard deviation outside these bounds, intermediate results would leave float32's
   * range.
   */
  private static final double SMALLEST_STD = 1e-30;

  private static final double LARGEST_STD = 1e30;

  /**
   * How many normals a layer keeps from its forward to its backward pass: 4 MiB of them. More would
   * not stay in a cache; drawing them again saves a third of the memory of a wide layer.
   */
  private static final long MOST_KEPT_NORMALS = 1 << 20;

  private final ExplicitMaps explicit = new ExplicitMaps();
  private final long mostKept;

  /** The maps as trials use them. */
  public MatrixFreeMaps() {
    this(MOST_KEPT_NORMALS);
  }

  /**
   * @param mostKept normals that a layer keeps for its backward pass; more are drawn again
   */
  MatrixFreeMaps(long mostKept) {
    this.mostKept = mostKept;
  }

  /**
   * Whether a layer with weights of that law can be computed without them, in the same law.
   *
   * <p>Identity, constant and sparse matrices always can. Gaussian and Haar weights can if their
   * standard deviation is 0 or within [1e-30, 1e30], Haar weights moreover if the longer of their
   * sides is at least twice the batch.
   */
  public static boolean supports(WeightLaw law, int batch, int fanOut, int fanIn) {
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

  private static boolean moderate(double std) {
    return std == 0 || (std >= SMALLEST_STD && std <= LARGEST_STD);
  }

  private static Optional<WeightLaw> supportedLaw(DenseLayout layout) {
    return layout.law().filter(law -> supports(law, layout.batch(), layout.out(), layout.in()));
  }

  @Override
  public Optional<String> unsupported(DenseLayout layout) {
    if (layout.weightFormat().isPresent()) {
      return Optional.of(
          "rounded weights have no law that holds without them: engine explicit, or weights=false");
    }
    return supportedLaw(layout).isPresent()
        ? Optional.empty()
        : Optional.of(
            "engine matrix_free cannot compute %s with %s inputs, %s units and batch %s; explicit can"
                .formatted(
                    layout.block().init().spec().name(),
                    layout.in(),
                    layout.out(),
                    layout.batch()));
  }

  @Override
  public Optional<String> untrainable(DenseLayout layout) {
    if (layout.updates().isEmpty()) {
      return LinearMaps.super.untrainable(layout);
    }
    if (!layout.updates().get().linear()) {
      return Optional.of(
          "sgd, momentum and nesterov change weights as it can follow, other optimizers do not;"
              + " explicit can");
    }
    return supportedLaw(layout).orElseThrow() instanceof WeightLaw.Gaussian
        ? Optional.empty()
        : Optional.of(
            "it follows Gaussian weights alone through training, not %s; explicit can"
                .formatted(layout.block().init().spec().name()));
  }

  @Override
  public boolean needsGrams() {
    return true;
  }

  @Override
  public LinearMap make(DenseLayout layout, Memory memory, Workspace workspace) {
    return supportedLaw(layout)
        .map(law -> law.select(new MapOfLaw(layout, mostKept, memory, workspace)))
        .orElseGet(() -> explicit.make(layout, memory, workspace));
  }

  /** The kind of map, and the number of non-zeros if only they are kept. */
  @Override
  public Object memoryKey(DenseLayout layout) {
    return supportedLaw(layout)
        .map(
            law ->
                law.nonZerosAlone()
                    .map(sparse -> (Object) sparse.nonZeros(layout.out()))
                    .orElse(law.getClass()))
        .orElseGet(() -> explicit.memoryKey(layout));
  }

  /** Makes the map for each law. */
  private record MapOfLaw(DenseLayout layout, long mostKept, Memory memory, Workspace workspace)
      implements WeightLaw.Cases<LinearMap> {
    @Override
    public LinearMap gaussian(WeightLaw.Gaussian law) {
      return layout.updates().isPresent()
          ? new TrainedGaussianMap(layout, law, memory, workspace)
          : new GaussianMap(layout, law, mostKept, memory, workspace);
    }

    @Override
    public LinearMap haar(WeightLaw.Haar law) {
      return new HaarMap(layout, law, mostKept, memory, workspace);
    }

    @Override
    public LinearMap identity(WeightLaw.Identity law) {
      return new IdentityMap(layout, workspace);
    }

    @Override
    public LinearMap constant(WeightLaw.Constant law) {
      return new ConstantMap(layout, law, workspace);
    }

    @Override
    public LinearMap sparse(WeightLaw.Sparse law) {
      return new SparseMap(layout, law, memory, workspace);
    }
  }

  @Override
  public Cost cost(DenseLayout layout) {
    if (layout.updates().isPresent()) {
      return CourseCost.of(layout, layout.updates().get());
    }
    double draws = draws(layout);
    double flops = flops(layout);
    double drawing = Rates.PER_DRAW * draws + Rates.placeSeconds(layout, false);
    return new Cost(
        draws + Rates.biases(layout),
        flops,
        Rates.PER_LAYER + drawing + arithmeticSeconds(layout, flops));
  }

  private static double draws(DenseLayout layout) {
    Optional<WeightLaw> law = layout.law();
    if (law.filter(WeightLaw::fixed).isPresent()) {
      return 0;
    }
    int in = layout.in();
    double passes = layout.backward() ? (double) in + layout.out() : layout.out();
    return law.flatMap(WeightLaw::nonZerosAlone)
        .map(sparse -> Rates.nonZeros(layout, sparse))
        .orElse(Math.min(layout.batch(), in) * passes);
  }

  private static double flops(DenseLayout layout) {
    double product = Rates.productFlops(layout);
    double gram = Rates.gramFlops(layout);
    Optional<WeightLaw> law = layout.law();
    if (law.filter(WeightLaw::fixed).isPresent()) {
      return layout.backward() ? Math.min(gram, product) : 0;
    }
    Optional<WeightLaw.Sparse> sparse = law.flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isPresent()) {
      double sparseProduct = 2 * layout.batch() * Rates.nonZeros(layout, sparse.get());
      return layout.backward() ? 2 * sparseProduct + Math.min(gram, product) : sparseProduct;
    }
    double passes = layout.backward() ? 5 : 2;
    return passes * gram * (law.filter(WeightLaw::orthonormal).isPresent() ? 2 : 1);
  }

  private static double arithmeticSeconds(DenseLayout layout, double flops) {
    Optional<WeightLaw> law = layout.law();
    double layer = layout.backward() ? Rates.PER_FREE_LAYER : 0;
    Optional<WeightLaw.Sparse> sparse = law.flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isPresent()) {
      int passes = layout.backward() ? 2 : 1;
      double products = passes * Rates.nonZeros(layout, sparse.get());
      int times = (layout.batch() + Rates.ROWS_PER_NON_ZERO - 1) / Rates.ROWS_PER_NON_ZERO;
      return layer
          + Rates.PER_NON_ZERO * times * products
          + Rates.PER_FLOP * (flops - 2 * layout.batch() * products);
    }
    double rank = Math.min(layout.batch(), layout.in());
    double factors = law.filter(WeightLaw::fixed).isPresent() ? 0 : layout.backward() ? 3 : 1;
    double perFactor = law.filter(WeightLaw::orthonormal).isPresent() ? 2 : 1;
    return layer
        + Rates.PER_FLOP * flops
        + Rates.PER_FREE_FACTOR * factors * perFactor * rank * rank * rank;
  }
}
