package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.Alias;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.Parameter;
import io.evenkeel.core.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A family for people and for programs. */
final class CatalogText {
  private CatalogText() {}

  private static final int TEXTS = 27;

  /**
   * Each member: name, formula, then its parameters.
   *
   * @param width columns that lines keep within
   */
  static List<String> lines(Catalog<?> catalog, int width) {
    List<String> lines = new ArrayList<>();
    for (Catalog.Entry<?> entry : catalog.entries()) {
      String names =
          entry.aliases().isEmpty()
              ? entry.name()
              : entry.name() + " (or " + String.join(", ", entry.aliases()) + ")";
      lines.addAll(entry("", names, entry.formula(), width));
      for (Parameter parameter : entry.parameters()) {
        String meaning = choices(parameter) + parameter.meaning();
        lines.addAll(entry("    ", signature(parameter), meaning, width));
      }
    }
    if (!catalog.aliases().isEmpty()) {
      lines.add("Names of other libraries:");
      for (Alias alias : catalog.aliases()) {
        String target = catalog.text(alias.target()) + ": " + alias.note();
        lines.addAll(entry("", alias.name(), target, width));
      }
    }
    return lines;
  }

  /** A name, and beside it a text, which may go on below. */
  private static List<String> entry(String indent, String name, String text, int width) {
    String head = String.format(Locale.ROOT, "%-26s ", indent + name);
    return Paragraph.lines(head, text, TEXTS, width);
  }

  private static String signature(Parameter parameter) {
    return parameter.defaultValue() == null
        ? parameter.name() + " (required)"
        : parameter.name() + "=" + text(parameter.defaultValue());
  }

  private static String choices(Parameter parameter) {
    List<String> words = new ArrayList<>(parameter.choices());
    if (words.isEmpty() && !parameter.words().isEmpty()) {
      words.add("number");
    }
    words.addAll(parameter.words());
    return words.isEmpty() ? "" : String.join("|", words) + ": ";
  }

  private static String text(Object value) {
    return value instanceof Double number ? Numbers.text(number) : String.valueOf(value);
  }

  /** An array of members, each with name, aliases, formula and parameters. */
  static String json(Catalog<?> catalog) throws IOException {
    return Json.array(
        json -> {
          for (Catalog.Entry<?> entry : catalog.entries()) {
            write(json, entry);
          }
        });
  }

  private static void write(JsonGenerator json, Catalog.Entry<?> entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", entry.name());
    Json.strings(json, "aliases", entry.aliases());
    json.writeStringField("formula", entry.formula());
    json.writeArrayFieldStart("parameters");
    for (Parameter parameter : entry.parameters()) {
      write(json, parameter);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Parameter parameter) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", parameter.name());
    json.writeStringField("kind", parameter.kind().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("required", parameter.defaultValue() == null);
    json.writeFieldName("default");
    json.writeObject(parameter.defaultValue());
    Json.strings(json, "choices", parameter.choices());
    json.writeBooleanField("auto", parameter.words().contains(Spec.AUTO));
    Json.strings(json, "words", parameter.words());
    json.writeStringField("meaning", parameter.meaning());
    json.writeEndObject();
  }
}
