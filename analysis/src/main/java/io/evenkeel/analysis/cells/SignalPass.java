package io.evenkeel.analysis.cells;

/**
 * One direction through the hidden layers: the spread of its signal at each of them, and where it
 * starts.
 *
 * <p>The spread is a decimal logarithm: of the activations' std, the gradient's rms, or 1 -
 * |cosine|. It is -Infinity where there is none that float32 resolves, NaN where it is NaN or was
 * not computed. A gradient is the same for all units where a loss pulls all outputs one way: it has
 * no std then, and yet it is a gradient. So its rms counts.
 */
enum SignalPass {
  /** The activations, from the first layer to the last. */
  FORWARD {
    @Override
    double spread(LayerMeasures at, double resolution) {
      if (Double.isNaN(at.actStd())) {
        return Double.NaN;
      }
      return at.actStd() <= at.actRms() * resolution ? NONE : StrictMath.log10(at.actStd());
    }

    @Override
    boolean zero(LayerMeasures at) {
      return at.actRms() == 0;
    }
  },

  /** The gradients at the layers' outputs, from the last layer to the first. */
  BACKWARD {
    @Override
    double spread(LayerMeasures at, double resolution) {
      return at.log10GradRms();
    }

    @Override
    boolean zero(LayerMeasures at) {
      return at.log10GradRms() == Double.NEGATIVE_INFINITY;
    }
  },

  /** The angles between the batch's rows, going forward: 1 - |cosine| stands for the std. */
  CORRELATION {
    @Override
    double spread(LayerMeasures at, double resolution) {
      double distance = 1 - at.cosineMagnitude();
      return distance <= resolution ? NONE : StrictMath.log10(distance);
    }

    @Override
    boolean zero(LayerMeasures at) {
      return false;
    }
  };

  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** The spread at a layer. */
  abstract double spread(LayerMeasures at, double resolution);

  /** Whether the signal is exactly zero at a layer. */
  abstract boolean zero(LayerMeasures at);

  /** The layer that the signal meets first. */
  int first(int depth) {
    return this == BACKWARD ? depth - 1 : 0;
  }

  /** The layer that it meets last. */
  int last(int depth) {
    return depth - 1 - first(depth);
  }

  /** 1 if the signal goes from shallow layers to deep ones, else -1. */
  int sense() {
    return this == BACKWARD ? -1 : 1;
  }
}
