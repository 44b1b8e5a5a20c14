package io.evenkeel.core.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the reference values under {@code /golden} of the test classpath. */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /**
   * All cases of a file, in its order.
   *
   * @param file e.g. {@code "activations.json"}
   * @throws IllegalArgumentException if there is no such file or it holds no case
   */
  public static List<GoldenCase> load(String file) {
    List<GoldenCase> cases = new ArrayList<>();
    for (JsonNode node : read(file).path("cases")) {
      List<String> tags = new ArrayList<>();
      node.path("tags").forEach(tag -> tags.add(tag.textValue()));
      cases.add(
          new GoldenCase(
              node.required("id").textValue(),
              node.required("op").textValue(),
              node.required("params"),
              node.required("inputs"),
              node.required("expected"),
              tags,
              node.path("note").asText("")));
    }
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("/golden/" + file + " holds no case");
    }
    return List.copyOf(cases);
  }

  private static JsonNode read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("/golden/" + file + " is not on the classpath");
      }
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
