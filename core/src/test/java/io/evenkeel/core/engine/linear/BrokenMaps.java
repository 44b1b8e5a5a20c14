package io.evenkeel.core.engine.linear;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;
import java.util.Optional;

/**
 * Matrix-free maps with one step of the algorithm broken, which a test of the law has to notice.
 */
enum BrokenMaps implements LinearMaps {
  /** Fresh normals keep their components in the space of the input's rows. */
  WITHOUT_PROJECTION,

  /** The backward pass takes the normals of the forward pass as fresh ones. */
  REUSING_NORMALS,

  /** The backward pass draws the normals of the forward pass anew. */
  FORGETFUL;

  @Override
  public Optional<String> unsupported(DenseLayout layout) {
    return Optional.empty();
  }

  @Override
  public Cost cost(DenseLayout layout) {
    return Cost.NONE;
  }

  @Override
  public boolean needsGrams() {
    return true;
  }

  @Override
  public LinearMap make(DenseLayout layout, Memory memory, Workspace workspace) {
    return layout.law().orElseThrow() instanceof WeightLaw.Gaussian gaussian
        ? new Gaussian(layout, gaussian, memory, workspace)
        : new Haar(layout, (WeightLaw.Haar) layout.law().orElseThrow(), memory, workspace);
  }

  private Draws draws(Draws draws, long forwardNormals) {
    return this == REUSING_NORMALS ? new Shifted(draws, forwardNormals) : draws;
  }

  private final class Gaussian extends GaussianMap {
    private Draws draws;
    private int layer;

    Gaussian(DenseLayout layout, WeightLaw.Gaussian law, Memory memory, Workspace workspace) {
      super(layout, law, Long.MAX_VALUE, memory, workspace);
    }

    @Override
    public WeightSpread draw(Draws draws, int layer) {
      this.draws = draws;
      this.layer = layer;
      return super.draw(draws(draws, backwardStart()), layer);
    }

    @Override
    void alongInput(int fresh, int rank, double[] freshAlongBasis) {
      super.alongInput(fresh, rank, freshAlongBasis);
      if (BrokenMaps.this == WITHOUT_PROJECTION) {
        Arrays.fill(freshAlongBasis, 0, fresh * rank, 0);
      }
    }

    @Override
    public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
      if (BrokenMaps.this == FORGETFUL) {
        draws.normals(layer, 1L << 40, forwardNormals(), forwardNormals().length);
      }
      return super.backward(d, x, g);
    }
  }

  private final class Haar extends HaarMap {
    private Draws draws;
    private int layer;

    Haar(DenseLayout layout, WeightLaw.Haar law, Memory memory, Workspace workspace) {
      super(layout, law, Long.MAX_VALUE, memory, workspace);
    }

    @Override
    public WeightSpread draw(Draws draws, int layer) {
      this.draws = draws;
      this.layer = layer;
      return super.draw(draws(draws, backwardStart()), layer);
    }

    @Override
    void alongInput(int fresh, int rank, double[] freshAlongBasis) {
      super.alongInput(fresh, rank, freshAlongBasis);
      if (BrokenMaps.this == WITHOUT_PROJECTION) {
        Arrays.fill(freshAlongBasis, 0, fresh * rank, 0);
      }
    }

    @Override
    public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
      if (BrokenMaps.this == FORGETFUL) {
        draws.normals(layer, 1L << 40, forwardNormals(), forwardNormals().length);
      }
      return super.backward(d, x, g);
    }
  }

  /** Draws whose normals from an index on are those from index 0 on. */
  private record Shifted(Draws draws, long from) implements Draws {
    @Override
    public void normals(int layer, long first, float[] normals, int length) {
      draws.normals(layer, first >= from ? first - from : first, normals, length);
    }

    @Override
    public void weights(int layer, Dense block, int fanIn, float[] weights) {
      draws.weights(layer, block, fanIn, weights);
    }

    @Override
    public void weights(
        int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
      draws.weights(layer, block, fanIn, from, target, at, length);
    }

    @Override
    public void nonZeros(
        int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
      draws.nonZeros(layer, scheme, block, fanIn, rows, values, order);
    }

    @Override
    public void bias(int layer, Dense block, int fanIn, float[] bias) {
      draws.bias(layer, block, fanIn, bias);
    }

    @Override
    public void masks(int dropout, float[] uniforms, int length) {
      draws.masks(dropout, uniforms, length);
    }

    @Override
    public void roundings(int rounding, int[] words, int length) {
      draws.roundings(rounding, words, length);
    }
  }
}
