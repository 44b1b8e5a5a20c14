package io.evenkeel.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Functions of float64 arrays, entry by entry, each in a new array. */
final class Formulas {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double CUBIC = 0.044715;
  private static final double TWICE_SQRT_TWO_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

  /** Below this, x - tanh(x) is taken from its series. */
  private static final double SMALL = 1e-2;

  /** From here on {@code 1 - 2 exp(-2x)} rounds to 1. */
  private static final double TANH_IS_ONE = 27.5 * Math.log(2);

  private Formulas() {}

  static INDArray one(INDArray x) {
    return x.like().addi(1);
  }

  static INDArray abs(INDArray x) {
    return Transforms.abs(x);
  }

  static INDArray exp(INDArray x) {
    return Transforms.exp(x);
  }

  /**
   * {@code exp(x) - 1}. ND4J's own loses all digits near 0; with {@code u = exp(x)} rounded, the
   * quotient {@code x (u - 1) / log(u)} keeps them (W. Kahan; Higham 2002, section 1.14.1).
   */
  static INDArray expm1(INDArray x) {
    INDArray u = exp(x);
    INDArray difference = u.sub(1);
    INDArray quotient = x.mul(difference).divi(Transforms.log(u));
    INDArray far = Select.where(Transforms.abs(x).gt(1), difference, quotient);
    return Select.where(difference.eq(0), x, far);
  }

  /** {@code log(1 + x)} for x in [0, 1], by the same idea. */
  private static INDArray log1p(INDArray x) {
    INDArray u = x.add(1);
    INDArray difference = u.sub(1);
    return Select.where(difference.eq(0), x, Transforms.log(u).mul(x).divi(difference));
  }

  static INDArray sin(INDArray x) {
    return Transforms.sin(x);
  }

  static INDArray cos(INDArray x) {
    return Transforms.cos(x);
  }

  static INDArray erf(INDArray x) {
    return Nd4j.exec(new Erf(x, x.ulike()));
  }

  static INDArray erfSlope(INDArray x) {
    return exp(x.mul(x).negi()).muli(2 / Math.sqrt(Math.PI));
  }

  private static INDArray erfc(INDArray x) {
    return Nd4j.exec(new Erfc(x, x.ulike()));
  }

  /** {@code exp(-|x|)}, which does not overflow. */
  private static INDArray decay(INDArray x) {
    return exp(abs(x).negi());
  }

  /** {@code 1 / (1 + exp(-x))}. */
  static INDArray logistic(INDArray x) {
    INDArray e = decay(x);
    return Select.where(x.lt(0), e, 1).divi(e.add(1));
  }

  static INDArray logisticSlope(INDArray x) {
    INDArray e = decay(x);
    INDArray sum = e.add(1);
    return e.div(sum).divi(sum);
  }

  /** {@code -e / (2 + e)} with {@code e = expm1(-2|x|)}, and the sign of x. */
  static INDArray tanh(INDArray x) {
    INDArray e = expm1(abs(x).muli(-2));
    INDArray magnitude = e.div(e.add(2)).negi();
    return Select.where(x.lt(0), magnitude.neg(), magnitude);
  }

  /** {@code 1 - tanh^2 = 4 sigma'(2x)}; 0 where tanh is 1 in float64. */
  static INDArray tanhSlope(INDArray x) {
    INDArray slope = logisticSlope(x.mul(2)).muli(4);
    return Select.where(abs(x).gte(TANH_IS_ONE), x.like(), slope);
  }

  /** {@code log(sigma(x)) = min(x, 0) - log(1 + exp(-|x|))}. */
  static INDArray logSigmoid(INDArray x) {
    INDArray e = decay(x);
    return Select.where(x.gt(0), x.like(), x).subi(log1p(e));
  }

  static INDArray silu(INDArray x) {
    return x.mul(logistic(x));
  }

  static INDArray siluSlope(INDArray x) {
    return logistic(x).muli(x.mul(logistic(x.neg())).addi(1));
  }

  /** The standard normal's distribution function. */
  private static INDArray normal(INDArray x) {
    return erfc(x.mul(-SQRT_HALF)).muli(0.5);
  }

