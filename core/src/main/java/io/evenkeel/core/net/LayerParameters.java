package io.evenkeel.core.net;

/** Where an engine gets a network's weights and biases from, a layer at a time. */
public interface LayerParameters {
  /**
   * Writes the weights of one layer.
   *
   * @param layer from 0
   * @param weights receives {@code [fanOut][fanIn]}, row-major, from index 0
   */
  void weights(int layer, int fanOut, int fanIn, float[] weights);

  /**
   * Writes the biases of one layer, if it has any.
   *
   * @param bias receives {@code [units]} from index 0
   * @return whether the layer has biases
   */
  boolean bias(int layer, int units, float[] bias);
}
