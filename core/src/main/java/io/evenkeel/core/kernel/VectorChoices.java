package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** {@link ChoiceKernel} in vector code. */
final class VectorChoices implements ChoiceKernel {
  private static final int STEP = DOUBLES.length();

  private static DoubleVector of(double[] x, int i) {
    return DoubleVector.fromArray(DOUBLES, x, i);
  }

  @Override
  public void min(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    DoubleVector vb = DoubleVector.broadcast(DOUBLES, b);
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector half = DoubleVector.broadcast(DOUBLES, 0.5);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector va = of(a, i);
      DoubleVector share = one.blend(half, va.compare(EQ, vb)).blend(zero, va.compare(GT, vb));
      of(sa, i).mul(share).intoArray(slope, i);
      va.min(vb).intoArray(value, i);
    }
    PlainChoices.min(i, n, a, sa, b, value, slope);
  }

  @Override
  public void max(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    DoubleVector vb = DoubleVector.broadcast(DOUBLES, b);
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector half = DoubleVector.broadcast(DOUBLES, 0.5);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector va = of(a, i);
      DoubleVector share = one.blend(half, va.compare(EQ, vb)).blend(zero, va.compare(LT, vb));
      of(sa, i).mul(share).intoArray(slope, i);
      va.max(vb).intoArray(value, i);
    }
    PlainChoices.max(i, n, a, sa, b, value, slope);
  }

  @Override
  public void min(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector half = DoubleVector.broadcast(DOUBLES, 0.5);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector va = of(a, i);
      DoubleVector vb = of(b, i);
      DoubleVector both = one.blend(half, va.compare(EQ, vb));
      DoubleVector left = both.blend(zero, va.compare(GT, vb)).mul(of(sa, i));
      DoubleVector right = both.blend(zero, va.compare(LT, vb)).mul(of(sb, i));
      left.add(right).intoArray(slope, i);
      va.min(vb).intoArray(value, i);
    }
    PlainChoices.min(i, n, a, sa, b, sb, value, slope);
  }

  @Override
  public void max(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector half = DoubleVector.broadcast(DOUBLES, 0.5);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector va = of(a, i);
      DoubleVector vb = of(b, i);
      DoubleVector both = one.blend(half, va.compare(EQ, vb));
      DoubleVector left = both.blend(zero, va.compare(LT, vb)).mul(of(sa, i));
      DoubleVector right = both.blend(zero, va.compare(GT, vb)).mul(of(sb, i));
      left.add(right).intoArray(slope, i);
      va.max(vb).intoArray(value, i);
    }
    PlainChoices.max(i, n, a, sa, b, sb, value, slope);
  }

  @Override
  public void where(
      int n,
      double[] condition,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorMask<Double> otherwise = of(condition, i).compare(EQ, zero);
      DoubleVector slopeA = of(sa, i);
      DoubleVector slopeB = of(sb, i);
      DoubleVector chosen = slopeA.blend(slopeB, otherwise);
      DoubleVector other = slopeB.blend(slopeA, otherwise);
      zero.fma(other, chosen).intoArray(slope, i);
      of(a, i).blend(of(b, i), otherwise).intoArray(value, i);
    }
    PlainChoices.where(i, n, condition, a, sa, b, sb, value, slope);
  }

  @Override
  public void less(int n, double[] a, double[] b, double[] value) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      zero.blend(1, of(a, i).compare(LT, of(b, i))).intoArray(value, i);
    }
    PlainChoices.less(i, n, a, b, value);
  }

  @Override
  public void atMost(int n, double[] a, double[] b, double[] value) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      zero.blend(1, of(a, i).compare(LE, of(b, i))).intoArray(value, i);
    }
    PlainChoices.atMost(i, n, a, b, value);
  }

  @Override
  public void clamp(int n, double[] x, double low, double high, double[] value, double[] slope) {
    DoubleVector bottom = DoubleVector.broadcast(DOUBLES, low);
    DoubleVector top = DoubleVector.broadcast(DOUBLES, high);
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector vx = of(x, i);
      VectorMask<Double> inside = vx.compare(GT, bottom).and(vx.compare(LT, top));
      zero.blend(1, inside).intoArray(slope, i);
      vx.max(bottom).min(top).intoArray(value, i);
    }
    PlainChoices.clamp(i, n, x, low, high, value, slope);
  }

  @Override
  public void abs(int n, double[] x, double[] value, double[] slope) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector vx = of(x, i);
      DoubleVector sign = vx.blend(1, vx.compare(GT, zero)).blend(-1, vx.compare(LT, zero));
      sign.intoArray(slope, i);
      vx.abs().intoArray(value, i);
    }
    PlainChoices.abs(i, n, x, value, slope);
  }

  @Override
  public void odd(int n, double[] x, double limit, double[] near, double[] far, double[] value) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector bound = DoubleVector.broadcast(DOUBLES, limit);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector vx = of(x, i);
      DoubleVector beyond = of(far, i);
      DoubleVector signed = beyond.blend(beyond.neg(), vx.compare(LT, zero));
      signed.blend(of(near, i), vx.abs().compare(LT, bound)).intoArray(value, i);
    }
    PlainChoices.odd(i, n, x, limit, near, far, value);
  }

  @Override
  public boolean within(int n, double[] x, double limit) {
    DoubleVector bound = DoubleVector.broadcast(DOUBLES, limit);
    VectorMask<Double> within = DOUBLES.maskAll(true);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      within = within.and(of(x, i).abs().compare(LE, bound));
    }
    return within.allTrue() && PlainChoices.within(i, n, x, limit);
  }

  @Override
  public boolean between(int n, double[] x, double low, double high) {
    DoubleVector least = DoubleVector.broadcast(DOUBLES, low);
    DoubleVector most = DoubleVector.broadcast(DOUBLES, high);
    VectorMask<Double> between = DOUBLES.maskAll(true);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector vx = of(x, i);
      between = between.and(least.compare(LE, vx)).and(vx.compare(LE, most));
    }
    return between.allTrue() && PlainChoices.between(i, n, x, low, high);
  }
}
