package io.evenkeel.analysis.cells;

/** A trial's signals through its hidden layers, seen layer by layer in any order. */
final class TrialCourse {
  private final int depth;
  private final SignalCourse forward;
  private final SignalCourse backward;
  private final SignalCourse correlation;
  private double lastActStd = Double.NaN;

  /**
   * @param depth hidden layers
   */
  TrialCourse(int depth, SignalLimits limits) {
    this.depth = depth;
    forward = new SignalCourse(SignalPass.FORWARD, depth, limits);
    backward = new SignalCourse(SignalPass.BACKWARD, depth, limits);
    correlation = new SignalCourse(SignalPass.CORRELATION, depth, limits);
  }

  /** Sees a hidden layer. */
  void add(LayerMeasures at) {
    forward.add(at);
    backward.add(at);
    correlation.add(at);
    if (at.layer() == depth - 1) {
      lastActStd = at.actStd();
    }
  }

  SignalCourse forward() {
    return forward;
  }

  SignalCourse backward() {
    return backward;
  }

  SignalCourse correlation() {
    return correlation;
  }

  /** Std of the last hidden layer's activations; NaN also if that layer was not seen. */
  double lastActStd() {
    return lastActStd;
  }
}
