package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.ImpliedWeights;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.FormedGradient;
import io.evenkeel.core.engine.linear.GradientSquares;
import io.evenkeel.core.engine.linear.LinearMap;
import io.evenkeel.core.engine.linear.Rounding;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.engine.linear.StoredWeights;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.RoundingKernel.Rounded;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.Narrowed;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.probe.WeightSpread;
import java.util.List;
import java.util.Optional;

/** A weight layer: its linear map and its biases. */
final class DenseOp extends Op {
  private static final Extent ONE_LAYER = new Extent(1, 0, 0);

  private final DenseLayout layout;
  private final LinearMap map;
  private final Batch output;
  private final float[] bias;
  private final boolean activated;
  private final boolean renews;
  private final Optional<Narrow> narrow;
  private Batch input;

  /**
   * The rounding of a layer's tensors.
   *
   * @param operand receives the rounded input
   */
  record Narrow(Rounding rounding, Batch operand) {
    Batch operand(Batch x) {
      rounding.operand(x.values(), operand.values(), operand.length());
      operand.changed();
      return operand;
    }
  }

  /**
   * @param bias an array for the biases; empty if the layer has none
   * @param activated whether an activation follows, which then reports the layer's output to the
   *     probe
   * @param renews whether the gradient at the output has to be normalised before it enters a
   *     product
   * @param narrow how operands and results are rounded, if they are
   */
  DenseOp(
      DenseLayout layout,
      LinearMap map,
      Batch output,
      float[] bias,
      boolean activated,
      boolean renews,
      Optional<Narrow> narrow) {
    super(ONE_LAYER);
    this.layout = layout;
    this.map = map;
    this.output = output;
    this.bias = bias;
    this.activated = activated;
    this.renews = renews;
    this.narrow = narrow;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    input = narrow.map(n -> n.operand(x)).orElse(x);
    int layer = position.before().layers();
    WeightSpread weights = weights(pass, layer);
    float[] z = output.values();
    map.forward(input, z);
    if (layout.block().bias().isPresent()) {
      if (!pass.keepsWeights()) {
        drawBias(pass, layer);
      }
      addToRows(z);
    }
    Site site = position.layer();
    if (narrow.isPresent()) {
      Rounded lost = narrow.get().rounding().result(z, output.length());
      pass.probe().narrowed(new Narrowed(site, lost.overflows(), lost.flushed()));
    }
    output.changed();
    pass.probe().preActivation(new PreActivation(site, layout.in(), output.tensor(), weights));
    if (!activated && pass.probe() != NoProbe.INSTANCE) {
      pass.probe()
          .layerOutput(new LayerOutput(site, output.tensor(), Optional.empty(), output.sums()));
    }
    return output;
  }

  private WeightSpread weights(Pass pass, int layer) {
    if (!pass.keepsWeights()) {
      return map.draw(pass.draws(), layer);
    }
    return pass.probe() == NoProbe.INSTANCE ? new WeightSpread(0, false) : map.spread();
  }

  @Override
  void addWeights(List<LayerWeights> weights) {
    Optional<ImpliedWeights> implied = map.implied();
    weights.add(new OfDense(implied, implied.isPresent() ? null : map.stored()));
  }

  private final class OfDense implements LayerWeights {
    private final Optional<ImpliedWeights> implied;

    /** Null where the weights are implied. */
    private final StoredWeights stored;

    OfDense(Optional<ImpliedWeights> implied, StoredWeights stored) {
      this.implied = implied;
      this.stored = stored;
    }

    private StoredWeights stored() {
      if (stored == null) {
        throw new IllegalStateException("these weights are not held as numbers");
      }
      return stored;
    }

    @Override
    public Optional<ImpliedWeights> implied() {
      return implied;
    }

    @Override
    public float[] bias() {
      return bias;
    }

    @Override
    public int units() {
      return layout.out();
    }

    @Override
    public int fanIn() {
      return layout.in();
    }

    @Override
    public float[] values(float[] room) {
      return stored().values(room);
    }

    @Override
    public void store(float[] values) {
      stored().store(values);
    }

    @Override
    public void drawn(Draws draws, int layer, float[] target) {
      stored().drawn(draws, layer, target);
    }
  }

  private void drawBias(Pass pass, int layer) {
    pass.draws().bias(layer, layout.block(), layout.in(), bias);
    layout
        .weightFormat()
        .ifPresent(to -> Kernels.rounding().round(to, bias, 0, bias, 0, bias.length));
  }

  private void addToRows(float[] z) {
    int units = layout.out();
    for (int row = 0; row < layout.batch(); row++) {
      for (int unit = 0; unit < units; unit++) {
        z[row * units + unit] += bias[unit];
      }
    }
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    int batch = layout.batch();
    int units = layout.out();
    ScaledGradient d = gradient.current();
    narrow.ifPresent(n -> n.rounding().gradient(d, batch * units));
    if (!activated) {
      pass.probe().outputGradient(new OutputGradient(position.layer(), d.tensor(batch, units)));
    }
    if (renews) {
      d.normalise(batch * units);
    }
    ScaledGradient g = inputWanted ? gradient.other() : null;
    GradientSquares squares = map.backward(d, input, g);
    pass.probe()
        .preActivationGradient(
            new PreActivationGradient(
                position.layer(),
                layout.in(),
                d.tensor(batch, units),
                squares.preActivation(),
                new FormedGradient(
                    d, input, units, layout.block().bias().isPresent(), squares.weights())));
    if (inputWanted) {
      narrow.ifPresent(n -> n.rounding().gradient(g, batch * layout.in()));
      gradient.swap();
    }
  }
}
