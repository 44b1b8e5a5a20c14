package io.evenkeel.core.engine.linear;

import io.evenkeel.core.linalg.Memory;

/**
 * One side of a matrix of which only products are known: the directions that have appeared on this
 * side, and the images that the matrix gives for them.
 */
final class MatrixSide {
  private final Directions directions;
  private final int units;
  private final int width;
  private final float[] images;

  /** How many directions have images; they are the first ones. */
  int known;

  /**
   * Allocates the images.
   *
   * @param units of the directions
   * @param width of their images: units of the other side
   */
  MatrixSide(Directions directions, Memory memory, int units, int width) {
    this.directions = directions;
    this.units = units;
    this.width = width;
    images = memory.floats((long) directions.most() * width);
  }

  /** The directions. */
  Directions directions() {
    return directions;
  }

  /** Units of the directions. */
  int units() {
    return units;
  }

  /** Units of the images. */
  int width() {
    return width;
  }

  /** The images, {@code [directions][width]}. */
  float[] images() {
    return images;
  }

  /** Removes all directions and images. */
  void clear() {
    directions.clear();
    known = 0;
  }

  /** Combinations of the images. */
  RowCombination ofImages(double[] coefficients) {
    return new RowCombination(coefficients, directions.most(), images, known, width);
  }

  /** Combinations of the directions. */
  RowCombination ofDirections(double[] coefficients) {
    return new RowCombination(
        coefficients, directions.most(), directions.rows(), directions.count(), units);
  }
}
