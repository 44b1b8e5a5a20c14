package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.console.TextColumn;
import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.Spec;
import io.evenkeel.jobs.advise.Advice;
import io.evenkeel.jobs.advise.Advised;
import io.evenkeel.jobs.advise.Candidate;
import io.evenkeel.jobs.advise.FrameworkLines;
import io.evenkeel.jobs.advise.InFormat;
import io.evenkeel.jobs.advise.Scale;
import io.evenkeel.jobs.advise.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An advice for a person to read. */
final class AdviceText {
  private static final int WIDEST_TEXT = 100;
  private static final int LEAST_NAME = 16;
  private static final int NEAREST = 3;

  private final Advice advice;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param width columns that lines keep within
   */
  AdviceText(Advice advice, int width) {
    this.advice = advice;
    this.width = width;
  }

  /** The answer, the ranking, the evidence, and lines of code. */
  List<String> lines() {
    headline();
    remedies();
    formats();
    code();
    table();
    popular();
    evidence();
    return lines;
  }

  private static String network(Advice advice) {
    String network =
        String.format(
            Locale.ROOT,
            "%s, depth %d, width %d, batch %d",
            advice.question().activationText(),
            advice.question().depth(),
            advice.question().width(),
            advice.question().batch());
    List<String> further = advice.question().further();
    return further.isEmpty() ? network : network + ", " + String.join(", ", further);
  }

  private void headline() {
    Optional<Advised> best = advice.recommended();
    if (best.isEmpty()) {
      add("", network(advice) + ": none of the schemes tried holds, at any scale of the weights.");
    } else {
      Advised first = best.get();
      String biases = first.candidate().scheme().hasBias() ? "" : ", biases 0";
      add("", "%s: take %s%s".formatted(network(advice), scheme(first), biases));
      caution(first);
      others(first);
    }
    lines.add("");
  }

  /** Adds what else holds: the scales that were found, and popular schemes. */
  private void others(Advised first) {
    for (Advised advised : advice.ranked()) {
      advised
          .candidate()
          .scale()
          .filter(Scale::holds)
          .ifPresent(scale -> add("  ", interval(advised, scale)));
    }
    List<String> popular =
        advice.ranked().subList(0, advice.holding()).stream()
            .filter(advised -> !advised.equals(first))
            .map(Advised::candidate)
            .filter(candidate -> candidate.kind() == Candidate.Kind.POPULAR)
            .map(candidate -> "%s (%s)".formatted(candidate.name(), scheme(candidate.scheme())))
            .toList();
    if (!popular.isEmpty()) {
      add("  ", "Popular and held as well: " + String.join(", ", popular) + ".");
    }
  }

  private static String interval(Advised advised, Scale scale) {
    String init = advised.candidate().scheme().init();
    return String.format(
        Locale.ROOT,
        "%s holds with gains from %s to %s%s (%d seeds at each gain, other ones than below).",
        init.substring(0, init.indexOf('(')),
        Figures.text(scale.low()),
        Figures.text(scale.high()),
        advised.candidate().scheme().hasBias()
            ? " and bias " + advised.candidate().scheme().bias()
            : "",
        scale.seeds());
  }

  /** Adds what the recommended scheme does to inputs, if that is unfavourable. */
  private void caution(Advised first) {
    first
        .row()
        .correlationJudgement()
        .filter(judgement -> judgement.verdict().gravity() > Verdict.UNDECIDED.gravity())
        .ifPresent(
            judgement ->
                add(
                    "  ",
                    "But inputs: %s: %s."
                        .formatted(judgement.verdict().text(), judgement.evidence())));
  }

  private static String scheme(Advised advised) {
    return scheme(advised.candidate().scheme());
  }

  /** The scheme as a sweep file spells it, with numbers rounded to six digits. */
  private static String scheme(Scheme scheme) {
    if (scheme.hasBias() && scheme.init().equals(scheme.bias())) {
      return brief(scheme.init()) + ", bias likewise";
    }
    return scheme.hasBias()
        ? brief(scheme.init()) + ", bias " + brief(scheme.bias())
        : brief(scheme.init());
  }

  private static String brief(String text) {
    Spec spec = Spec.parse(text);
    for (Map.Entry<String, Object> argument : spec.arguments().entrySet()) {
      if (argument.getValue() instanceof Double number) {
        spec = spec.with(argument.getKey(), Double.valueOf(Figures.text(number)));
      }
    }
    return spec.text();
  }

  /** A scheme and its place in the ranking, from 1. */
  private record Placed(int place, Advised advised) {
    StabilityRow row() {
      return advised.row();
    }
  }

