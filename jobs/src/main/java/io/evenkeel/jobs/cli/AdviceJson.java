package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.jobs.advise.Advice;
import io.evenkeel.jobs.advise.Advised;
import io.evenkeel.jobs.advise.FrameworkLines;
import io.evenkeel.jobs.advise.InFormat;
import io.evenkeel.jobs.advise.Scale;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An advice for programs. */
final class AdviceJson {
  private final Advice advice;
  private final JsonGenerator out;

  private AdviceJson(Advice advice, JsonGenerator out) {
    this.advice = advice;
    this.out = out;
  }

  /** One object; numbers that are not known are null. */
  static String of(Advice advice) throws IOException {
    return Json.object(out -> new AdviceJson(advice, out).write());
  }

  private void write() throws IOException {
    out.writeObjectFieldStart("network");
    for (Map.Entry<Axis<?>, String> value : advice.question().values().entrySet()) {
      if (value.getKey().numeric()) {
        out.writeNumberField(value.getKey().key(), Long.parseLong(value.getValue()));
      } else {
        out.writeStringField(value.getKey().key(), value.getValue());
      }
    }
    out.writeEndObject();
    out.writeNumberField("holding", advice.holding());
    out.writeArrayFieldStart("schemes");
    for (Advised advised : advice.ranked()) {
      scheme(advised, advice.holds(advised));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("remedies");
    for (Advice.Remedy remedy : advice.remedies()) {
      out.writeStartObject();
      out.writeStringField("change", remedy.change());
      out.writeBooleanField("holds", remedy.holds());
      out.writeFieldName("scheme");
      scheme(remedy.advised(), remedy.holds());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("formats");
    for (InFormat found : advice.formats()) {
      out.writeStartObject();
      out.writeStringField("format", found.format());
      out.writeStringField("verdict", found.verdict().text());
      out.writeNumberField("seeds", found.verdict().trials());
      out.writeNumberField("overflowing_trials", found.verdict().overflows());
      out.writeNumberField("noisy_trials", found.verdict().lost());
      number("log2_loss_scale_low", found.verdict().window().map(w -> w.low()).orElse(Double.NaN));
      number(
          "log2_loss_scale_high", found.verdict().window().map(w -> w.high()).orElse(Double.NaN));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void scheme(Advised advised, boolean holds) throws IOException {
    StabilityRow row = advised.row();
    out.writeStartObject();
    out.writeStringField("name", advised.candidate().name());
    out.writeStringField("kind", advised.candidate().kind().name().toLowerCase(Locale.ROOT));
    out.writeStringField("init", advised.candidate().scheme().init());
    out.writeStringField("bias", advised.candidate().scheme().bias());
    out.writeBooleanField("holds", holds);
    out.writeNumberField("seeds", row.summary().trials());
    direction("forward", row.forwardJudgement(), row.summary().forward());
    direction("backward", row.backwardJudgement(), row.summary().backward());
    direction("inputs", row.correlationJudgement(), row.summary().correlation());
    out.writeStringField("branches", row.branchVerdict().map(Verdict::text).orElse(null));
    Optional<Scale> scale = advised.candidate().scale();
    if (scale.isPresent()) {
      out.writeObjectFieldStart("scale");
      number("gain", scale.get().gain());
      number("low", scale.get().low());
      number("high", scale.get().high());
      out.writeNumberField("seeds", scale.get().seeds());
      out.writeEndObject();
    }
    if (holds) {
      out.writeObjectFieldStart("code");
      for (Map.Entry<String, String> line :
          FrameworkLines.of(advised.candidate().scheme()).entrySet()) {
        out.writeStringField(line.getKey(), line.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void direction(String name, Optional<Judgement> judgement, PassSummary pass)
      throws IOException {
    if (judgement.isEmpty()) {
      out.writeNullField(name);
      return;
    }
    Judgement found = judgement.get();
    out.writeObjectFieldStart(name);
    out.writeStringField("verdict", found.verdict().text());
    number("rate", found.rate().orElse(Double.NaN));
    number("rate_low", found.interval().map(i -> i.low()).orElse(Double.NaN));
    number("rate_high", found.interval().map(i -> i.high()).orElse(Double.NaN));
    number(
        "log10_change",
        pass.rate().n() == 0 ? Double.NaN : pass.rate().mean() * (advice.question().depth() - 1));
    if (found.verdict() == Verdict.UNDECIDED && found.moreSeeds().isPresent()) {
      out.writeNumberField("more_seeds", found.moreSeeds().getAsLong());
    }
    out.writeStringField("evidence", found.evidence());
    out.writeEndObject();
  }

  private void number(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumberField(name, value);
    } else {
      out.writeNullField(name);
    }
  }
}
