package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Texts about a cell for people, in the words and figures that all tables share. */
public final class CellTexts {
  /** The text of an unknown value. */
  public static final String NOTHING = "-";

  private static final String ENGINE = "engine";
  private static final String INPUT_WIDTH = "input_width";

  private CellTexts() {}

  /**
   * The columns of {@link StabilityColumns#CELL} that distinguish these cells. The engine is among
   * them only if cells differ in nothing else, because mostly it follows from the other columns. An
   * input as wide as all layers follows from their width.
   */
  public static List<Column<StabilityRow>> tellingApart(List<StabilityRow> rows) {
    return StabilityColumns.CELL.stream().filter(column -> tellsApart(column, rows)).toList();
  }

  private static boolean tellsApart(Column<StabilityRow> column, List<StabilityRow> rows) {
    return switch (column.name()) {
      case ENGINE -> rows.stream().map(CellTexts::withoutEngine).distinct().count() < rows.size();
      case INPUT_WIDTH -> !rows.stream().allMatch(CellTexts::square) && several(column, rows);
      default -> several(column, rows);
    };
  }

  private static boolean several(Column<StabilityRow> column, List<StabilityRow> rows) {
    return rows.stream().map(column.value()).distinct().count() > 1;
  }

  /** Whether the first layer takes as many units as the others, or as the shape says. */
  private static boolean square(StabilityRow row) {
    return row.cell().inputWidth() == row.cell().width() || !row.cell().shape().isEmpty();
  }

  private static List<Object> withoutEngine(StabilityRow row) {
    return row.cell().but(Set.of(ENGINE));
  }

  /**
   * Share of trials with a NaN or an infinity, and the median of the first layers that have one.
   */
  public static String nonFinite(StabilityRow row) {
    if (row.summary().nonFiniteShare().isEmpty()) {
      return NOTHING;
    }
    String share = percent(row.summary().nonFiniteShare().getAsDouble());
    return row.summary()
        .nonFiniteLayers()
        .map(layers -> share + "@" + layers.typical())
        .orElse(share);
  }

  /** A share in whole percent; 0 % and 100 % are used only for none and all. */
  private static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return "<1%";
    }
    return share > 0.99 && share < 1 ? ">99%" : Math.round(100 * share) + "%";
  }

  /** A verdict in a word or two; why there is none, if so. */
  public static String verdict(StabilityRow row, Optional<Judgement> judgement) {
    String none =
        row.summary().computed() > 0 ? NOTHING : row.summary().invalid() > 0 ? "invalid" : "failed";
    return judgement.map(CellTexts::verdict).orElse(none);
  }

  private static String verdict(Judgement judgement) {
    String text = judgement.verdict().text();
    if (judgement.moreSeeds().isPresent()) {
      long more = judgement.moreSeeds().getAsLong();
      return text + (more < Sample.MOST_SEEDS ? " +" + more : "");
    }
    return text
        + judgement
            .exponent()
            .map(exponent -> String.format(Locale.ROOT, " %.1f", exponent))
            .orElse("")
        + judgement.shares().map(shares -> " " + shares).orElse("");
  }

  /**
   * The factor by which a signal changes over all layers, in its direction: the geometric mean over
   * seeds.
   */
  public static String change(StabilityRow row, PassSummary pass) {
    return pass.rate().n() == 0
        ? NOTHING
        : "x" + ShortTexts.plainFactor(pass.rate().mean() * (row.cell().stops() - 1));
  }

  /** The median with three digits. */
  public static String median(Optional<Band> band) {
    return band.map(b -> ShortTexts.number(b.median())).orElse(NOTHING);
  }

  /** A value as a sweep file spells it. */
  public static String written(Object value) {
    return value instanceof Double number
        ? Numbers.text(number)
        : ShortTexts.withoutContent(value.toString());
  }

  /** The band from 10 to 90 %. */
  public static String band(Optional<Band> band) {
    return band.map(b -> ShortTexts.number(b.p10()) + ".." + ShortTexts.number(b.p90()))
        .orElse(NOTHING);
  }

  /**
   * The loss as a multiple of what an all-zero output gives; where it is infinite or NaN, in how
   * many of the trials: {@code 1.03, inf 7%}, or {@code NaN 100%}.
   */
  public static String lossOverFloor(StabilityRow row) {
    LossSummary loss = row.summary().loss();
    String number =
        loss.median().isPresent() && loss.floor().orElse(0) != 0
            ? ShortTexts.number(loss.median().getAsDouble() / loss.floor().getAsDouble())
            : NOTHING;
    if (loss.nonFinite() == 0) {
      return number;
    }
    String word = loss.infinite() > loss.nan() ? "inf " : "NaN ";
    String share = word + percent((double) loss.nonFinite() / loss.computed());
    return 2 * loss.nonFinite() > loss.computed() || number.equals(NOTHING)
        ? share
        : number + ", " + share;
  }
}
