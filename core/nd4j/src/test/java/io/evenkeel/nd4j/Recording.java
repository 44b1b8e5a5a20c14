package io.evenkeel.nd4j;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.probe.Tensor;
import io.evenkeel.core.stats.BatchSums;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that a network tells of its passes, by what it is and where. */
final class Recording implements Probe {
  /** Some values, times {@code 2^exponent}. */
  static final class Entry {
    private final double[] values;
    private final long exponent;

    Entry(double[] values, long exponent) {
      this.values = values;
      this.exponent = exponent;
    }

    /** Euclidean distance to other values, in units of the power of two of this. */
    double distance(Entry other) {
      double squares = 0;
      int shift = (int) Math.max(-2000, Math.min(2000, other.exponent - exponent));
      for (int i = 0; i < values.length; i++) {
        double difference = values[i] - Math.scalb(other.values[i], shift);
        squares += difference * difference;
      }
      return Math.sqrt(squares);
    }

    double norm() {
      return new Entry(new double[values.length], exponent).distance(this);
    }

    boolean finite() {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          return false;
        }
      }
      return true;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Runs all passes of a network. */
  static Recording of(CompiledNet net, Draws draws, float[] input, double[] cotangent) {
    Recording recording = new Recording();
    net.forward(input, draws, recording);
    int outputs = net.workload().batch() * net.workload().architecture().outputUnits();
    recording.put("network output", new Tensor(net.output().clone(), 1, outputs, 0));
    if (net.workload().backward()) {
      float[] gradient = new float[input.length];
      long exponent = net.backward(cotangent, recording, gradient);
      recording.put("input gradient", new Tensor(gradient, 1, input.length, exponent));
    }
    return recording;
  }

  /** What was told, in order. */
  Map<String, Entry> entries() {
    return entries;
  }

  private void put(String key, Tensor tensor) {
    double[] values = new double[tensor.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    put(key, tensor.exponent(), values);
  }

  private void put(String key, long exponent, double... values) {
    if (entries.put(key, new Entry(values, exponent)) != null) {
      throw new IllegalStateException(key + " was told twice");
    }
  }

  private void put(String key, BatchSums sums) {
    put(key + " sum", 0, sums.sum());
    put(key + " squares", 0, sums.squares());
    put(key + " cosine", 0, sums.meanRowCosine());
    put(key + " cosine magnitude", 0, sums.meanRowCosineMagnitude());
  }

  private static String at(Site site, String what) {
    return what + " of layer " + site.layer() + " in block " + site.residual();
  }

  @Override
  public void preActivation(PreActivation event) {
    put(at(event.site(), "pre-activation"), event.values());
    put(at(event.site(), "weight std"), 0, event.weights().std());
    put(at(event.site(), "fan-in"), 0, event.fanIn());
  }

  @Override
  public void layerOutput(LayerOutput event) {
    put(at(event.site(), "output"), event.values());
    put(at(event.site(), "output"), event.sums());
    event.slopes().ifPresent(slopes -> put(at(event.site(), "slopes"), slopes));
  }

  @Override
  public void outputGradient(OutputGradient event) {
    put(at(event.site(), "output gradient"), event.gradient());
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    Tensor gradient = event.gradient();
    put(at(event.site(), "pre-activation gradient"), gradient);
    put(at(event.site(), "its squares"), 2 * gradient.exponent(), event.squares());
    put(
        at(event.site(), "weight gradient squares"),
        2 * gradient.exponent(),
        event.weights().squares());
    float[] ofWeights = new float[gradient.units() * event.fanIn()];
    event.weights().form(ofWeights);
    put(
        at(event.site(), "weight gradient"),
        new Tensor(ofWeights, 1, ofWeights.length, gradient.exponent()));
  }

  @Override
  public void normalized(Normalized event) {
    // Several norms share a site: they are told in order.
    String key = at(event.site(), "norm");
    int number = 0;
    while (entries.containsKey(key + " " + number)) {
      number++;
    }
    put(key + " " + number, 0, event.divisor());
    put(key + " " + number + " eps", 0, event.epsShare());
  }

  @Override
  public void blockOutput(BlockOutput event) {
    put(at(event.site(), "stream"), event.stream());
    put(at(event.site(), "stream"), event.sums());
    put(at(event.site(), "branch squares"), 0, event.branchSquares());
    put(at(event.site(), "sum squares"), 0, event.sumSquares());
  }

  @Override
  public void blockGradient(BlockGradient event) {
    put(at(event.site(), "stream gradient"), event.gradient());
  }
}
