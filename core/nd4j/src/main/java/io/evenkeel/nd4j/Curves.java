package io.evenkeel.nd4j;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Celu;
import io.evenkeel.core.activation.Elu;
import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.Expr;
import io.evenkeel.core.activation.Gelu;
import io.evenkeel.core.activation.Hardshrink;
import io.evenkeel.core.activation.Hardsigmoid;
import io.evenkeel.core.activation.Hardswish;
import io.evenkeel.core.activation.Hardtanh;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.LogSigmoid;
import io.evenkeel.core.activation.Mish;
import io.evenkeel.core.activation.Prelu;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Relu6;
import io.evenkeel.core.activation.Selu;
import io.evenkeel.core.activation.Sigmoid;
import io.evenkeel.core.activation.Silu;
import io.evenkeel.core.activation.Sin;
import io.evenkeel.core.activation.Softplus;
import io.evenkeel.core.activation.Softshrink;
import io.evenkeel.core.activation.Softsign;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.activation.Tanhshrink;
import io.evenkeel.core.activation.Threshold;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The formulas of all activations over float64 arrays: value and derivative, with PyTorch's choice
 * at kinks. They are written out again, not taken from {@link Activation}, so that each is a check
 * of the other.
 */
final class Curves {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private static final Map<Class<? extends Activation>, Function<Activation, Curve>> KNOWN =
      new HashMap<>();

  static {
    put(Identity.class, phi -> new Curve(x -> x, Formulas::one));
    put(Sigmoid.class, phi -> new Curve(Formulas::logistic, Formulas::logisticSlope));
    put(Tanh.class, phi -> new Curve(Formulas::tanh, Formulas::tanhSlope));
    put(Relu.class, phi -> threshold(0, 0));
    put(LeakyRelu.class, phi -> ramp(phi.negativeSlope()));
    put(Prelu.class, phi -> ramp(phi.init()));
    put(Elu.class, phi -> exponential(1, phi.alpha(), 1));
    put(Celu.class, phi -> exponential(1, phi.alpha(), 1 / phi.alpha()));
    put(Selu.class, phi -> exponential(SELU_SCALE, SELU_SCALE * SELU_ALPHA, 1));
    put(Gelu.class, Curves::gelu);
    put(Silu.class, phi -> new Curve(Formulas::silu, Formulas::siluSlope));
    put(Mish.class, phi -> new Curve(Formulas::mish, Formulas::mishSlope));
    put(Softplus.class, phi -> softplus(phi.beta(), phi.threshold()));
    put(Softsign.class, phi -> new Curve(Formulas::softsign, Formulas::softsignSlope));
    put(Hardtanh.class, phi -> clip(phi.minVal(), phi.maxVal()));
    put(Relu6.class, phi -> clip(0, 6));
    put(Hardsigmoid.class, phi -> new Curve(Formulas::hardsigmoid, Formulas::hardsigmoidSlope));
    put(Hardswish.class, phi -> new Curve(Formulas::hardswish, Formulas::hardswishSlope));
    put(LogSigmoid.class, phi -> new Curve(Formulas::logSigmoid, x -> Formulas.logistic(x.neg())));
    put(Tanhshrink.class, phi -> new Curve(Formulas::tanhshrink, Formulas::tanhshrinkSlope));
    put(Softshrink.class, phi -> softshrink(phi.lambd()));
    put(Hardshrink.class, phi -> hardshrink(phi.lambd()));
    put(Threshold.class, phi -> threshold(phi.threshold(), phi.value()));
    put(Sin.class, phi -> sin(phi.w0()));
    put(Erf.class, phi -> new Curve(Formulas::erf, Formulas::erfSlope));
    put(Expr.class, phi -> ExprCurves.of(phi.tree()));
  }

  private Curves() {}

  /** One function of an array, entry by entry. */
  interface Formula {
    /** The results, in another array than {@code x} or in x itself. */
    INDArray of(INDArray x);
  }

  /** A function and its derivative. */
  record Curve(Formula value, Formula slope) {}

  private static <A extends Activation> void put(Class<A> kind, Function<A, Curve> curve) {
    KNOWN.put(kind, activation -> curve.apply(kind.cast(activation)));
  }

  /** Whether an activation has a formula here. */
  static boolean knows(Activation activation) {
    return KNOWN.containsKey(activation.getClass());
  }

  /** The formulas of an activation that is known. */
  static Curve of(Activation activation) {
    return KNOWN.get(activation.getClass()).apply(activation);
  }

  private static Curve ramp(double negativeSlope) {
    return new Curve(
        x -> Select.where(x.gt(0), x, x.mul(negativeSlope)),
        x -> Select.where(x.gt(0), 1, negativeSlope));
  }

  /** {@code positive x} for x above 0, else {@code amplitude expm1(rate x)}. */
  private static Curve exponential(double positive, double amplitude, double rate) {
    return new Curve(
        x -> Select.where(x.gt(0), x.mul(positive), Formulas.expm1(x.mul(rate)).mul(amplitude)),
        x ->
            Select.where(
                x.gt(0),
                Formulas.one(x).mul(positive),
                Formulas.exp(x.mul(rate)).mul(amplitude * rate)));
  }

  private static Curve gelu(Gelu phi) {
    return switch (phi.approximate()) {
      case NONE -> new Curve(Formulas::gelu, Formulas::geluSlope);
      case TANH -> new Curve(Formulas::geluTanh, Formulas::geluTanhSlope);
    };
  }

  private static Curve softplus(double beta, double threshold) {
    return new Curve(
        x -> {
          INDArray b = x.mul(beta);
          INDArray smooth = Formulas.logSigmoid(b.neg()).divi(-beta);
          return Select.where(b.gt(threshold), x, smooth);
        },
        x -> {
          INDArray b = x.mul(beta);
          return Select.where(b.gt(threshold), Formulas.one(x), Formulas.logistic(b));
        });
  }

  private static Curve sin(double w0) {
    return new Curve(x -> Formulas.sin(x.mul(w0)), x -> Formulas.cos(x.mul(w0)).muli(w0));
  }

  private static Curve clip(double low, double high) {
    return new Curve(x -> Formulas.clip(x, low, high), x -> Formulas.strictlyBetween(x, low, high));
  }

  private static Curve softshrink(double lambd) {
    return new Curve(
        x -> {
          INDArray left = Select.where(x.lt(-lambd), x.add(lambd), 0);
          return Select.where(x.gt(lambd), x.sub(lambd), left);
        },
        x -> Select.where(Formulas.abs(x).gt(lambd), 1, 0));
  }

  private static Curve hardshrink(double lambd) {
    return new Curve(
        x -> Select.where(Formulas.abs(x).lte(lambd), x.like(), x),
        x -> Select.where(Formulas.abs(x).gt(lambd), 1, 0));
  }

  private static Curve threshold(double threshold, double value) {
    return new Curve(
        x -> Select.where(x.lte(threshold), x.like().addi(value), x),
        x -> Select.where(x.lte(threshold), 0, 1));
  }
}