  /** The standard normal's density. */
  private static INDArray density(INDArray x) {
    return exp(x.mul(x).muli(-0.5)).muli(1 / Math.sqrt(2 * Math.PI));
  }

  static INDArray gelu(INDArray x) {
    return x.mul(normal(x));
  }

  static INDArray geluSlope(INDArray x) {
    return normal(x).addi(x.mul(density(x)));
  }

  /** {@code v = 2 sqrt(2/pi) (x + 0.044715 x^3)}: gelu's approximation is x sigma(v). */
  private static INDArray inner(INDArray x) {
    return x.mul(x).muli(CUBIC).addi(1).muli(x).muli(TWICE_SQRT_TWO_OVER_PI);
  }

  static INDArray geluTanh(INDArray x) {
    return x.mul(logistic(inner(x)));
  }

  static INDArray geluTanhSlope(INDArray x) {
    INDArray v = inner(x);
    INDArray slopeOfV = x.mul(x).muli(3 * CUBIC).addi(1).muli(TWICE_SQRT_TWO_OVER_PI);
    INDArray second = x.mul(logistic(v)).muli(logistic(v.neg())).muli(slopeOfV);
    return logistic(v).addi(second);
  }

  /** {@code x tanh(log(1 + exp(x)))}. */
  static INDArray mish(INDArray x) {
    return x.mul(tanhSoftplus(x));
  }

  /** With {@code e = exp(-|x|)}: n / (n + 2) for n = e (e + 2), or e^2 times both. */
  private static INDArray tanhSoftplus(INDArray x) {
    INDArray e = decay(x);
    INDArray square = e.mul(e);
    INDArray left = square.add(e.mul(2));
    INDArray right = e.mul(2).addi(1);
    return Select.where(x.lt(0), left.div(left.add(2)), right.div(right.add(square.mul(2))));
  }

  static INDArray mishSlope(INDArray x) {
    INDArray t = tanhSoftplus(x);
    INDArray sech2 = t.mul(t).rsubi(1);
    return t.add(x.mul(sech2).muli(logistic(x)));
  }

  static INDArray softsign(INDArray x) {
    return x.div(abs(x).addi(1));
  }

  /** {@code 1 / (1 + |x|)^2}; NaN at an infinity, as the quotient's rule has it. */
  static INDArray softsignSlope(INDArray x) {
    INDArray inverse = abs(x).addi(1).rdivi(1);
    return inverse.mul(inverse).addi(x.mul(0));
  }

  /** Not below {@code low} and not above {@code high}; NaN stays. */
  static INDArray clip(INDArray x, double low, double high) {
    INDArray raised = Select.where(x.lt(low), x.like().addi(low), x);
    return Select.where(raised.gt(high), x.like().addi(high), raised);
  }

  static INDArray strictlyBetween(INDArray x, double low, double high) {
    return x.gt(low).castTo(DataType.DOUBLE).muli(x.lt(high).castTo(DataType.DOUBLE));
  }

  static INDArray hardsigmoid(INDArray x) {
    return clip(x.add(3), 0, 6).divi(6);
  }

  static INDArray hardsigmoidSlope(INDArray x) {
    return strictlyBetween(x, -3, 3).divi(6);
  }

  static INDArray hardswish(INDArray x) {
    return x.mul(clip(x.add(3), 0, 6)).divi(6);
  }

  static INDArray hardswishSlope(INDArray x) {
    INDArray inside = x.mul(2).addi(3).divi(6);
    INDArray left = Select.where(x.lt(-3), x.like(), inside);
    return Select.where(x.gte(3), one(x), left);
  }

  /** {@code x - tanh(x)}; near 0 {@code x^3/3 - 2 x^5/15 + 17 x^7/315}. */
  static INDArray tanhshrink(INDArray x) {
    INDArray square = x.mul(x);
    INDArray series =
        square.mul(17 / 315.0).subi(2 / 15.0).muli(square).addi(1 / 3.0).muli(square).muli(x);
    return Select.where(abs(x).lt(SMALL), series, x.sub(tanh(x)));
  }

  static INDArray tanhshrinkSlope(INDArray x) {
    INDArray y = tanh(x);
    return y.mul(y);
  }
}
