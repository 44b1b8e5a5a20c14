package io.evenkeel.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A choice entry by entry. {@code Nd4j.where} of ND4J 1.0.0-M2.1 returns other entries than asked
 * for.
 */
final class Select {
  private Select() {}

  /** The entries of {@code yes} where {@code condition} is true, of {@code no} elsewhere. */
  static INDArray where(INDArray condition, INDArray yes, INDArray no) {
    return Nd4j.exec(DynamicCustomOp.builder("select").addInputs(condition, yes, no).build())[0];
  }

  /** As the other, with one number for all entries elsewhere. */
  static INDArray where(INDArray condition, INDArray yes, double no) {
    return where(condition, yes, filled(yes, no));
  }

  /** As the first, with two numbers. */
  static INDArray where(INDArray condition, double yes, double no) {
    INDArray shape = condition.castTo(DataType.DOUBLE);
    return where(condition, filled(shape, yes), filled(shape, no));
  }

  private static INDArray filled(INDArray shape, double value) {
    return shape.like().addi(value);
  }
}
