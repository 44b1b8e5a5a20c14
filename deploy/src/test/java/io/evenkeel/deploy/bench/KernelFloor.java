package io.evenkeel.deploy.bench;

import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The least that a trial costs: for the explicit engine its matrix products on weights that are
 * there, for the matrix-free one its normal draws.
 */
interface KernelFloor extends AutoCloseable {
  /** Does it once for a seed. */
  void run(long seed);

  @Override
  void close();

  /** The floor of trials like this one. */
  static KernelFloor of(Trial trial) {
    return trial.engine() == EngineKind.EXPLICIT ? new Products(trial) : new Draws(trial);
  }

  /** Seconds, as text after a blank. */
  default String timed(long seed) {
    long start = System.nanoTime();
    run(seed);
    return String.format(Locale.ROOT, " %.9f", (System.nanoTime() - start) * 1e-9);
  }

  /** Forward and, if asked, backward products of every layer. */
  final class Products implements KernelFloor {
    private final int batch;
    private final int width;
    private final boolean backward;
    private final Floats x;
    private final Floats z;
    private final List<Floats> weights = new ArrayList<>();

    Products(Trial trial) {
      batch = trial.batch();
      width = trial.width();
      backward = trial.backward();
      x = new Floats((long) batch * width);
      z = new Floats((long) batch * width);
      x.fill(1f);
      for (int layer = 0; layer < trial.depth(); layer++) {
        Floats matrix = new Floats((long) width * width);
        matrix.fill(0.01f);
        weights.add(matrix);
      }
    }

    @Override
    public void run(long seed) {
      for (Floats matrix : weights) {
        Blas.timesTransposed(x, matrix, z, batch, width, width);
      }
      for (int layer = weights.size() - 1; backward && layer >= 0; layer--) {
        Blas.times(x, weights.get(layer), z, batch, width, width);
      }
    }

    @Override
    public void close() {
      weights.forEach(Floats::close);
      x.close();
      z.close();
    }
  }

  /** The normals that stand for the weights, each layer's in one stretch. */
  final class Draws implements KernelFloor {
    private final int layers;
    private final float[] normals;

    Draws(Trial trial) {
      layers = trial.depth();
      normals = new float[trial.batch() * trial.width() * (trial.backward() ? 2 : 1)];
    }

    @Override
    public void run(long seed) {
      for (int layer = 0; layer < layers; layer++) {
        RandomStream.of(seed, Role.WEIGHT, layer).fillNormal(0, normals, 0, normals.length);
      }
    }

    @Override
    public void close() {}
  }
}
