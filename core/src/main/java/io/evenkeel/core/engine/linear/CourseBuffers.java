package io.evenkeel.core.engine.linear;

import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;

/** Buffers that layers use in turn whose weights are trained without being held. */
final class CourseBuffers {
  /** Rows of a batch, less what is known of them: {@code [batch][units]}. */
  final Shared<double[]> remainder;

  /** The same of some units: {@code [batch][panel]}. */
  final Shared<double[]> remainderPanel;

  /** Known directions at some units: {@code [directions][panel]}. */
  final Shared<double[]> directionPanel;

  /** Coefficients of known directions that a sweep takes away: {@code [batch][directions]}. */
  final Shared<double[]> taken;

  /** Coefficients that the same sweep finds left: {@code [batch][directions]}. */
  final Shared<double[]> left;

  /** Products of new directions' images: {@code [batch][directions]}. */
  final Shared<double[]> products;

  /** Others of them. */
  final Shared<double[]> otherProducts;

  /** Coefficients of drawn images: {@code [batch][directions]}. */
  final Shared<double[]> ofImages;

  /** Coefficients of directions: {@code [batch][directions]}. */
  final Shared<double[]> ofDirections;

  /** Coefficients as float32, one after the other. */
  final Shared<float[]> combination;

  /** What combinations need beside their operands. */
  final Shared<float[]> room;

  /** A combination on its way to where it is added: {@code [batch][units]}. */
  final Shared<float[]> addend;

  /** Room for the coefficients of a layer's weights. */
  final Shared<double[]> coefficients;

  CourseBuffers(SharedMemory shared) {
    remainder = shared.doubles();
    remainderPanel = shared.doubles();
    directionPanel = shared.doubles();
    taken = shared.doubles();
    left = shared.doubles();
    products = shared.doubles();
    otherProducts = shared.doubles();
    ofImages = shared.doubles();
    ofDirections = shared.doubles();
    combination = shared.floats();
    room = shared.floats();
    addend = shared.floats();
    coefficients = shared.doubles();
  }
}
