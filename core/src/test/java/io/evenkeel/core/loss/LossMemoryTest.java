package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Compares what losses are said to take for a while with what they allocate. */
@Execution(ExecutionMode.CONCURRENT)
class LossMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BATCH = 16;
  private static final int UNITS = 12_000;

  /**
   * Every loss is evaluated twice, once for the floor, and each time allocates intermediate results
   * that do not live together: what is said may be less than the whole by a factor of 2, for losses
   * of many steps of 4.
   */
  @Test
  void noLossAllocatesMuchMoreThanItSays() {
    for (var entry : Losses.CATALOG.entries()) {
      OutputLoss loss = Losses.CATALOG.create(Losses.CATALOG.complete(Spec.parse(entry.name())));
      long said = loss.evaluationBytes(BATCH, UNITS);
      allocated(loss);
      assertThat(allocated(loss))
          .as(entry.name())
          .isLessThan(4 * said + Double.BYTES * (long) BATCH * UNITS);
    }
  }

  private static long allocated(OutputLoss loss) {
    float[] output = new float[BATCH * UNITS];
    RandomStream.of(1, Role.INPUT, 0).fillNormal(0, output, 0, output.length);
    double[] gradient = new double[output.length];
    long before = THREADS.getCurrentThreadAllocatedBytes();
    loss.evaluate(
        output,
        BATCH,
        UNITS,
        RandomStream.of(1, Role.TARGET, 0),
        RandomStream.of(1, Role.COTANGENT, 0),
        gradient);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
