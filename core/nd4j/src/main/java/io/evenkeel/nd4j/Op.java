package io.evenkeel.nd4j;

import io.evenkeel.core.probe.Probe;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One block of a network with its arrays. */
interface Op {
  /**
   * Computes the output.
   *
   * @param x what comes in, {@code [batch][units]}; not changed
   * @return {@code [batch][units]}, valid until the next forward pass
   */
  INDArray forward(INDArray x, Pass pass);

  /**
   * Carries a gradient back through the last forward pass.
   *
   * @param gradient with respect to the output; not changed
   * @return the gradient with respect to the input
   */
  Gradient backward(Gradient gradient, Probe probe);
}
