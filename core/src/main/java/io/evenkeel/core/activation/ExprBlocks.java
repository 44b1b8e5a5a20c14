package io.evenkeel.core.activation;

import io.evenkeel.core.activation.BlockFunctions.BlockFunction;
import io.evenkeel.core.activation.ExprTape.Kind;
import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.Arrays;
import java.util.List;

/** Runs a formula over float32 arrays, a block of all its steps at a time, in double precision. */
final class ExprBlocks {
  /** Numbers of a block: few, since each step has two arrays that must stay in the cache. */
  private static final int SIZE = 256;

  private static final ScanKernel SCANS = Kernels.scans();

  private final ExprTape tape;
  private final BlockFunction[] functions;
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
    List<Step> steps = tape.steps();
    functions = new BlockFunction[steps.size()];
    for (int i = 0; i < functions.length; i++) {
      if (steps.get(i).kind() == Kind.CALL) {
        functions[i] = BlockFunctions.of(steps.get(i).function());
      }
    }
    workspaces = ThreadLocal.withInitial(this::workspace);
  }

  private Workspace workspace() {
    Workspace space = new Workspace(functions.length);
    Arrays.fill(space.slope[0], 1);
    for (int i = 0; i < functions.length; i++) {
      if (tape.isConstant(i)) {
        Arrays.fill(space.value[i], tape.steps().get(i).constant());
      }
    }
    return space;
  }

  /** As {@link Activation#apply}. */
  void apply(float[] pre, int n, float[] act, float[] slope) {
    Workspace space = workspaces.get();
    int last = functions.length - 1;
    for (int from = 0; from < n; from += SIZE) {
      int count = Math.min(SIZE, n - from);
      SCANS.widen(pre, from, space.value[0], 0, count);
      for (int i = 1; i <= last; i++) {
        run(i, space, count);
      }
      SCANS.narrow(space.value[last], 0, act, from, count);
      SCANS.narrow(space.slope[last], 0, slope, from, count);
    }
  }

  private void run(int i, Workspace space, int n) {
    Step step = tape.steps().get(i);
    double[] va = space.value[step.a()];
    double[] sa = space.slope[step.a()];
    double[] value = space.value[i];
    double[] slope = space.slope[i];
    switch (step.kind()) {
      case X, CONSTANT -> {}
      case NEGATION -> BlockOperators.negate(n, va, sa, value, slope);
      case BINARY -> binary(step, space, n, value, slope);
      case WHERE ->
          BlockOperators.where(
              n,
              va,
              space.value[step.b()],
              space.slope[step.b()],
              space.value[step.c()],
              space.slope[step.c()],
              value,
              slope);
      case CALL -> {
        functions[i].run(va, n, value, slope);
        if (step.a() != 0) {
          BlockOperators.scale(n, slope, sa);
        }
      }
    }
  }

  private void binary(Step step, Workspace space, int n, double[] value, double[] slope) {
    double[] va = space.value[step.a()];
    double[] sa = space.slope[step.a()];
    double[] vb = space.value[step.b()];
    double[] sb = space.slope[step.b()];
    boolean leftVaries = !tape.isConstant(step.a());
    boolean rightVaries = !tape.isConstant(step.b());
    switch (step.operator()) {
      case PLUS -> BlockOperators.add(n, va, sa, vb, sb, value, slope);
      case MINUS -> BlockOperators.subtract(n, va, sa, vb, sb, value, slope);
      case TIMES -> {
        if (!rightVaries) {
          BlockOperators.multiply(n, va, sa, vb[0], value, slope);
        } else if (!leftVaries) {
          BlockOperators.multiply(n, vb, sb, va[0], value, slope);
        } else {
          BlockOperators.multiply(n, va, sa, vb, sb, value, slope);
        }
      }
      case OVER -> {
        if (!rightVaries) {
          BlockOperators.divide(n, va, sa, vb[0], value, slope);
        } else if (!leftVaries) {
          BlockOperators.divide(n, va[0], vb, sb, value, slope);
        } else {
          BlockOperators.divide(n, va, sa, vb, sb, value, slope);
        }
      }
      case POWER -> {
        if (!rightVaries) {
          BlockOperators.power(n, va, sa, vb[0], value, slope);
        } else {
          general(step, space, n, value, slope);
        }
      }
      case MIN -> {
        if (!rightVaries) {
          BlockOperators.min(n, va, sa, vb[0], value, slope);
        } else if (!leftVaries) {
          BlockOperators.min(n, vb, sb, va[0], value, slope);
        } else {
          BlockOperators.min(n, va, sa, vb, sb, value, slope);
        }
      }
      case MAX -> {
        if (!rightVaries) {
          BlockOperators.max(n, va, sa, vb[0], value, slope);
        } else if (!leftVaries) {
          BlockOperators.max(n, vb, sb, va[0], value, slope);
        } else {
          BlockOperators.max(n, va, sa, vb, sb, value, slope);
        }
      }
      default -> BlockOperators.compare(step.operator(), n, va, vb, value, slope);
    }
  }

  /** A power with x in its exponent. */
  private void general(Step step, Workspace space, int n, double[] value, double[] slope) {
    double[] va = space.value[step.a()];
    double[] vb = space.value[step.b()];
    for (int i = 0; i < n; i++) {
      value[i] = step.operator().of(va[i], vb[i]);
      double ofBase =
          tape.isConstant(step.a())
              ? 0
              : space.slope[step.a()][i] * ExprTape.slopeInLeft(step.operator(), va[i], vb[i]);
      slope[i] =
          ofBase + space.slope[step.b()][i] * ExprTape.slopeInRight(step.operator(), va[i], vb[i]);
    }
  }
}
