package io.evenkeel.analysis.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.training.TrainingRow.Trains;
import io.evenkeel.core.train.MupTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on training, from trials that are spelt out. */
class TrainingVerdictsTest {
  @Test
  void everyThirdSeedChoosesTheRateAndTheOthersAreJudged() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 9; seed++) {
      // Seeds 0, 3 and 6 choose: they train at 0.1 alone. The others train at 0.2 alone.
      courses.add(64, 0.1, seed, seed % 3 == 0 ? 0.5 : 1.5);
      courses.add(64, 0.2, seed, seed % 3 == 0 ? 1.5 : 0.5);
    }
    TrainingRow row = courses.judged().training().get(0);
    assertThat(row.cell().lr()).isEqualTo(0.1);
    assertThat(row.choosing()).isEqualTo(3);
    assertThat(row.judged()).isEqualTo(6);
    assertThat(row.trained()).isZero();
    assertThat(row.verdict()).isEqualTo(Trains.NO);
    assertThat(row.lossOverFloor().getAsDouble()).isEqualTo(0.75);
  }

  @Test
  void aSingleRateIsJudgedByAllSeeds() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 5; seed++) {
      courses.add(64, 0.1, seed, 1); // exactly half of the floor
    }
    TrainingRow row = courses.judged().training().get(0);
    assertThat(row.choosing()).isZero();
    assertThat(row.trained()).isEqualTo(5);
    assertThat(row.verdict()).isEqualTo(Trains.YES);
    // One-sided Clopper-Pearson bound of 5 of 5 at 5 %: 0.05^(1/5).
    assertThat(row.low()).isCloseTo(Math.pow(0.05, 0.2), within(1e-9));
    assertThat(row.high()).isEqualTo(1);
  }

  @Test
  void fewSeedsAreUndecidedAndSayHowManyMore() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 4; seed++) {
      courses.add(64, 0.1, seed, 0.5);
    }
    assertThat(courses.judged().training().get(0).verdictText()).isEqualTo("undecided +1");
  }

  @Test
  void ratesThatAreAlikeInWhatTheyTrainAreToldByTheirLosses() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 3; seed++) {
      courses.add(64, 0.1, seed, 0.9);
      courses.add(64, 0.2, seed, 0.5);
      courses.add(64, 0.3, seed, 0.5);
      courses.add(64, 0.4, seed, Double.NaN);
    }
    TrainingRow row = courses.judged().training().get(0);
    assertThat(row.cell().lr()).isEqualTo(0.2);
    assertThat(row.curves()).hasSize(4);
    assertThat(row.curves().get(3).diverged()).isEqualTo(3);
    assertThat(row.curves().get(3).lastOverFloor()).isInfinite();
    assertThat(row.curves().get(1).byStep()).containsEntry(0, 1.0).containsEntry(1, 0.25);
  }

  @Test
  void aLossThatDoublesHasDiverged() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 6; seed++) {
      courses.add(64, 0.1, seed, 4);
      courses.add(64, 0.2, seed, 4.001);
      courses.add(64, 0.3, seed, Double.POSITIVE_INFINITY);
    }
    assertThat(courses.judged().training().get(0).divergingRate()).hasValue(0.2);
  }

  /** Slopes of 1 and 2 by construction: a mean of 1.5 and Student's interval of two values. */
  @Test
  void theExponentIsTheMeanOfTheSeedsSlopes() {
    SimulatedCourses courses = new SimulatedCourses();
    for (int width : new int[] {10, 100, 1000}) {
      courses.add(width, 0.1, 0, 1).addChange(1, 0, 4, width);
      courses.add(width, 0.1, 1, 1).addChange(1, 0, 4, (double) width * width);
    }
    CoordinateRow row = courses.judged().coordinates().get(0);
    assertThat(row.roleText()).isEqualTo("input");
    assertThat(row.exponent().mean().getAsDouble()).isCloseTo(1.5, within(1e-12));
    // t of 97.5 % with one degree of freedom is 12.7062; the standard error is 0.5.
    assertThat(row.exponent().interval().orElseThrow().low())
        .isCloseTo(1.5 - 12.7062 * 0.5, within(1e-4));
    assertThat(row.narrowest()).isEqualTo(10);
    assertThat(row.widest()).isEqualTo(1000);
    assertThat(row.points().get(2).logChange()).isCloseTo(1.5 * Math.log(1000), within(1e-9));
    assertThat(row.verdict()).startsWith("undecided +");
  }

  @Test
  void layersAreTakenByTheirRole() {
    SimulatedCourses courses = new SimulatedCourses();
    for (int width : new int[] {64, 256}) {
      for (long seed = 0; seed < 4; seed++) {
        TrainedTrial trial = courses.add(width, 0.1, seed, 1);
        trial.addChange(1, 0, 4, 1);
        trial.addChange(1, 1, 4, Math.sqrt(width));
        trial.addChange(1, 2, 4, Math.pow(width, 1.5));
        trial.addChange(1, 3, 4, 1.0 / width);
      }
    }
    List<CoordinateRow> rows = courses.judged().coordinates();
    assertThat(rows)
        .extracting(CoordinateRow::roleText)
        .containsExactly("input", "hidden", "output");
    assertThat(rows)
        .extracting(CoordinateRow::verdict)
        .containsExactly("width-stable", "grows as n^1.0", "shrinks as n^-1.0");
    assertThat(rows)
        .extracting(row -> row.predicted().getAsDouble())
        .containsExactly(-0.5, 0.5, 1.0);
  }

  /** The input has 32 units at every width, which at width 32 is as many as a layer has. */
  @Test
  void aWidthThatIsTheInputsBelongsToTheOthers() {
    SimulatedCourses courses = new SimulatedCourses();
    for (int width : new int[] {32, 64, 128}) {
      courses.add(width, 0.1, 0, 1).addChange(1, 0, 4, 1);
    }
    List<CoordinateRow> rows = courses.judged().coordinates();
    assertThat(rows).hasSize(3); // input, hidden, output
    assertThat(rows.get(0).exponent().widths()).isEqualTo(3);
  }

  @Test
  void aSlopeThatTooManySeedsLackIsNotMeasured() {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < 4; seed++) {
      courses.add(64, 0.1, seed, 1).addChange(1, 0, 4, 1);
      courses.add(128, 0.1, seed, 1).addChange(1, 0, 4, seed == 0 ? 0 : 1);
    }
    CoordinateRow row = courses.judged().coordinates().get(0);
    assertThat(row.exponent().slopes().n()).isEqualTo(3);
    assertThat(row.verdict()).isEqualTo("not measured");
  }

  /** The logarithms of the losses lie on a parabola whose lowest point is between two rates. */
  @Test
  void theBestRateIsTheLowestPointOfAParabola() {
    SimulatedCourses courses = new SimulatedCourses();
    for (int width : new int[] {64, 256}) {
      double best = 0.2 - 0.5 * Math.log(width / 64.0);
      for (double log : new double[] {-3, -2, -0.5, 0, 1, 2, 3}) {
        double loss = Math.exp(0.4 * (log - best) * (log - best) - 2);
        courses.add(width, Math.exp(log), 0, loss);
      }
    }
    TransferRow row = courses.judged().transfer().get(0);
    assertThat(Math.log(row.points().get(0).rate())).isCloseTo(0.2, within(1e-9));
    assertThat(row.exponent().mean().getAsDouble()).isCloseTo(-0.5, within(1e-9));
  }

  @Test
  void aBestRateAtTheEndOfTheRatesIsNone() {
    SimulatedCourses courses = new SimulatedCourses();
    for (int width : new int[] {64, 256}) {
      for (long seed = 0; seed < 5; seed++) {
        courses.add(width, 0.1, seed, 1);
        courses.add(width, 0.2, seed, 0.5);
        courses.add(width, 0.3, seed, 0.25);
      }
    }
    assertThat(courses.judged().transfer().get(0).verdict()).isEqualTo("not measured");
  }

  /** The exponents of Yang, Hu et al. 2022 and where they hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer=sgd | -0.5 | 0.5 | 1",
        "optimizer=nesterov(beta=0.9) | -0.5 | 0.5 | 1",
        "optimizer=adam | 0 | 1 | 1.5",
        "optimizer=rmsprop | 0 | 1 | 1.5",
        "optimizer=adam; parametrization=mup(base_width=64) | 0 | 0 | 0",
        "init=lecun_normal | -0.5 | 0.5 | 1",
        "init=xavier_normal | | |",
        "init=normal(std=0.02) | | |",
        "input_width=64 | | |",
        "norm=layer_norm | | |",
        "block=gpt2 | | |",
        "weight_decay=0.1 | | |",
        "clip=1 | | |"
      })
  void exponentsArePredictedWhereTheyHold(
      String columns, Double input, Double hidden, Double output) {
    Map<String, Object> narrow = new HashMap<>();
    for (String column : Pattern.compile("; ").splitAsStream(columns).toList()) {
      String value = column.substring(column.indexOf('=') + 1);
      narrow.put(column.substring(0, column.indexOf('=')), parsed(column, value));
    }
    Map<String, Object> wide = new HashMap<>(narrow);
    wide.put("width", 256);
    wide.computeIfPresent("input_width", (name, value) -> 256);
    Cell from = SimulatedCourses.cell(narrow);
    Cell to = SimulatedCourses.cell(wide);
    assertThat(boxed(ChangeTheory.exponent(from, to, MupTable.INPUT))).isEqualTo(input);
    assertThat(boxed(ChangeTheory.exponent(from, to, MupTable.HIDDEN))).isEqualTo(hidden);
    assertThat(boxed(ChangeTheory.exponent(from, to, MupTable.OUTPUT))).isEqualTo(output);
  }

  private static Object parsed(String column, String value) {
    if (column.startsWith("input_width")) {
      return Integer.valueOf(value);
    }
    boolean number = column.startsWith("weight_decay") || column.startsWith("clip");
    return number ? Double.valueOf(value) : value;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
