package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;

/** Documents that commands print with {@code --json}: each is one object or one array. */
final class Json {
  /** What a document says. */
  interface Body {
    /** Writes fields into the object that is open, or elements into the array. */
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  /** An object; numbers that are not finite are the strings NaN, Infinity and -Infinity. */
  static String object(Body fields) throws IOException {
    return document(
        json -> {
          json.writeStartObject();
          fields.write(json);
          json.writeEndObject();
        });
  }

  /** An array. */
  static String array(Body elements) throws IOException {
    return document(
        json -> {
          json.writeStartArray();
          elements.write(json);
          json.writeEndArray();
        });
  }

  private static String document(Body value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      value.write(json);
    }
    return text.toString();
  }

  /**
   * A field with a list of objects.
   *
   * @param rows their fields: texts, numbers, booleans and null
   */
  static void rows(String name, Collection<Map<String, Object>> rows, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Map<String, Object> row : rows) {
      json.writeStartObject();
      for (Map.Entry<String, Object> field : row.entrySet()) {
        json.writeObjectField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A field with a list of texts. */
  static void strings(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
