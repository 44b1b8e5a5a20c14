package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionsTest {
  private static final int BATCH = 4;
  private static final int UNITS = 700;

  private static float[] normals(int length, int number) {
    float[] normals = new float[length];
    RandomStream.of(9, Role.INPUT, number).fillNormal(0, normals, 0, length);
    return normals;
  }

  private static void assertHolds(Directions directions, float[] x, int units) {
    double[][] q = Tensors.rows(directions.rows(), directions.count(), units, 0);
    for (int i = 0; i < q.length; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(Tensors.dot(q[i], q[j])).isCloseTo(i == j ? 1 : 0, within(5e-7));
      }
    }
    double[][] rows = Tensors.rows(x, BATCH, units, 0);
    for (int row = 0; row < BATCH; row++) {
      double length = Math.sqrt(Tensors.dot(rows[row], rows[row]));
      for (int unit = 0; unit < units; unit++) {
        double sum = 0;
        for (int k = 0; k < q.length; k++) {
          sum += directions.coefficients()[row * directions.most() + k] * q[k][unit];
        }
        assertThat(sum).isCloseTo(rows[row][unit], within(2e-7 * length));
      }
    }
  }

  /** Rows that differ from those before by little: what is new of them has all its digits. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1e-5, 1e-6})
  void staysOrthonormalHoweverSmallTheChangesAre(double change) {
    try (Memory memory = Memory.allocating()) {
      SharedMemory shared = new SharedMemory();
      Directions directions = new Directions(memory, new CourseBuffers(shared), BATCH, UNITS, 40);
      shared.allocate(memory);
      directions.clear();
      float[] x = normals(BATCH * UNITS, 0);
      System.arraycopy(x, 0, x, UNITS, UNITS); // the first two rows are equal
      for (int pass = 0; pass < 4; pass++) {
        directions.take(x);
        assertHolds(directions, x, UNITS);
        float[] step = normals(x.length, pass + 1);
        for (int i = 0; i < x.length; i++) {
          x[i] += (float) (change * step[i]);
        }
      }
      assertThat(directions.count()).isEqualTo(15);
    }
  }

  @Test
  void equalRowsAndTheirRoundingAddNothing() {
    try (Memory memory = Memory.allocating()) {
      SharedMemory shared = new SharedMemory();
      Directions directions = new Directions(memory, new CourseBuffers(shared), BATCH, UNITS, 40);
      shared.allocate(memory);
      directions.clear();
      float[] x = normals(BATCH * UNITS, 0);
      directions.take(x);
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 3 == 0 ? Math.nextUp(x[i]) : x[i];
      }
      directions.take(x);
      assertThat(directions.count()).isEqualTo(BATCH);
    }
  }

  @Test
  void aRowThatIsNotFiniteAddsNothingAndASpanIsNeverLargerThanItsSpace() {
    try (Memory memory = Memory.allocating()) {
      SharedMemory shared = new SharedMemory();
      Directions directions = new Directions(memory, new CourseBuffers(shared), BATCH, 6, 6);
      shared.allocate(memory);
      directions.clear();
      float[] x = normals(BATCH * 6, 0);
      x[7] = Float.POSITIVE_INFINITY;
      directions.take(x);
      assertThat(directions.count()).isEqualTo(3);
      assertThat(directions.finite(0)).isTrue();
      assertThat(directions.finite(1)).isFalse();
      assertThat(directions.coefficients()[6]).isNaN();
      for (int pass = 1; pass < 4; pass++) {
        x = normals(BATCH * 6, pass);
        directions.take(x);
        assertHolds(directions, x, 6);
      }
      assertThat(directions.count()).isEqualTo(6);
    }
  }
}
