package io.evenkeel.core.activation;

import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.expr.PointFunction;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.Piece;
import io.evenkeel.core.kernel.PieceKernel;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * A formula that only chooses between x, -x and constants, such as {@code max(x,0)}. None of its
 * steps rounds, so float32 arithmetic suffices: the results are the bits that {@link ExprBlocks}
 * gives.
 */
final class ExprPieces {
  /**
   * With more pieces for all numbers, NaN included, it takes longer to evaluate the pieces than to
   * look for NaN first.
   */
  private static final int MOST = 3;

  /** With more pieces for finite numbers, the formula's steps are faster. */
  private static final int MOST_FINITE = 5;

  /** Numbers treated at once: few enough to stay in the first-level cache. */
  private static final int BLOCK = 1024;

  private static final PieceKernel KERNEL = Kernels.pieces();
  private static final ScanKernel SCANS = Kernels.scans();

  /** Activations that give x or a constant. */
  private static final Set<Class<? extends Activation>> CHOOSING =
      Set.of(Relu.class, Relu6.class, Hardtanh.class, Hardshrink.class, Threshold.class);

  private static final List<Piece.Form> FORMS =
      List.of(Piece.Form.SAME, Piece.Form.NEGATIVE, Piece.Form.CONSTANT);

  private final float[] limits;
  private final Piece[] pieces;

  /** The value and the slope at NaN, where they differ from those of the last piece. */
  private final Optional<Piece> atNan;

  /** Whether the pieces hold for finite numbers only. */
  private final boolean finite;

  private ExprPieces(
      List<Float> limits, List<Piece> pieces, Optional<Piece> atNan, boolean finite) {
    this.atNan = atNan;
    this.finite = finite;
    this.limits = new float[limits.size()];
    for (int i = 0; i < this.limits.length; i++) {
      this.limits[i] = limits.get(i);
    }
    this.pieces = pieces.toArray(Piece[]::new);
  }

  /**
   * The pieces of a formula; empty if one of its steps rounds, or if there are too many pieces.
   *
   * @param blocks what computes the formula
   */
  static Optional<ExprPieces> of(ExprTape tape, ExprBlocks blocks) {
    if (!tape.steps().stream().allMatch(step -> chooses(tape, step))) {
      return Optional.empty();
    }
    return of(tape, blocks, false).or(() -> of(tape, blocks, true));
  }

  private static Optional<ExprPieces> of(ExprTape tape, ExprBlocks blocks, boolean finite) {
    List<Float> limits = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    float first = Float.NEGATIVE_INFINITY;
    for (float last : ends(tape)) {
      if (!finite || Float.isFinite(last)) {
        Sample sample = Sample.of(blocks, first, last);
        if (!pieces.isEmpty() && sample.fits(pieces.get(pieces.size() - 1))) {
          limits.set(limits.size() - 1, last);
        } else {
          Optional<Piece> piece = sample.piece();
          if (piece.isEmpty()) {
            return Optional.empty();
          }
          pieces.add(piece.get());
          limits.add(last);
        }
      }
      first = Math.nextUp(last);
    }
    Sample nan = Sample.of(blocks, Float.NaN, Float.NaN);
    Optional<Piece> atNan =
        finite || nan.fits(pieces.get(pieces.size() - 1))
            ? Optional.empty()
            : Optional.of(nan.piece(Piece.Form.CONSTANT));
    return pieces.size() + (atNan.isPresent() ? 1 : 0) <= (finite ? MOST_FINITE : MOST)
        ? Optional.of(new ExprPieces(limits.subList(0, limits.size() - 1), pieces, atNan, finite))
        : Optional.empty();
  }

  /**
   * Whether a step gives x, -x or a constant, whatever the signs and the order of its arguments
   * are.
   */
  private static boolean chooses(ExprTape tape, Step step) {
    return switch (step.kind()) {
      case X, CONSTANT, NEGATION, WHERE -> true;
      case BINARY -> {
        Operator operator = step.operator();
        boolean ofTruth =
            operator == Operator.TIMES && (isTruth(tape, step.a()) || isTruth(tape, step.b()));
        yield operator.compares()
            || operator == Operator.MIN
            || operator == Operator.MAX
            || ofTruth;
      }
      case CALL ->
          step.function() == Elementary.ABS
              || step.function() == Elementary.SIGN
              || (step.function() instanceof ExprNames.Member member
                  && CHOOSING.contains(member.activation().getClass()));
    };
  }

