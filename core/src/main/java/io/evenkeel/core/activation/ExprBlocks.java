package io.evenkeel.core.activation;

import io.evenkeel.core.activation.BlockFunctions.BlockFunction;
import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.Arrays;
import java.util.List;

/** Runs a formula over float32 arrays, a block of all its steps at a time, in double precision. */
final class ExprBlocks {
  /** Numbers of a block: few, since each step has two arrays that must stay in the cache. */
  private static final int SIZE = 256;

  private static final ScanKernel SCANS = Kernels.scans();
  private static final ChoiceKernel CHOICES = Kernels.choices();

  /**
   * One step over the first n numbers of a block. Each kind is a class of its own: the loops are
   * compiled by themselves, and not as parts of one method that is too long to become vector code.
   */
  private interface BlockStep {
    /**
     * @param v values of all steps
     * @param s slopes of all steps
     */
    void run(int n, double[][] v, double[][] s);
  }

  private final ExprTape tape;
  private final BlockStep[] steps;
  private final ThreadLocal<Workspace> workspaces;

  /** The values and slopes of all steps of a block. */
  private static final class Workspace {
    private final double[][] value;
    private final double[][] slope;

    Workspace(int steps) {
      value = new double[steps][SIZE];
      slope = new double[steps][SIZE];
    }
  }

  ExprBlocks(ExprTape tape) {
    this.tape = tape;
    List<Step> of = tape.steps();
    steps = new BlockStep[of.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(of.get(i), i);
    }
    workspaces = ThreadLocal.withInitial(this::workspace);
  }

  private Workspace workspace() {
    Workspace space = new Workspace(steps.length);
    Arrays.fill(space.slope[0], 1);
    for (int i = 0; i < steps.length; i++) {
      if (tape.isConstant(i)) {
        Arrays.fill(space.value[i], constant(i));
      }
    }
    return space;
  }

  private double constant(int step) {
    return tape.steps().get(step).constant();
  }

  /** As {@link Activation#apply}. */
  void apply(float[] pre, int n, float[] act, float[] slope) {
    Workspace space = workspaces.get();
    int last = steps.length - 1;
    for (int from = 0; from < n; from += SIZE) {
      int count = Math.min(SIZE, n - from);
      SCANS.widen(pre, from, space.value[0], 0, count);
      for (BlockStep step : steps) {
        step.run(count, space.value, space.slope);
      }
      SCANS.narrow(space.value[last], 0, act, from, count);
      SCANS.narrow(space.slope[last], 0, slope, from, count);
    }
  }

  private BlockStep step(Step step, int i) {
    int a = step.a();
    int b = step.b();
    int c = step.c();
    return switch (step.kind()) {
      case X, CONSTANT -> (n, v, s) -> {};
      case NEGATION -> (n, v, s) -> BlockOperators.negate(n, v[a], s[a], v[i], s[i]);
      case BINARY -> binary(step, i);
      case WHERE -> (n, v, s) -> CHOICES.where(n, v[a], v[b], s[b], v[c], s[c], v[i], s[i]);
      case CALL -> call(BlockFunctions.of(step.function()), a, i);
    };
  }

  /** The chain rule; the slope of x is 1. */
  private static BlockStep call(BlockFunction function, int a, int i) {
    return a == 0
        ? (n, v, s) -> function.run(v[0], n, v[i], s[i])
        : (n, v, s) -> {
          function.run(v[a], n, v[i], s[i]);
          BlockOperators.scale(n, s[i], s[a]);
        };
  }

  private BlockStep binary(Step step, int i) {
    int a = step.a();
    int b = step.b();
    return switch (step.operator()) {
      case PLUS -> (n, v, s) -> BlockOperators.add(n, v[a], s[a], v[b], s[b], v[i], s[i]);
      case MINUS -> (n, v, s) -> BlockOperators.subtract(n, v[a], s[a], v[b], s[b], v[i], s[i]);
      case TIMES -> times(a, b, i);
      case OVER -> over(a, b, i);
      case POWER -> power(step, i);
      case MIN -> min(a, b, i);
      case MAX -> max(a, b, i);
      default -> {
        Operator operator = step.operator();
        yield (n, v, s) -> BlockOperators.compare(operator, n, v[a], v[b], v[i], s[i]);
      }
    };
  }

  private BlockStep times(int a, int b, int i) {
    if (tape.isConstant(b)) {
      double factor = constant(b);
      return (n, v, s) -> BlockOperators.multiply(n, v[a], s[a], factor, v[i], s[i]);
    }
    return tape.isConstant(a)
        ? times(b, a, i)
        : (n, v, s) -> BlockOperators.multiply(n, v[a], s[a], v[b], s[b], v[i], s[i]);
  }

  private BlockStep over(int a, int b, int i) {
    if (tape.isConstant(b)) {
      double divisor = constant(b);
      return (n, v, s) -> BlockOperators.divide(n, v[a], s[a], divisor, v[i], s[i]);
    }
    if (tape.isConstant(a)) {
      double dividend = constant(a);
      return (n, v, s) -> BlockOperators.divide(n, dividend, v[b], s[b], v[i], s[i]);
    }
    return (n, v, s) -> BlockOperators.divide(n, v[a], s[a], v[b], s[b], v[i], s[i]);
  }

  private BlockStep min(int a, int b, int i) {
    if (tape.isConstant(b)) {
      double bound = constant(b);
      return (n, v, s) -> CHOICES.min(n, v[a], s[a], bound, v[i], s[i]);
    }
    return tape.isConstant(a)
        ? min(b, a, i)
        : (n, v, s) -> CHOICES.min(n, v[a], s[a], v[b], s[b], v[i], s[i]);
  }

  private BlockStep max(int a, int b, int i) {
    if (tape.isConstant(b)) {
      double bound = constant(b);
      return (n, v, s) -> CHOICES.max(n, v[a], s[a], bound, v[i], s[i]);
    }
    return tape.isConstant(a)
        ? max(b, a, i)
        : (n, v, s) -> CHOICES.max(n, v[a], s[a], v[b], s[b], v[i], s[i]);
  }

  private BlockStep power(Step step, int i) {
    int a = step.a();
    int b = step.b();
    if (tape.isConstant(b)) {
      double power = constant(b);
      return (n, v, s) -> BlockOperators.power(n, v[a], s[a], power, v[i], s[i]);
    }
    boolean ofConstant = tape.isConstant(a);
    return (n, v, s) -> {
      for (int k = 0; k < n; k++) {
        double x = v[a][k];
        double y = v[b][k];
        v[i][k] = Operator.POWER.of(x, y);
        double ofBase = ofConstant ? 0 : s[a][k] * ExprTape.slopeInLeft(Operator.POWER, x, y);
        s[i][k] = ofBase + s[b][k] * ExprTape.slopeInRight(Operator.POWER, x, y);
      }
    };
  }
}
