package io.evenkeel.core.sweep;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.net.Network;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Optional;

/** The network of a trial: its schemes, and the streams of its seed. */
record TrialNetwork(Trial trial) implements Network {
  private static final Activation READOUT = new Identity();

  @Override
  public void weights(int layer, int fanOut, int fanIn, float[] weights) {
    trial.init().fill(stream(Role.WEIGHT, layer), fanOut, fanIn, weights);
  }

  @Override
  public boolean weights(
      int layer, int fanOut, int fanIn, int from, float[] target, int at, int length) {
    Optional<EntryLaw> entries = trial.init().entries(fanOut, fanIn);
    entries.ifPresent(law -> law.fill(stream(Role.WEIGHT, layer), from, target, at, length));
    return entries.isPresent();
  }

  @Override
  public WeightLaw law(int layer, int fanOut, int fanIn) {
    return trial
        .init()
        .law(fanOut, fanIn)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    trial.init().spec().text() + " has no law without a matrix"));
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    stream(Role.WEIGHT, layer).fillNormal(first, normals, 0, length);
  }

  @Override
  public void nonZeros(int layer, int fanOut, int fanIn, int[] rows, float[] values, int[] order) {
    Sparse sparse = (Sparse) trial.init();
    sparse.fillNonZeros(stream(Role.WEIGHT, layer), fanOut, fanIn, rows, values, order);
  }

  @Override
  public boolean bias(int layer, int units, float[] bias) {
    trial.bias().ifPresent(scheme -> scheme.fill(stream(Role.BIAS, layer), units, 1, bias));
    return trial.bias().isPresent();
  }

  @Override
  public Activation activation(int layer) {
    return layer < trial.depth() ? trial.activation() : READOUT;
  }

  private RandomStream stream(Role role, int layer) {
    return RandomStream.of(trial.seed(), role, layer);
  }
}
