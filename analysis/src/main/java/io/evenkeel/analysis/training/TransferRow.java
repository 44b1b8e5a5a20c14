package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.WidthExponent;
import java.util.List;

/**
 * The change of the best learning rate with the width.
 *
 * @param cell the first of the cells, which differ in width and learning rate alone
 * @param narrowest smallest width
 * @param widest largest width
 * @param exponent power of the width by which the best rate grows
 * @param points by width, narrowest first
 */
public record TransferRow(
    Cell cell, int narrowest, int widest, WidthExponent exponent, List<Point> points) {
  /**
   * The best rate at a width.
   *
   * @param width units
   * @param rate geometric mean over seeds of their best rates; NaN if no seed has one
   */
  public record Point(int width, double rate) {}

  /** Copies the points. */
  public TransferRow {
    points = List.copyOf(points);
  }

  /** The verdict in words. */
  public String verdict() {
    return exponent.text("transfers", "rises", "falls");
  }
}
