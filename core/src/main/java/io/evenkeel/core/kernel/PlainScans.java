package io.evenkeel.core.kernel;

/** {@link ScanKernel} in plain loops. */
final class PlainScans implements ScanKernel {
  @Override
  public Sums sums(float[] x, int from, int length) {
    Lanes lanes = new Lanes();
    int whole = from + length / LANES * LANES;
    add(x, from, whole, lanes);
    return lanes.sums(x, whole, from + length);
  }

  private static void add(float[] x, int from, int to, Lanes lanes) {
    double[] sum = lanes.sum;
    double[] squares = lanes.squares;
    for (int i = from; i < to; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double value = x[i + lane];
        sum[lane] += value;
        squares[lane] = Math.fma(value, value, squares[lane]);
      }
    }
  }

  @Override
  public double squaredDistance(float[] x, float[] y, int length) {
    Lanes lanes = new Lanes();
    double[] squares = lanes.squares;
    int whole = length / LANES * LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double difference = (double) x[i + lane] - y[i + lane];
        squares[lane] = Math.fma(difference, difference, squares[lane]);
      }
    }
    return lanes.squaredDistance(x, y, whole, length);
  }

  @Override
  public int same(float[] x, float[] y, float[] something, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += x[i] == y[i] && something[i] != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public Range range(float[] x, int length) {
    float min = x[0];
    float max = x[0];
    int zeros = 0;
    for (int i = 0; i < length; i++) {
      min = x[i] < min ? x[i] : min;
      max = x[i] > max ? x[i] : max;
      zeros += x[i] == 0 ? 1 : 0;
    }
    return Lanes.range(min, max, zeros);
  }

  @Override
  public Range magnitudes(float[] x, int length) {
    float min = Math.abs(x[0]);
    float max = min;
    int zeros = 0;
    for (int i = 0; i < length; i++) {
      float magnitude = Math.abs(x[i]);
      min = magnitude < min ? magnitude : min;
      max = magnitude > max ? magnitude : max;
      zeros += magnitude == 0 ? 1 : 0;
    }
    return Lanes.range(min, max, zeros);
  }

  @Override
  public int atMost(float[] x, int length, float bound) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += Math.abs(x[i]) <= bound ? 1 : 0;
    }
    return count;
  }

  @Override
  public float largestMagnitude(float[] x, int length) {
    int largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Magnitudes.bits(x[i]));
    }
    return Float.intBitsToFloat(largest);
  }

  @Override
  public int largestExponent(double[] x, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      double magnitude = Math.abs(x[i]);
      if (magnitude > largest && magnitude < Double.POSITIVE_INFINITY) {
        largest = magnitude;
      }
    }
    return largest == 0 ? 0 : Math.getExponent(largest);
  }

  @Override
  public float leastNonZero(float[] x, int length) {
    int least = Magnitudes.NONE;
    for (int i = 0; i < length; i++) {
      least = Math.min(least, Magnitudes.bits(x[i]) + Magnitudes.ZERO_LAST);
    }
    return Magnitudes.leastNonZero(least);
  }

  @Override
  public void widen(float[] from, int at, double[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] = from[at + i];
    }
  }

  @Override
  public void narrow(double[] from, int at, float[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] = (float) from[at + i];
    }
  }

  @Override
  public void narrowed(double[] from, double factor, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = (float) (from[i] * factor);
    }
  }
}
