package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.ops.ArrayEngine;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.probe.NoProbe;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Normals that are drawn again for the backward pass, against normals that were kept for it. */
class RedrawnNormalsTest {
  private static final int BATCH = 6;
  private static final Engine KEEPING = new ArrayEngine("keeping", new MatrixFreeMaps(1 << 20));
  private static final Engine DRAWING = new ArrayEngine("drawing", new MatrixFreeMaps(0));

  @ParameterizedTest
  @CsvSource({
    "xavier_normal, 40, 64", "xavier_normal, 64, 64", "xavier_normal, 4, 64",
    "orthogonal, 40, 64", "orthogonal, 64, 64", "orthogonal, 14, 14"
  })
  void gradientsHaveTheSameBitsAndTheNetworkLessMemory(String init, int inputs, int width) {
    Workload workload =
        new Workload(
            Architecture.plain(
                inputs,
                width,
                5,
                3,
                new Tanh(),
                Initializers.CATALOG.create(Spec.parse(init)),
                Optional.empty()),
            BATCH,
            true);
    assertThat(inputGradient(DRAWING, workload)).isEqualTo(inputGradient(KEEPING, workload));
    long saved = KEEPING.memory(workload).heap() - DRAWING.memory(workload).heap();
    // Of six layers' normals, room for one is left.
    assertThat(saved).isGreaterThanOrEqualTo(4L * Float.BYTES * Math.min(BATCH, inputs) * width);
  }

  private static float[] inputGradient(Engine engine, Workload workload) {
    try (TestNet net = new TestNet(engine, workload)) {
      int inputs = workload.architecture().inputUnits();
      float[] x = new float[BATCH * inputs];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Math.sin(i + 1);
      }
      net.net().forward(x, Draws.ofSeed(7), NoProbe.INSTANCE);
      double[] gradient = new double[BATCH * workload.architecture().outputUnits()];
      Arrays.setAll(gradient, i -> Math.cos(3 * i));
      float[] ofInput = new float[x.length + 1];
      ofInput[x.length] = net.net().backward(gradient, NoProbe.INSTANCE, ofInput);
      return ofInput;
    }
  }
}
