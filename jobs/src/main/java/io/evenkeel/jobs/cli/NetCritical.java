package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.theory.block.CriticalScale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code evenkeel critical} says of a net with blocks or norms.
 *
 * @param scale by theory
 * @param part what a factor is of: {@code layer} or {@code block}
 */
record NetCritical(CriticalScale scale, String part) {
  /** One sentence, and the figures of each critical scale. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(sentence());
    for (double sigmaW2 : scale.sigmaW2()) {
      figures(sigmaW2).lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private String sentence() {
    if (scale.reason().isPresent()) {
      return "no weight scale is known to be critical: " + scale.reason().get();
    }
    if (scale.all()) {
      return "every weight scale is critical: gradients keep their size";
    }
    if (!scale.sigmaW2().isEmpty()) {
      return scale.sigmaW2().size() == 1
          ? "one critical weight scale"
          : scale.sigmaW2().size() + " critical weight scales";
    }
    return scale.slowing()
        ? "no weight scale is critical, and none explodes: gradients grow more slowly with every %s;"
                .formatted(part)
            + " at %s %ss their square grows like depth^%s"
                .formatted(
                    CriticalScale.LATE, part, range(power(scale.least()), power(scale.most())))
        : "no weight scale is critical: a %s multiplies the squared gradient by %s"
            .formatted(part, range(scale.least(), scale.most()));
  }

  /** The power of depth that a factor amounts to. */
  private static double power(double factor) {
    return CriticalScale.LATE * StrictMath.log(factor);
  }

  private static String range(double least, double most) {
    String low = Figures.text(least);
    String high = Figures.text(most);
    return low.equals(high)
        ? low + " at any scale"
        : "%s to %s, for sigma_w^2 from 0.1 to 10".formatted(low, high);
  }

  private static Figures figures(double sigmaW2) {
    return new Figures()
        .add("sigma_w2", sigmaW2, "fan_in times the variance of one weight")
        .add("sigma_w", Math.sqrt(sigmaW2), "its square root");
  }

  /** Fields of the object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("critical");
    for (double sigmaW2 : scale.sigmaW2()) {
      json.writeStartObject();
      figures(sigmaW2).write(json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("every_scale", scale.all());
    json.writeBooleanField("slower_than_exponential", scale.slowing());
    new Figures()
        .add("least_factor", scale.least(), "")
        .add("greatest_factor", scale.most(), "")
        .write(json);
    json.writeStringField("reason", scale.reason().orElse(null));
  }
}
