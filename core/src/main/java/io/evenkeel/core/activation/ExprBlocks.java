package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;

/**
 * Evaluates a formula over float32 arrays in double precision, all steps for one block of numbers
 * before the next block.
 */
final class ExprBlocks {
  /** Numbers of a block: few, since the arrays that a formula works on must stay in the cache. */
  private static final int SIZE = 256;

  private static final ScanKernel SCANS = Kernels.scans();

  private final int x;
  private final int value;
  private final int slope;
  private final BlockProgram.Pass[] passes;
  private final ThreadLocal<double[][]> workspaces;

  ExprBlocks(ExprTape tape) {
    BlockProgram program = new BlockProgram(SIZE);
    x = program.register();
    BlockCompiler.Results formula = BlockCompiler.compile(tape, program, x);
    value = formula.value();
    slope = formula.slope();
    passes = program.passes();
    workspaces = ThreadLocal.withInitial(() -> program.workspace(x, value, slope));
  }

  /** Does the same as {@link Activation#apply}. */
  void apply(float[] pre, int n, float[] act, float[] slopes) {
    double[][] registers = workspaces.get();
    for (int from = 0; from < n; from += SIZE) {
      int count = Math.min(SIZE, n - from);
      SCANS.widen(pre, from, registers[x], 0, count);
      for (BlockProgram.Pass pass : passes) {
        pass.run(count, registers);
      }
      SCANS.narrow(registers[value], 0, act, from, count);
      SCANS.narrow(registers[slope], 0, slopes, from, count);
    }
  }
}
