package io.evenkeel.core.activation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Arithmetic on terms. A term is a number that is the same everywhere, or a register of a {@link
 * BlockProgram} times a factor. An operation on registers becomes a loop of the program; a product
 * with a number waits for the loop that uses it. Each operation is rounded as it is written, so
 * results do not depend on how a term is represented.
 */
final class BlockTerms {
  /**
   * A number or a register times a factor.
   *
   * @param register the register, or negative if it is a number
   * @param number the number, or the factor
   */
  record Term(int register, double number) {
    boolean isNumber() {
      return register < 0;
    }
  }

  /** A loop that writes one register. */
  interface Loop {
    void run(int n, double[][] r, double[] to);
  }

  private final BlockProgram program;

  /** Registers that hold a term. */
  private final Map<Term, Integer> written = new HashMap<>();

  BlockTerms(BlockProgram program) {
    this.program = program;
  }

  static Term number(double value) {
    return new Term(-1, value);
  }

  static Term register(int register) {
    return new Term(register, 1);
  }

  /** A register that holds a term. */
  int in(Term term) {
    if (term.isNumber()) {
      return program.constant(term.number());
    }
    if (term.number() == 1) {
      return term.register();
    }
    return written.computeIfAbsent(
        term,
        any -> {
          int x = term.register();
          return loop((n, r, to) -> BlockLoops.scale(n, r[x], term.number(), to), x).register();
        });
  }

  /** Appends a loop that reads some registers and writes a new one. */
  Term loop(Loop loop, int... read) {
    int to = program.register();
    int[] used = Arrays.copyOf(read, read.length + 1);
    used[read.length] = to;
    program.add((n, r) -> loop.run(n, r, r[to]), used);
    return register(to);
  }

  Term negated(Term a) {
    return a.isNumber() ? number(-a.number()) : new Term(a.register(), -a.number());
  }

  Term plus(Term a, Term b) {
    if (a.isNumber() && b.isNumber()) {
      return number(a.number() + b.number());
    }
    if (a.isNumber()) {
      return plus(b, a);
    }
    int x = a.register();
    int y = b.register();
    double s = a.number();
    double t = b.number();
    return b.isNumber()
        ? loop((n, r, to) -> BlockLoops.add(n, r[x], s, t, to), x)
        : loop((n, r, to) -> BlockLoops.add(n, r[x], s, r[y], t, to), x, y);
  }

  Term minus(Term a, Term b) {
    if (b.isNumber()) {
      return plus(a, number(-b.number()));
    }
    int x = a.register();
    int y = b.register();
    double s = a.number();
    double t = b.number();
    return a.isNumber()
        ? loop((n, r, to) -> BlockLoops.subtract(n, s, r[y], t, to), y)
        : loop((n, r, to) -> BlockLoops.subtract(n, r[x], s, r[y], t, to), x, y);
  }

  Term times(Term a, Term b) {
    if (a.isNumber() && b.isNumber()) {
      return number(a.number() * b.number());
    }
    if (a.isNumber()) {
      return times(b, a);
    }
    if (b.isNumber()) {
      // Two factors are two roundings, but where one of them is 1 or -1.
      boolean one = Math.abs(a.number()) == 1 || Math.abs(b.number()) == 1;
      return one ? new Term(a.register(), a.number() * b.number()) : new Term(in(a), b.number());
    }
    int x = a.register();
    int y = b.register();
    double s = a.number();
    double t = b.number();
    return loop((n, r, to) -> BlockLoops.multiply(n, r[x], s, r[y], t, to), x, y);
  }

  /** a b + c d. */
  Term products(Term a, Term b, Term c, Term d) {
    if (anyNumber(c, d)) {
      return anyNumber(a, b) ? plus(times(a, b), times(c, d)) : products(c, d, a, b);
    }
    if (anyNumber(a, b)) {
      Term first = times(a, b);
      return first.isNumber() ? plus(first, times(c, d)) : plusProduct(first, c, d);
    }
    int x = in(a);
    int y = in(b);
    int z = in(c);
    int w = in(d);
    return loop((n, r, to) -> BlockLoops.addProducts(n, r[x], r[y], r[z], r[w], to), x, y, z, w);
  }

  /** a + b c. */
  private Term plusProduct(Term a, Term b, Term c) {
    int x = a.register();
    int y = b.register();
    int z = c.register();
    double s = a.number();
    double t = b.number();
    double u = c.number();
    return loop((n, r, to) -> BlockLoops.addProduct(n, r[x], s, r[y], t, r[z], u, to), x, y, z);
  }

  private static boolean anyNumber(Term a, Term b) {
    return a.isNumber() || b.isNumber();
  }

  /** a / b. */
  Term over(Term a, Term b) {
    if (a.isNumber() && b.isNumber()) {
      return number(a.number() / b.number());
    }
    double s = a.number();
    double t = b.number();
    if (b.isNumber()) {
      int x = in(a);
      return loop((n, r, to) -> BlockLoops.divide(n, r[x], t, to), x);
    }
    int y = in(b);
    if (a.isNumber()) {
      return loop((n, r, to) -> BlockLoops.divide(n, s, r[y], to), y);
    }
    int x = in(a);
    return loop((n, r, to) -> BlockLoops.divide(n, r[x], r[y], to), x, y);
  }
}
