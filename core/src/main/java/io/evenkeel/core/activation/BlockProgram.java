package io.evenkeel.core.activation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loops that run one after the other over registers, which are arrays as long as a block. Registers
 * that are never needed at the same time share an array, so that the arrays of a long formula stay
 * in the first-level cache.
 */
final class BlockProgram {
  /** A loop over the first n numbers of some registers. */
  interface Pass {
    /**
     * Runs the loop.
     *
     * @param r all registers; those that the loop writes are other arrays than those it reads
     */
    void run(int n, double[][] r);
  }

  private final int size;
  private final List<Pass> passes = new ArrayList<>();
  private final List<int[]> touched = new ArrayList<>();
  private final Map<Double, Integer> constants = new HashMap<>();
  private int registers;

  /**
   * An empty program.
   *
   * @param size numbers of a block
   */
  BlockProgram(int size) {
    this.size = size;
  }

  /** A new register. */
  int register() {
    return registers++;
  }

  /** The register that holds a number in all places; no pass may write it. */
  int constant(double number) {
    return constants.computeIfAbsent(number, any -> register());
  }

  /**
   * Appends a loop.
   *
   * @param used the registers that it reads or writes
   */
  void add(Pass pass, int... used) {
    passes.add(pass);
    touched.add(used.clone());
  }

  /** All loops in their order. */
  Pass[] passes() {
    return passes.toArray(Pass[]::new);
  }

  /**
   * An array for each register.
   *
   * @param kept registers that are written or read from outside
   */
  double[][] workspace(int... kept) {
    int[] first = new int[registers];
    int[] last = new int[registers];
    Arrays.fill(first, passes.size());
    Arrays.fill(last, -1);
    for (int pass = 0; pass < passes.size(); pass++) {
      for (int register : touched.get(pass)) {
        first[register] = Math.min(first[register], pass);
        last[register] = pass;
      }
    }
    double[][] arrays = new double[registers][];
    for (int register : kept) {
      arrays[register] = new double[size];
    }
    constants.forEach(
        (number, register) -> {
          arrays[register] = new double[size];
          Arrays.fill(arrays[register], number);
        });
    share(arrays, first, last);
    return arrays;
  }

  /** Gives the remaining registers arrays, each again as soon as it is no longer needed. */
  private void share(double[][] arrays, int[] first, int[] last) {
    List<double[]> free = new ArrayList<>();
    boolean[] own = new boolean[registers];
    for (int register = 0; register < registers; register++) {
      own[register] = arrays[register] != null;
    }
    for (int pass = 0; pass < passes.size(); pass++) {
      int[] used = Arrays.stream(touched.get(pass)).distinct().toArray();
      for (int register : used) {
        if (!own[register] && first[register] == pass) {
          arrays[register] = free.isEmpty() ? new double[size] : free.remove(free.size() - 1);
        }
      }
      for (int register : used) {
        if (!own[register] && last[register] == pass) {
          free.add(arrays[register]);
        }
      }
    }
  }
}
