package io.evenkeel.nd4j;

import io.evenkeel.core.stats.BatchSums;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Sums over a batch {@code [rows][units]}, in float64. */
final class Rows {
  /** Rows whose pairs stand for all of a batch that is larger than the layer. */
  private static final int FIRST_ROWS = 16;

  private Rows() {}

  /** Sum of the squares of float64 values. */
  static double squares(INDArray x) {
    return x.mul(x).sumNumber().doubleValue();
  }

  /** Sum, sum of squares, and the mean cosine between rows with and without its sign. */
  static BatchSums sums(INDArray values) {
    INDArray x = values.castTo(DataType.DOUBLE);
    int rows = (int) x.size(0);
    int first = rows > x.size(1) ? Math.min(FIRST_ROWS, rows) : rows;
    return new BatchSums(
        x.sumNumber().doubleValue(),
        squares(x),
        meanCosine(x, rows),
        meanCosineMagnitude(x, first));
  }

  /** {@code (|sum of the unit rows|^2 - rows) / (rows (rows - 1))}. */
  private static double meanCosine(INDArray x, int rows) {
    INDArray norms = norms(x);
    double least = norms.minNumber().doubleValue();
    double all = norms.sumNumber().doubleValue();
    if (rows < 2 || !(least > 0) || !(all < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    INDArray sum = x.div(norms).sum(0);
    return (squares(sum) - rows) / ((double) rows * (rows - 1));
  }

  /** Over the pairs of those of the first rows that are not zero. */
  private static double meanCosineMagnitude(INDArray all, int first) {
    if (!(squares(all) < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    INDArray x = all.get(NDArrayIndex.interval(0, first), NDArrayIndex.all());
    INDArray norms = norms(x);
    INDArray zero = norms.eq(0);
    double directed = first - zero.castTo(DataType.DOUBLE).sumNumber().doubleValue();
    if (directed < 2) {
      return Double.NaN;
    }
    INDArray units = x.div(Select.where(zero, 1, 0).addi(norms));
    double sum = Transforms.abs(units.mmul(units.transpose())).sumNumber().doubleValue();
    return Math.min(1, (sum - directed) / (directed * (directed - 1)));
  }

  /** Length of each row, {@code [rows][1]}. */
  private static INDArray norms(INDArray x) {
    return Transforms.sqrt(x.mul(x).sum(true, 1));
  }
}