  private void table() {
    List<Placed> ranked = new ArrayList<>();
    advice.ranked().forEach(advised -> ranked.add(new Placed(ranked.size() + 1, advised)));
    List<String> table = table(ranked, true, Integer.MAX_VALUE);
    if (longest(table) > width) {
      table = table(ranked, false, Integer.MAX_VALUE);
    }
    int over = longest(table) - width;
    if (over > 0) {
      int names = ranked.stream().mapToInt(p -> scheme(p.advised()).length()).max().orElse(0);
      table = table(ranked, false, Math.max(LEAST_NAME, names - over));
    }
    lines.addAll(table);
    lines.add("");
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * The ranking as a table.
   *
   * @param whole whether changes and seeds stand beside the verdicts
   * @param names letters of a scheme at most
   */
  private List<String> table(List<Placed> ranked, boolean whole, int names) {
    List<TextColumn<Placed>> columns = new ArrayList<>();
    columns.add(column("", placed -> Integer.toString(placed.place())));
    columns.add(column("scheme", p -> ShortTexts.cut(scheme(p.advised()), names)));
    columns.add(column("forward", p -> CellTexts.verdict(p.row(), p.row().forwardJudgement())));
    if (whole) {
      columns.add(column("change", p -> CellTexts.change(p.row(), p.row().summary().forward())));
    }
    columns.add(column("backward", p -> CellTexts.verdict(p.row(), p.row().backwardJudgement())));
    if (whole) {
      columns.add(column("change", p -> CellTexts.change(p.row(), p.row().summary().backward())));
    }
    columns.add(column("inputs", p -> CellTexts.verdict(p.row(), p.row().correlationJudgement())));
    if (whole) {
      columns.add(column("seeds", placed -> Long.toString(placed.row().summary().trials())));
    }
    return TextColumn.aligned("  ", columns, ranked);
  }

  private static TextColumn<Placed> column(String header, Function<Placed, String> text) {
    return new TextColumn<>(header, true, text);
  }

  /** Adds the evidence of the schemes that hold; if none does, of those that come nearest. */
  private void evidence() {
    List<Advised> told =
        advice.holding() > 0
            ? advice.ranked().subList(0, advice.holding())
            : advice.ranked().stream()
                .filter(advised -> advised.candidate().kind() != Candidate.Kind.POPULAR)
                .limit(NEAREST)
                .toList();
    if (!told.isEmpty()) {
      lines.add(advice.holding() > 0 ? "What holds:" : "What else was tried:");
      told.forEach(this::evidence);
    }
  }

  private void evidence(Advised advised) {
    add("  ", "%s, %s: %s".formatted(advised.candidate().name(), scheme(advised), reason(advised)));
  }

  private static String reason(Advised advised) {
    return advised
        .worst()
        .map(Judgement::evidence)
        .or(() -> advised.row().summary().reason())
        .orElse("nothing was measured");
  }

  private void popular() {
    List<Advised> failing =
        advice.ranked().stream()
            .filter(advised -> advised.candidate().kind() == Candidate.Kind.POPULAR)
            .filter(advised -> !advice.holds(advised))
            .toList();
    if (!failing.isEmpty()) {
      lines.add("What is wrong with popular choices:");
      failing.forEach(this::evidence);
      lines.add("");
    }
  }

  private void remedies() {
    if (advice.holding() > 0) {
      return;
    }
    List<Advice.Remedy> held = advice.remedies().stream().filter(Advice.Remedy::holds).toList();
    lines.add(
        held.isEmpty() ? "Nothing else that was measured holds." : "What would hold, as measured:");
    for (Advice.Remedy remedy : held) {
      add("  ", "%s with %s".formatted(remedy.change(), scheme(remedy.advised())));
    }
    List<String> failed =
        advice.remedies().stream()
            .filter(remedy -> !remedy.holds())
            .map(remedy -> "%s with %s".formatted(remedy.change(), scheme(remedy.advised())))
            .toList();
    if (!failed.isEmpty()) {
      add("  ", "These were measured and do not hold: %s.".formatted(String.join("; ", failed)));
    }
    lines.add("");
  }

  private void formats() {
    for (InFormat found : advice.formats()) {
      add(
          "",
          "In %s, %s is: %s."
              .formatted(found.format(), scheme(advice.ranked().get(0)), meaning(found.verdict())));
    }
    if (!advice.formats().isEmpty()) {
      lines.add("");
    }
  }

  /** The verdict and its evidence. */
  private static String meaning(PrecisionVerdict verdict) {
    return "%s (%s of %s seeds overflow, %s end as noise; log2 of loss scales that serve: %s)"
        .formatted(
            verdict.text(),
            verdict.overflows(),
            verdict.trials(),
            verdict.lost(),
            verdict.scalesText());
  }

  private void code() {
    advice
        .recommended()
        .ifPresent(
            best -> {
              lines.add("To paste, for every layer m:");
              FrameworkLines.of(best.candidate().scheme())
                  .forEach(
                      (framework, line) ->
                          lines.add(String.format(Locale.ROOT, "  %-11s %s", framework, line)));
              lines.add("");
            });
  }

  /** Adds a sentence, wrapped; further lines are indented more. */
  private void add(String indent, String sentence) {
    lines.addAll(
        Paragraph.lines(indent, sentence, indent.length() + 2, Math.min(width, WIDEST_TEXT)));
  }
}
