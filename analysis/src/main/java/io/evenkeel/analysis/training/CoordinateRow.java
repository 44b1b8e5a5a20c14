package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.core.train.MupTable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The dependence on the width of the change that training makes to the outputs of one kind of
 * layer.
 *
 * @param cell the narrowest of the cells, which differ in the width alone
 * @param role the kind of layers
 * @param step step after which they were measured
 * @param narrowest smallest width
 * @param widest largest width
 * @param exponent power of the width by which the change grows
 * @param predicted the exponent in theory for small steps and wide networks; empty if theory says
 *     nothing
 * @param points mean over seeds at each width, narrowest first
 */
public record CoordinateRow(
    Cell cell,
    MupTable role,
    int step,
    int narrowest,
    int widest,
    WidthExponent exponent,
    OptionalDouble predicted,
    List<Point> points) {
  /**
   * The change at one width.
   *
   * @param width units
   * @param logChange mean over seeds, and over layers of the kind, of the natural logarithm of
   *     {@code act_change_rms}
   */
  public record Point(int width, double logChange) {}

  /** Copies the points. */
  public CoordinateRow {
    points = List.copyOf(points);
  }

  /** The kind of layers in a word: {@code input}, {@code hidden} or {@code output}. */
  public String roleText() {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** The verdict in words. */
  public String verdict() {
    return exponent.text("width-stable", "grows", "shrinks");
  }
}
