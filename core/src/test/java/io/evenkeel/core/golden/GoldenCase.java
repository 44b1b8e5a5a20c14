package io.evenkeel.core.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One reference computation.
 *
 * @param id unique within its file: {@code activations/elu/1}
 * @param op what was computed: {@code elu}
 * @param params options; a JSON null is an absent one
 * @param inputs tensors by name
 * @param expected results by name
 * @param tags marks on results that need care; empty if none
 * @param note free text; empty if none
 */
public record GoldenCase(
    String id,
    String op,
    JsonNode params,
    JsonNode inputs,
    JsonNode expected,
    List<String> tags,
    String note) {

  /** Copies {@code tags}. */
  public GoldenCase {
    tags = List.copyOf(tags);
  }

  /** Whether {@code node} is missing or null: an option that was not given. */
  public static boolean absent(JsonNode node) {
    return node == null || node.isMissingNode() || node.isNull();
  }

  /**
   * A number, or one of the strings NaN, Infinity, -Infinity, or a tensor of one element.
   *
   * @throws IllegalArgumentException if {@code node} is anything else
   */
  public static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("not a number: " + node);
      };
    }
    if (node.isObject() && node.path("data").size() == 1) {
      return number(node.path("data").get(0));
    }
    throw new IllegalArgumentException("not a number: " + node);
  }

  /**
   * The entries, row-major, of a tensor or of a flat array.
   *
   * @throws IllegalArgumentException if {@code node} is neither
   */
  public static double[] doubles(JsonNode node) {
    JsonNode data = node.isObject() ? node.required("data") : node;
    if (!data.isArray()) {
      throw new IllegalArgumentException("neither a tensor nor an array: " + node);
    }
    double[] values = new double[data.size()];
    for (int i = 0; i < values.length; i++) {
      if (data.get(i).isArray()) {
        throw new IllegalArgumentException("not flat: " + node);
      }
      values[i] = number(data.get(i));
    }
    return values;
  }

  /** As {@link #doubles}, of a tensor of whole numbers ({@code "dtype": "i64"}). */
  public static long[] longs(JsonNode node) {
    double[] values = doubles(node);
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
      if (whole[i] != values[i]) {
        throw new IllegalArgumentException("not whole numbers: " + node);
      }
    }
    return whole;
  }

  /** The shape of a tensor, {@code []} for a scalar; of a plain array, its length. */
  public static int[] shape(JsonNode node) {
    if (node.isArray()) {
      return new int[] {node.size()};
    }
    JsonNode sizes = node.required("shape");
    int[] shape = new int[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).intValue();
    }
    return shape;
  }

  @Override
  public String toString() {
    return id;
  }
}
