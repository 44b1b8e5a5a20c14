package io.evenkeel.analysis.cells;

import java.io.Serializable;

/**
 * Layers at which the trials of a cell meet something first.
 *
 * @param first of all trials that meet it, the smallest layer
 * @param median half of these trials meet it at a smaller layer; between two layers where the two
 *     trials in the middle differ
 * @param last the largest layer
 */
public record LayerRange(int first, double median, int last) implements Serializable {
  /** The median, of two layers in the middle the smaller. */
  public int typical() {
    return (int) median;
  }

  /** As a person may read it: {@code 28} or {@code 28 (27..30 over seeds)}. */
  public String text() {
    return first == last
        ? Integer.toString(first)
        : typical() + " (" + first + ".." + last + " over seeds)";
  }
}
