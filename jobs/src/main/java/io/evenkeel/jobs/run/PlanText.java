package io.evenkeel.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.random.StreamVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@link PlanFile} as JSON. A directory that never grew holds one sweep: its shards' sizes and
 * its text are keys of the file itself. A directory that grew has the key {@code parts}.
 */
final class PlanText {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HASH_KEY = "plan_hash";
  private static final String FIRST_SHARD = "first_shard";
  private static final String PLACES = "places";
  private static final String SIZES = "shard_sizes";
  private static final String SWEEP = "sweep";
  private static final String PARTS = "parts";
  private static final String RETIRED = "retired_shards";

  private PlanText() {}

  /** The text as bytes, the same for equal plans in every process. */
  static byte[] bytes(PlanFile file) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema_version", file.schemaVersion());
    root.put("code_version", file.codeVersion());
    root.put("stream_version", file.streamVersion());
    root.put("name", file.name());
    root.put(HASH_KEY, file.planHash());
    root.put("trials", file.trials());
    if (neverGrew(file)) {
      put(root, file.parts().get(0));
    } else {
      if (!file.retired().isEmpty()) {
        root.put(RETIRED, file.retired().text());
      }
      ArrayNode parts = root.putArray(PARTS);
      for (PlanFile.Part part : file.parts()) {
        ObjectNode node = parts.addObject();
        node.put(HASH_KEY, part.hash());
        node.put(FIRST_SHARD, part.firstShard());
        part.places().ifPresent(places -> node.put(PLACES, places.text()));
        put(node, part);
      }
    }
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
        .replace("\r\n", "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean neverGrew(PlanFile file) {
    return file.parts().size() == 1
        && file.parts().get(0).places().isEmpty()
        && file.retired().isEmpty();
  }

  private static void put(ObjectNode node, PlanFile.Part part) {
    ArrayNode sizes = node.putArray(SIZES);
    part.shardSizes().forEach(sizes::add);
    ArrayNode lines = node.putArray(SWEEP);
    for (String line : part.sweep().split("\n", -1)) {
      lines.add(line);
    }
  }

  /**
   * Reads the text that {@link #bytes} writes.
   *
   * @throws IllegalArgumentException if it is JSON with another content
   * @throws JsonProcessingException if it is no JSON
   */
  static PlanFile parse(InputStream in) throws IOException {
    JsonNode root = JSON.readTree(in);
    String hash = hash(root);
    List<PlanFile.Part> parts = new ArrayList<>();
    if (root.has(PARTS)) {
      array(root, PARTS).forEach(node -> parts.add(part(node)));
    } else {
      parts.add(part(root));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("its parts are none");
    }
    return new PlanFile(
        (int) whole(required(root, "schema_version"), "schema_version"),
        required(root, "code_version").asText(),
        root.has("stream_version") ? root.get("stream_version").asInt() : StreamVersion.UNDECLARED,
        required(root, "name").asText(),
        hash,
        whole(required(root, "trials"), "trials"),
        parts,
        root.has(RETIRED) ? IntegerRuns.parse(root.get(RETIRED).asText()) : IntegerRuns.EMPTY);
  }

  private static PlanFile.Part part(JsonNode node) {
    List<Integer> sizes = new ArrayList<>();
    array(node, SIZES).forEach(size -> sizes.add((int) whole(size, SIZES)));
    List<String> lines = new ArrayList<>();
    array(node, SWEEP).forEach(line -> lines.add(line.asText()));
    return new PlanFile.Part(
        hash(node),
        node.has(FIRST_SHARD) ? (int) whole(node.get(FIRST_SHARD), FIRST_SHARD) : 0,
        Optional.ofNullable(node.get(PLACES)).map(places -> IntegerRuns.parse(places.asText())),
        sizes,
        String.join("\n", lines));
  }

  private static String hash(JsonNode node) {
    String hash = required(node, HASH_KEY).asText();
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("its plan_hash is no SHA-256");
    }
    return hash;
  }

  private static JsonNode array(JsonNode root, String key) {
    JsonNode node = required(root, key);
    if (!node.isArray()) {
      throw new IllegalArgumentException("its " + key + " is no list");
    }
    return node;
  }

  private static long whole(JsonNode node, String key) {
    if (!node.canConvertToLong() || !node.isIntegralNumber() || node.asLong() < 0) {
      throw new IllegalArgumentException("%s holds %s".formatted(key, node));
    }
    return node.asLong();
  }

  private static JsonNode required(JsonNode root, String key) {
    JsonNode node = root == null ? null : root.get(key);
    if (node == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return node;
  }
}
