package io.evenkeel.nd4j;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.probe.Tensor;
import io.evenkeel.core.probe.WeightGradient;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A weight layer: {@code z = x W^T + b}, W times its gain. */
final class DenseOp implements Op {
  private final Arrays arrays;
  private final Dense block;
  private final int fanIn;
  private final Site site;
  private final boolean activated;
  private final INDArray weights;
  private final INDArray bias;
  private final float[] biases;
  private final INDArray z;
  private final Gradient inputGradient;
  private INDArray input;

  /**
   * @param activated whether an activation follows, which tells of the layer's output
   */
  DenseOp(
      Arrays arrays,
      Dense block,
      int batch,
      int fanIn,
      Site site,
      boolean activated,
      boolean backward) {
    this.arrays = arrays;
    this.block = block;
    this.fanIn = fanIn;
    this.site = site;
    this.activated = activated;
    long units = block.units();
    weights = arrays.matrix(units, fanIn);
    bias = block.bias().isPresent() ? arrays.matrix(1, units) : null;
    biases = arrays.floats(block.bias().isPresent() ? units : 0);
    z = arrays.matrix(batch, units);
    inputGradient = backward ? new Gradient(arrays, batch, fanIn) : null;
    arrays.needWeights(units * fanIn, block.init().fillFootprint(block.units(), fanIn));
    arrays.needValues(batch * Math.max(units, fanIn));
    arrays.needScratch(2 * units * fanIn + 6L * batch * (units + fanIn));
  }

  @Override
  public INDArray forward(INDArray x, Pass pass) {
    input = x;
    arrays.temporarily(
        () -> {
          if (!pass.keepsWeights()) {
            draw(pass.draws());
          }
          WeightSpread spread =
              new WeightSpread(weights.castTo(DataType.DOUBLE).stdNumber().doubleValue(), false);
          x.mmuli(weights.transpose(), z);
          if (bias != null) {
            Arrays.put(biases, block.units(), bias);
            z.addiRowVector(bias);
          }
          pass.probe().preActivation(new PreActivation(site, fanIn, arrays.tensor(z, 0), spread));
          if (!activated) {
            pass.probe()
                .layerOutput(
                    new LayerOutput(site, arrays.tensor(z, 0), Optional.empty(), Rows.sums(z)));
          }
        });
    return z;
  }

  private void draw(Draws draws) {
    float[] drawn = arrays.weights();
    drawWeights(draws, drawn);
    Arrays.put(drawn, block.units() * fanIn, weights);
    if (bias != null) {
      draws.bias(site.layer(), block, fanIn, biases);
    }
  }

  private void drawWeights(Draws draws, float[] drawn) {
    draws.weights(site.layer(), block, fanIn, drawn);
    float gain = (float) block.gain();
    for (int i = 0; i < block.units() * fanIn; i++) {
      drawn[i] *= gain;
    }
  }

  /** The weights and biases, for a step of training. */
  LayerWeights layerWeights() {
    return new OfDense();
  }

  private final class OfDense implements LayerWeights {
    @Override
    public int units() {
      return block.units();
    }

    @Override
    public int fanIn() {
      return fanIn;
    }

    @Override
    public float[] values(float[] room) {
      Arrays.get(weights, units() * fanIn, room);
      return room;
    }

    @Override
    public void store(float[] values) {
      Arrays.put(values, units() * fanIn, weights);
    }

    @Override
    public void drawn(Draws draws, int layer, float[] target) {
      drawWeights(draws, target);
    }

    @Override
    public float[] bias() {
      return biases;
    }
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    arrays.temporarily(
        () -> {
          if (!activated) {
            probe.outputGradient(new OutputGradient(site, gradient.tensor()));
          }
          INDArray d = gradient.wide();
          INDArray ofWeights = d.transpose().mmul(input.castTo(DataType.DOUBLE));
          // Before the probe, which may change the weights.
          inputGradient.set(
              gradient.values().mmul(weights).castTo(DataType.DOUBLE), gradient.exponent());
          probe.preActivationGradient(
              new PreActivationGradient(
                  site, fanIn, gradient.tensor(), Rows.squares(d), formed(ofWeights)));
        });
    return inputGradient;
  }

  private WeightGradient formed(INDArray gradient) {
    double squares = Rows.squares(gradient);
    return new WeightGradient() {
      @Override
      public double squares() {
        return squares;
      }

      @Override
      public Tensor input() {
        return arrays.slopes(input);
      }

      @Override
      public boolean biased() {
        return bias != null;
      }

      @Override
      public void form(float[] target) {
        double[] values = gradient.data().asDouble();
        for (int i = 0; i < values.length; i++) {
          target[i] = (float) values[i];
        }
      }
    };
  }
}