  /** Whether a step is a comparison or a product of such: 0 or 1. */
  private static boolean isTruth(ExprTape tape, int index) {
    Step step = tape.steps().get(index);
    return step.kind() == ExprTape.Kind.BINARY
        && (step.operator().compares()
            || (step.operator() == Operator.TIMES
                && isTruth(tape, step.a())
                && isTruth(tape, step.b())));
  }

  /**
   * The last floats of the intervals within which no choice changes, ascending. Choices change
   * where x is 0 and where x or -x equals a constant, among them 1, which comparisons give.
   * Infinity and 0 are intervals of their own: times 0 the one is NaN, and the other keeps its
   * sign.
   */
  private static List<Float> ends(ExprTape tape) {
    NavigableSet<Double> places = new TreeSet<>(List.of(-1.0, 0.0, 1.0));
    for (Step step : tape.steps()) {
      double[] constants =
          switch (step.kind()) {
            case CONSTANT -> new double[] {step.constant()};
            case CALL -> constants(step.function());
            default -> new double[0];
          };
      for (double constant : constants) {
        if (constant != 0) {
          places.add(constant);
          places.add(-constant);
        }
      }
    }
    NavigableSet<Float> ends = new TreeSet<>();
    ends.add(Float.NEGATIVE_INFINITY);
    for (double place : places) {
      float nearest = (float) place;
      if (nearest == place) {
        ends.add(Math.nextDown(nearest));
        ends.add(nearest);
      } else if (!Double.isNaN(place)) {
        ends.add(nearest < place ? nearest : Math.nextDown(nearest));
      }
    }
    ends.add(Float.MAX_VALUE);
    ends.add(Float.POSITIVE_INFINITY);
    return List.copyOf(ends);
  }

  /** The points at which a function chooses, and its values there. */
  private static double[] constants(PointFunction function) {
    double[] kinks = function.kinks();
    return DoubleStream.concat(Arrays.stream(kinks), Arrays.stream(kinks).map(function::value))
        .toArray();
  }

  /** Values and slopes at some points of an interval. */
  private static final class Sample {
    private final float[] x;
    private final float[] value;
    private final float[] slope;

    private Sample(float[] x) {
      this.x = x;
      value = new float[x.length];
      slope = new float[x.length];
    }

    static Sample of(ExprBlocks blocks, float first, float last) {
      boolean finite = Float.isFinite(first) && Float.isFinite(last);
      float middle = finite ? first / 2 + last / 2 : first;
      Sample sample = new Sample(new float[] {first, middle, last});
      blocks.apply(sample.x, 3, sample.value, sample.slope);
      return sample;
    }

    Piece piece(Piece.Form form) {
      return new Piece(form, form == Piece.Form.CONSTANT ? value[0] : 0, slope[0]);
    }

    /**
     * The piece that fits the samples: a constant if there is a single finite point. Empty if none
     * fits.
     */
    Optional<Piece> piece() {
      List<Piece.Form> forms = new ArrayList<>(FORMS);
      if (x[0] == x[2] && Float.isFinite(x[0])) {
        Collections.reverse(forms);
      }
      return forms.stream().map(this::piece).filter(this::fits).findFirst();
    }

    boolean fits(Piece piece) {
      for (int i = 0; i < x.length; i++) {
        float expected = piece.at(x[i]);
        if (Float.compare(value[i], expected) != 0 || Float.compare(slope[i], piece.slope()) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether the pieces hold for all of these numbers. */
  boolean serves(float[] pre, int n) {
    return !finite || SCANS.largestMagnitude(pre, n) <= Float.MAX_VALUE;
  }

  /** Does the same as {@link Activation#apply}, for numbers that it {@link #serves}. */
  void apply(float[] x, int n, float[] act, float[] slope) {
    float[] pre = act == x ? Arrays.copyOf(x, n) : x;
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      KERNEL.all(from, to, pre, limits, pieces, act, slope);
      if (atNan.isPresent()) {
        Piece nan = atNan.get();
        KERNEL.atNan(from, to, pre, nan.constant(), nan.slope(), act, slope);
      }
    }
  }
}
