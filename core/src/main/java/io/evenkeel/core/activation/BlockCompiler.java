package io.evenkeel.core.activation;

import static io.evenkeel.core.activation.BlockTerms.number;
import static io.evenkeel.core.activation.BlockTerms.register;

import io.evenkeel.core.activation.BlockFunctions.BlockFunction;
import io.evenkeel.core.activation.BlockTerms.Term;
import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the steps of a formula into loops. A slope that is the same everywhere, such as that of x,
 * stays a number. A constant has no slope, so that no product of infinity and 0 arises from it.
 */
final class BlockCompiler {
  /** Integer powers up to this one are computed as products. */
  private static final int LARGEST_PRODUCT = 8;

  private static final ChoiceKernel CHOICES = Kernels.choices();

  /** A step's value and its derivative in x. */
  private record Part(Term value, Term slope) {}

  /** The registers that hold a formula's value and slope. */
  record Results(int value, int slope) {}

  /** A choice between a and a number, with its slope. */
  private interface ChoiceWithNumber {
    void run(int n, double[] a, double[] sa, double b, double[] value, double[] slope);
  }

  /** A choice between a and b, with its slope. */
  private interface Choice {
    void run(
        int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope);
  }

  private final BlockProgram program;
  private final BlockTerms terms;
  private final List<Part> parts = new ArrayList<>();

  /** exp(u) by u: exp(-u) is 1 / exp(u), which takes less time than another exponential. */
  private final Map<Term, Term> exponentials = new HashMap<>();

  private BlockCompiler(BlockProgram program) {
    this.program = program;
    this.terms = new BlockTerms(program);
  }

  /**
   * Appends the loops of all steps to a program.
   *
   * @param x the register that holds x
   */
  static Results compile(ExprTape tape, BlockProgram program, int x) {
    BlockCompiler compiler = new BlockCompiler(program);
    for (Step step : tape.steps()) {
      compiler.parts.add(compiler.part(step, x));
    }
    Part formula = compiler.parts.get(compiler.parts.size() - 1);
    return new Results(compiler.terms.in(formula.value()), compiler.terms.in(formula.slope()));
  }

  private Part part(Step step, int x) {
    return switch (step.kind()) {
      case X -> new Part(register(x), number(1));
      case CONSTANT -> new Part(number(step.constant()), number(0));
      case NEGATION -> {
        Part of = parts.get(step.a());
        yield new Part(terms.negated(of.value()), terms.negated(of.slope()));
      }
      case BINARY -> binary(step);
      case WHERE -> where(parts.get(step.a()), parts.get(step.b()), parts.get(step.c()));
      case CALL -> call(step);
    };
  }

  private Part binary(Step step) {
    Part a = parts.get(step.a());
    Part b = parts.get(step.b());
    return switch (step.operator()) {
      case PLUS -> new Part(terms.plus(a.value(), b.value()), terms.plus(a.slope(), b.slope()));
      case MINUS -> new Part(terms.minus(a.value(), b.value()), terms.minus(a.slope(), b.slope()));
      case TIMES -> times(a, b);
      case OVER -> over(a, b);
      case POWER -> power(a, b);
      case MIN -> choice(a, b, CHOICES::min, CHOICES::min);
      case MAX -> choice(a, b, CHOICES::max, CHOICES::max);
      default -> compare(step.operator(), terms.in(a.value()), terms.in(b.value()));
    };
  }

  private Part times(Part a, Part b) {
    Term value = terms.times(a.value(), b.value());
    if (b.value().isNumber()) {
      return new Part(value, terms.times(a.slope(), b.value()));
    }
    if (a.value().isNumber()) {
      return new Part(value, terms.times(b.slope(), a.value()));
    }
    return new Part(value, terms.products(a.slope(), b.value(), b.slope(), a.value()));
  }

  private Part over(Part a, Part b) {
    if (b.value().isNumber()) {
      double divisor = b.value().number();
      Term inverse = number(1 / divisor);
      Term value =
          isPowerOfTwo(divisor) // the product is the quotient
              ? terms.times(a.value(), inverse)
              : terms.over(a.value(), b.value());
      return new Part(value, terms.times(a.slope(), inverse));
    }
    Term quotient = terms.over(a.value(), b.value());
    if (a.value().isNumber()) {
      Term again = terms.over(quotient, b.value());
      return new Part(quotient, terms.negated(terms.times(b.slope(), again)));
    }
    Term inverse = terms.over(number(1), b.value());
    return new Part(quotient, quotientSlope(a.slope(), b.slope(), inverse, quotient));
  }

  private Term quotientSlope(Term sa, Term sb, Term inverse, Term quotient) {
    if (sa.isNumber() || sb.isNumber()) {
      Term first = terms.times(sa, inverse);
      return terms.minus(first, terms.times(sb, terms.times(quotient, inverse)));
    }
    int a = terms.in(sa);
    int b = terms.in(sb);
    int i = terms.in(inverse);
    int q = terms.in(quotient);
    return terms.loop(
        (n, r, to) -> BlockLoops.quotientSlope(n, r[a], r[b], r[i], r[q], to), a, b, i, q);
  }

