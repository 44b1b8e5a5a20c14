package io.evenkeel.core.engine.ops;

import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.function.UnaryOperator;

/** Ops whose backward pass has a fault that a test of laws must notice. */
enum BrokenOps implements UnaryOperator<Op> {
  /** What goes along the stream of a residual block, without a norm behind the sum, is lost. */
  SKIP_FORGOTTEN {
    @Override
    public Op apply(Op op) {
      return op instanceof ResidualOp ? new WithoutSkip(op) : op;
    }
  },
  /** The gradient of a layer norm keeps its component along the normalised row. */
  SECOND_PROJECTION_DROPPED {
    @Override
    public Op apply(Op op) {
      return op instanceof NormalizeOp ? new WithoutSecondProjection(op) : op;
    }
  },
  /** Gradients go through masks that are not those of the forward pass. */
  MASKS_DRAWN_ANEW {
    @Override
    public Op apply(Op op) {
      return op instanceof DropoutOp ? new OtherMask(op) : op;
    }
  };

  /** Probability of a zero in the nets of {@link #MASKS_DRAWN_ANEW}. */
  static final double DROPOUT = 0.8;

  /** An op that goes forward as it should. */
  private abstract static class Faulty extends Op {
    final Op op;
    Batch x;
    Batch y;

    Faulty(Op op) {
      super(op.extent());
      this.op = op;
    }

    @Override
    final Batch forward(Batch input, Pass pass, Position position) {
      x = input;
      y = op.forward(input, pass, position);
      return y;
    }
  }

  private static final class WithoutSkip extends Faulty {
    WithoutSkip(Op op) {
      super(op);
    }

    @Override
    void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
      double[] atSum = values(gradient, y.length());
      op.backward(gradient, pass, position, inputWanted);
      double[] result = values(gradient, y.length());
      for (int i = 0; i < result.length; i++) {
        result[i] -= atSum[i];
      }
      gradient.current().set(result, result.length, 0);
    }
  }

  private static final class WithoutSecondProjection extends Faulty {
    WithoutSecondProjection(Op op) {
      super(op);
    }

    @Override
    void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
      double[] g = values(gradient, y.length());
      int units = y.units();
      for (int row = 0; row < y.rows(); row++) {
        double mean = 0;
        double sum = 0;
        double squares = 0;
        for (int i = row * units; i < (row + 1) * units; i++) {
          mean += g[i] / units;
          sum += x.values()[i];
          squares += (double) x.values()[i] * x.values()[i];
        }
        double divisor = Math.sqrt(squares / units - sum / units * (sum / units) + 1e-5);
        for (int i = row * units; i < (row + 1) * units; i++) {
          g[i] = (g[i] - mean) / divisor;
        }
      }
      gradient.current().set(g, g.length, 0);
    }
  }

  private static final class OtherMask extends Faulty {
    private long seed;

    OtherMask(Op op) {
      super(op);
    }

    @Override
    void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
      double[] g = values(gradient, y.length());
      float[] uniforms = new float[g.length];
      RandomStream.of(seed++, Role.DROPOUT, 0).fillUniform(0, uniforms, 0, g.length);
      for (int i = 0; i < g.length; i++) {
        g[i] *= uniforms[i] < DROPOUT ? 0 : 1 / (1 - DROPOUT);
      }
      gradient.current().set(g, g.length, 0);
    }
  }

  private static double[] values(GradientPair gradient, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          Math.scalb((double) gradient.current().values()[i], (int) gradient.current().exponent());
    }
    return values;
  }
}
