package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** L and Q of rows from independent to equal, at any scale. */
class RowSpaceTest {
  private static final int BATCH = 16;
  private static final int IN = 64;

  /** How far the rows lie apart, relative to their length. */
  static DoubleStream spreads() {
    return DoubleStream.of(1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 3e-7, 1e-7, 1e-8, 0);
  }

  @ParameterizedTest
  @MethodSource("spreads")
  void basisIsOrthonormalAndSpansTheRows(double spread) {
    for (double scale : new double[] {1, 1e30, 1e-30, 1e-42}) {
      for (int seed = 0; seed < 5; seed++) {
        check(rows(seed, spread, scale));
      }
    }
  }

  @Test
  void basisIsOrthonormalForGradedRows() {
    // Monomials over [0, 1]: every further row is 4 to 6 times nearer to the ones before.
    float[] x = new float[BATCH * IN];
    for (int row = 0; row < BATCH; row++) {
      for (int unit = 0; unit < IN; unit++) {
        x[row * IN + unit] = (float) Math.pow((unit + 1.0) / IN, row);
      }
    }
    check(x);
  }

  @ParameterizedTest
  @CsvSource({"16, 5, 5", "16, 16, 16", "16, 64, 16", "1, 1, 1", "3, 2, 2"})
  void rankIsAtMostThatOfTheShape(int batch, int in, int rank) {
    float[] x = new float[batch * in];
    RandomStream.of(3, Role.INPUT, 0).fillNormal(0, x, 0, x.length);
    assertThat(rank(x, batch, in)).isEqualTo(rank);
  }

  @Test
  void zeroRowsAndRepeatedRowsHaveNoDirectionOfTheirOwn() {
    float[] x = rows(1, 1, 1);
    for (int unit = 0; unit < IN; unit++) {
      x[2 * IN + unit] = 0;
      x[3 * IN + unit] = -2 * x[unit];
      x[5 * IN + unit] = x[unit] + x[4 * IN + unit];
    }
    check(x);
    assertThat(rank(x, BATCH, IN)).isEqualTo(BATCH - 3);
    assertThat(rank(new float[BATCH * IN], BATCH, IN)).isZero();
  }

  private static float[] rows(long seed, double spread, double scale) {
    float[] normals = new float[(BATCH + 1) * IN];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, normals, 0, normals.length);
    float[] x = new float[BATCH * IN];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (scale * (normals[BATCH * IN + i % IN] + spread * normals[i]));
    }
    return x;
  }

  private static int rank(float[] x, int batch, int in) {
    try (Memory memory = Memory.allocating()) {
      return space(memory, x, batch, in).rank();
    }
  }

  private static RowSpace space(Memory memory, float[] x, int batch, int in) {
    Workspace workspace = new Workspace();
    RowSpace space = new RowSpace(memory, workspace, batch, in, new InfiniteEntries(batch));
    Batch rows = Batch.own(memory, workspace, batch, in, true);
    workspace.allocate(memory);
    System.arraycopy(x, 0, rows.values(), 0, x.length);
    rows.changed();
    space.take(rows, true);
    return space;
  }

  /** {@code Q^T Q = 1} to 1e-6; {@code L Q^T = X} to the 3e-7 that count as dependent. */
  private static void check(float[] x) {
    try (Memory memory = Memory.allocating()) {
      RowSpace space = space(memory, x, BATCH, IN);
      int rank = space.rank();
      float[] q = new float[rank * IN];
      space.basis(x, q, 0, IN);
      for (int a = 0; a < rank; a++) {
        for (int b = 0; b <= a; b++) {
          double product = 0;
          for (int unit = 0; unit < IN; unit++) {
            product += (double) q[a * IN + unit] * q[b * IN + unit];
          }
          assertThat(Math.abs(product - (a == b ? 1 : 0))).isLessThan(1e-6);
        }
      }
      double[] lower = new double[BATCH * rank];
      space.unitRows(lower);
      for (int row = 0; row < BATCH; row++) {
        double distance = 0;
        for (int unit = 0; unit < IN; unit++) {
          double sum = 0;
          for (int k = 0; k < rank; k++) {
            sum += lower[row * rank + k] * q[k * IN + unit];
          }
          double difference = x[row * IN + unit] - space.length(row) * sum;
          distance += difference * difference;
        }
        assertThat(Math.sqrt(distance)).isLessThanOrEqualTo(4e-7 * space.length(row));
      }
    }
  }
}
