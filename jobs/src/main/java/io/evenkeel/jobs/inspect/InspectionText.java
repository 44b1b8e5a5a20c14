package io.evenkeel.jobs.inspect;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.text.ShortTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inspection for people and for programs. */
public final class InspectionText {
  private InspectionText() {}

  /** A line for each matrix, then faults and the course of the signal. */
  public static List<String> lines(Inspection inspection) {
    List<String> lines = new ArrayList<>();
    int names = inspection.names().stream().mapToInt(String::length).max().orElse(0);
    String form = "%-" + Math.max(6, names) + "s %6s %6s %9s %8s %8s %9s  %s";
    lines.add(
        String.format(
            Locale.ROOT,
            form,
            "matrix",
            "units",
            "inputs",
            "std",
            "sigma_w",
            "norm",
            "condition",
            "most likely"));
    for (MatrixReport matrix : inspection.matrices()) {
      lines.add(
          String.format(
              Locale.ROOT,
              form,
              matrix.name(),
              matrix.units(),
              matrix.inputs(),
              ShortTexts.number(matrix.std()),
              ShortTexts.number(matrix.sigmaW()),
              matrix.spectrum().map(s -> ShortTexts.number(s.largest())).orElse("-"),
              matrix.spectrum().flatMap(Spectrum::condition).map(ShortTexts::number).orElse("-"),
              matrix.likeliest().isEmpty()
                  ? "no scheme agrees"
                  : String.join(" = ", matrix.likeliest())));
    }
    lines.add("std of the entries; sigma_w: root of fan-in times their mean square;");
    lines.add(
        "norm: the largest singular value; condition: largest over smallest (- beyond %s units)"
            .formatted(Spectrum.MOST));
    if (!inspection.others().isEmpty()) {
      lines.add("no matrices: " + String.join(", ", inspection.others()));
    }
    inspection.warnings().forEach(warning -> lines.add("warning: " + warning));
    inspection.propagation().ifPresent(propagation -> lines.addAll(lines(propagation)));
    return lines;
  }

  private static List<String> lines(Propagation propagation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "signal: %s, std x%s over %s layers"
            .formatted(
                propagation.forward(),
                ShortTexts.number(propagation.forwardChange()),
                propagation.actStd().size()));
    lines.add(
        "gradient: %s, rms x%s going back"
            .formatted(propagation.backward(), ShortTexts.factor(propagation.backwardDecades())));
    propagation.reason().ifPresent(reason -> lines.add("the signal ended early: " + reason));
    return lines;
  }

  /** Fields of the object that is open. */
  public static void write(Inspection inspection, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("matrices");
    for (MatrixReport matrix : inspection.matrices()) {
      write(matrix, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("others");
    for (String other : inspection.others()) {
      json.writeString(other);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("warnings");
    for (String warning : inspection.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
    if (inspection.propagation().isPresent()) {
      Propagation propagation = inspection.propagation().get();
      json.writeObjectFieldStart("propagation");
      json.writeStringField("forward", propagation.forward());
      json.writeStringField("backward", propagation.backward());
      numbers(json, "act_std", propagation.actStd());
      numbers(json, "log10_grad_rms", propagation.log10GradRms());
      json.writeStringField("reason", propagation.reason().orElse(null));
      json.writeEndObject();
    }
  }

  private static void numbers(JsonGenerator json, String name, List<Double> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static void write(MatrixReport matrix, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", matrix.name());
    json.writeNumberField("units", matrix.units());
    json.writeNumberField("inputs", matrix.inputs());
    json.writeNumberField("mean", matrix.mean());
    json.writeNumberField("std", matrix.std());
    json.writeNumberField("sigma_w", matrix.sigmaW());
    json.writeObjectField("norm", matrix.spectrum().map(Spectrum::largest).orElse(null));
    json.writeObjectField("condition", matrix.spectrum().flatMap(Spectrum::condition).orElse(null));
    json.writeNumberField("nonfinite", matrix.nonFinite());
    json.writeNumberField("zero_units", matrix.zeroRows());
    json.writeNumberField("equal_units", matrix.equalRows());
    json.writeArrayFieldStart("most_likely");
    for (String scheme : matrix.likeliest()) {
      json.writeString(scheme);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("schemes");
    for (SchemeMatch match : matrix.matches()) {
      json.writeStartObject();
      json.writeStringField("scheme", match.scheme());
      json.writeNumberField("probability", match.probability());
      json.writeBooleanField("agrees", match.agrees());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