  private static boolean isPowerOfTwo(double b) {
    int exponent = Math.getExponent(b);
    return Math.abs(exponent) < Double.MAX_EXPONENT && Math.abs(b) == Math.scalb(1.0, exponent);
  }

  private Part power(Part a, Part b) {
    int base = terms.in(a.value());
    if (!b.value().isNumber()) {
      return powerOfTwoTerms(a, b);
    }
    double power = b.value().number();
    if (power == Math.rint(power) && power >= 2 && power <= LARGEST_PRODUCT) {
      return product(a, (int) power);
    }
    Term value = terms.loop((n, r, to) -> BlockLoops.power(n, r[base], power, to), base);
    Term inBase = terms.loop((n, r, to) -> BlockLoops.powerSlope(n, r[base], power, to), base);
    return new Part(value, terms.times(a.slope(), inBase));
  }

  private Part product(Part a, int power) {
    Term below = a.value();
    for (int factor = 2; factor < power; factor++) {
      below = terms.times(below, a.value());
    }
    Term slope = terms.times(a.slope(), terms.times(below, number(power)));
    return new Part(terms.times(below, a.value()), slope);
  }

  private Part powerOfTwoTerms(Part a, Part b) {
    int base = terms.in(a.value());
    int exponent = terms.in(b.value());
    Term value =
        terms.loop((n, r, to) -> BlockLoops.power(n, r[base], r[exponent], to), base, exponent);
    Term inExponent =
        terms.loop(
            (n, r, to) -> BlockLoops.powerSlopeInExponent(n, r[base], r[exponent], to),
            base,
            exponent);
    Term ofExponent = terms.times(b.slope(), inExponent);
    if (a.value().isNumber()) {
      return new Part(value, terms.plus(number(0), ofExponent));
    }
    Term inBase =
        terms.loop(
            (n, r, to) -> BlockLoops.powerSlope(n, r[base], r[exponent], to), base, exponent);
    return new Part(value, terms.plus(terms.times(a.slope(), inBase), ofExponent));
  }

  private Part compare(Operator operator, int a, int b) {
    Term value = terms.loop((n, r, to) -> BlockLoops.compare(operator, n, r[a], r[b], to), a, b);
    return new Part(value, number(0));
  }

  private Part choice(Part a, Part b, ChoiceWithNumber ofNumber, Choice ofBoth) {
    if (a.value().isNumber()) {
      return choice(b, a, ofNumber, ofBoth);
    }
    int value = program.register();
    int slope = program.register();
    int va = terms.in(a.value());
    int sa = terms.in(a.slope());
    if (b.value().isNumber()) {
      double bound = b.value().number();
      program.add(
          (n, r) -> ofNumber.run(n, r[va], r[sa], bound, r[value], r[slope]), va, sa, value, slope);
    } else {
      int vb = terms.in(b.value());
      int sb = terms.in(b.slope());
      program.add(
          (n, r) -> ofBoth.run(n, r[va], r[sa], r[vb], r[sb], r[value], r[slope]),
          va,
          sa,
          vb,
          sb,
          value,
          slope);
    }
    return new Part(register(value), register(slope));
  }

  private Part where(Part condition, Part then, Part otherwise) {
    int value = program.register();
    int slope = program.register();
    int c = terms.in(condition.value());
    int a = terms.in(then.value());
    int sa = terms.in(then.slope());
    int b = terms.in(otherwise.value());
    int sb = terms.in(otherwise.slope());
    program.add(
        (n, r) -> CHOICES.where(n, r[c], r[a], r[sa], r[b], r[sb], r[value], r[slope]),
        c,
        a,
        sa,
        b,
        sb,
        value,
        slope);
    return new Part(register(value), register(slope));
  }

  private Part exponential(Part of) {
    Term known = exponentials.get(terms.negated(of.value()));
    Term value = known == null ? computedExp(of.value()) : terms.over(number(1), known);
    exponentials.put(of.value(), value);
    return new Part(value, terms.times(value, of.slope()));
  }

  private Term computedExp(Term u) {
    int x = terms.in(u);
    return terms.loop((n, r, to) -> BlockFunctions.exp(r[x], n, to), x);
  }

  /** The chain rule. */
  private Part call(Step step) {
    Part of = parts.get(step.a());
    if (step.function() == Elementary.EXP) {
      return exponential(of);
    }
    int x = terms.in(of.value());
    BlockFunction function = BlockFunctions.of(step.function());
    int value = program.register();
    int slope = program.register();
    program.add((n, r) -> function.run(r[x], n, r[value], r[slope]), x, value, slope);
    return new Part(register(value), terms.times(register(slope), of.slope()));
  }
}
