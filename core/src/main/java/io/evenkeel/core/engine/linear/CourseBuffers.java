package io.evenkeel.core.engine.linear;

import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;

/** Scratch arrays that layers share which are trained without holding their weights. */
final class CourseBuffers {
  /** Rows of a batch, less their part in the span of known directions: {@code [batch][units]}. */
  final Shared<double[]> remainder;

  /** The remainder of some units: {@code [batch][panel]}. */
  final Shared<double[]> remainderPanel;

  /** Known directions at some units: {@code [directions][panel]}. */
  final Shared<double[]> directionPanel;

  /** Coefficients of known directions that a sweep subtracts: {@code [batch][directions]}. */
  final Shared<double[]> taken;

  /** Coefficients that the same sweep finds in the remainder: {@code [batch][directions]}. */
  final Shared<double[]> left;

  /** Products of the images of new directions: {@code [batch][directions]}. */
  final Shared<double[]> products;

  /** A second array of such products. */
  final Shared<double[]> otherProducts;

  /** Coefficients of drawn images: {@code [batch][directions]}. */
  final Shared<double[]> ofImages;

  /** Coefficients of directions: {@code [batch][directions]}. */
  final Shared<double[]> ofDirections;

  /** Coefficients as float32, one after the other. */
  final Shared<float[]> combination;

  /** Scratch memory of combinations of rows. */
  final Shared<float[]> room;

  /** A combination before it is added to a result: {@code [batch][units]}. */
  final Shared<float[]> addend;

  /** Scratch memory for the coefficients of a layer's weights. */
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
