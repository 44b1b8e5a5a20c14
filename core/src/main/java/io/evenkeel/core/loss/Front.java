package io.evenkeel.core.loss;

import io.evenkeel.core.loss.kernel.LogSoftmax;
import java.util.Arrays;
import java.util.Optional;

/** The function between one row of a trial's output and the inputs of a loss. */
enum Front {
  /** Takes the row itself. */
  IDENTITY(1) {
    @Override
    double[][] feed(double[] x) {
      return new double[][] {x};
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      return slopes[0];
    }
  },
  /** Takes probabilities, one for each unit: sigma(x). */
  SIGMOID(1) {
    @Override
    double[][] feed(double[] x) {
      return new double[][] {Arrays.stream(x).map(Logistic::sigma).toArray()};
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      double[] gradient = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        gradient[i] = slopes[0][i] * inputs[0][i] * Logistic.sigma(-x[i]);
      }
      return gradient;
    }
  },
  /** Takes a rate: exp(x). */
  EXPONENTIAL(1) {
    @Override
    double[][] feed(double[] x) {
      return new double[][] {Arrays.stream(x).map(StrictMath::exp).toArray()};
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      return times(slopes[0], inputs[0]);
    }
  },
  /** Takes log-probabilities of the units as classes: log softmax(x). */
  LOG_SOFTMAX(1) {
    @Override
    double[][] feed(double[] x) {
      double[] logP = x.clone();
      LogSoftmax.apply(logP, logP.length);
      return new double[][] {logP};
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      double[] gradient = slopes[0].clone();
      LogSoftmax.pullBack(inputs[0], gradient, gradient.length);
      return gradient;
    }
  },
  /** Takes the two halves of the row as a pair. */
  HALVES(2) {
    @Override
    double[][] feed(double[] x) {
      return split(x, 2);
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      return join(slopes);
    }
  },
  /** Takes the distances of the two halves, unit by unit: |a - b|. Kink at a = b: gradient 0. */
  DISTANCE(2) {
    @Override
    double[][] feed(double[] x) {
      double[] distance = new double[x.length / 2];
      for (int i = 0; i < distance.length; i++) {
        distance[i] = Math.abs(x[i] - x[i + distance.length]);
      }
      return new double[][] {distance};
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      double[] gradient = new double[x.length];
      int half = x.length / 2;
      for (int i = 0; i < half; i++) {
        gradient[i] = Math.signum(x[i] - x[i + half]) * slopes[0][i];
        gradient[i + half] = -gradient[i];
      }
      return gradient;
    }
  },
  /** Takes the first half as means and the second as logarithms of variances. */
  MEAN_AND_LOG_VARIANCE(2) {
    @Override
    double[][] feed(double[] x) {
      double[][] halves = split(x, 2);
      halves[1] = Arrays.stream(halves[1]).map(StrictMath::exp).toArray();
      return halves;
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      return join(slopes[0], times(slopes[1], inputs[1]));
    }
  },
  /** Takes the three thirds as anchor, positive and negative. */
  THIRDS(3) {
    @Override
    double[][] feed(double[] x) {
      return split(x, 3);
    }

    @Override
    double[] pullBack(double[] x, double[][] inputs, double[][] slopes) {
      return join(slopes);
    }
  };

  private final int parts;

  Front(int parts) {
    this.parts = parts;
  }

  /** The number of parts of equal length into which a row is divided. */
  int parts() {
    return parts;
  }

  /** The inputs that a row of units makes, each as long as a part. */
  abstract double[][] feed(double[] x);

  /**
   * The derivative with respect to the row.
   *
   * @param x the row
   * @param inputs what {@link #feed} made of it
   * @param slopes the derivatives by {@code inputs}
   */
  abstract double[] pullBack(double[] x, double[][] inputs, double[][] slopes);

  /** Why a row of that length cannot be divided; empty if it can. */
  Optional<String> unsupported(String loss, int units) {
    if (units % parts == 0) {
      return Optional.empty();
    }
    String what = parts == 2 ? "two halves" : "thirds";
    return Optional.of(
        "%s takes the output in %s: its width must be a multiple of %s, got %s"
            .formatted(loss, what, parts, units));
  }

  private static double[][] split(double[] x, int parts) {
    int length = x.length / parts;
    double[][] split = new double[parts][];
    for (int k = 0; k < parts; k++) {
      split[k] = Arrays.copyOfRange(x, k * length, (k + 1) * length);
    }
    return split;
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }
}
