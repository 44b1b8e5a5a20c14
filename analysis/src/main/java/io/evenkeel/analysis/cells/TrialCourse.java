package io.evenkeel.analysis.cells;

/** A trial's signals through its layers, which are added one by one from layer 0 on. */
final class TrialCourse {
  private final CellScheme scheme;
  private final SignalCourse forward;
  private final SignalCourse backward;
  private final SignalCourse correlation;
  private final BranchCourse branches;
  private double lastActStd = Double.NaN;
  private double lastSaturated = Double.NaN;

  /** The layer that was added last; null before the first. */
  private LayerMeasures before;

  private boolean rounding;
  private boolean jumped;

  TrialCourse(CellScheme scheme, SignalLimits limits) {
    this.scheme = scheme;
    forward = new SignalCourse(SignalPass.FORWARD, scheme, limits);
    backward = new SignalCourse(SignalPass.BACKWARD, scheme, limits);
    correlation = new SignalCourse(SignalPass.CORRELATION, scheme, limits);
    branches = new BranchCourse(scheme.blocks());
  }

  /** Adds a layer: a hidden one, or the readout. */
  void add(LayerMeasures at) {
    rounding |= before != null && scheme.direct() && isRounding(before, at);
    before = at;
    if (at.layer() >= scheme.depth()) {
      return;
    }
    forward.add(at);
    backward.add(at);
    correlation.add(at);
    jumped |= scheme.parts(at);
    if (at.layer() == scheme.depth() - 1) {
      lastActStd = at.actStd();
      lastSaturated = at.saturated();
    }
  }

  /** Whether the gradient at a layer's output is no larger than the rounding of the next layer. */
  private boolean isRounding(LayerMeasures layer, LayerMeasures next) {
    double gradient = layer.log10GradRms();
    return gradient > Double.NEGATIVE_INFINITY
        && gradient <= next.log10PreGradRms() + scheme.log10Rounding(next.layer());
  }

  SignalCourse forward() {
    return forward;
  }

  /**
   * The outcome of the gradient.
   *
   * @param computed whether gradients were computed
   * @param finite whether they are finite, if computed
   * @param zeroAtSource whether the loss's gradient at the output is exactly zero
   */
  SignalOutcome backward(boolean computed, boolean finite, boolean zeroAtSource) {
    if (computed && finite && zeroAtSource) {
      return SignalOutcome.ofZeroSource();
    }
    return computed && finite && rounding
        ? SignalOutcome.ofRounding()
        : backward.outcome(computed, finite);
  }

  /** Whether the units of a hidden layer are on both sides of a jump of the activation. */
  boolean jumped() {
    return jumped;
  }

  SignalCourse correlation() {
    return correlation;
  }

  /** What residual blocks add, and the weight gradients of hidden layers. */
  BranchCourse branches() {
    return branches;
  }

  /** Std of the last hidden layer's activations; NaN also if that layer was not seen. */
  double lastActStd() {
    return lastActStd;
  }

  /** Share of the last hidden layer's units that are saturated; NaN if that layer was not seen. */
  double lastSaturated() {
    return lastSaturated;
  }
}
