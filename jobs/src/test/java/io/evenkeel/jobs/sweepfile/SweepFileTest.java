package io.evenkeel.jobs.sweepfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.sweep.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammar of sweep files means, and that nothing else comes of a text than a sweep. */
class SweepFileTest {
  private static final String BASE =
      "name: s\ndefaults: {depth: 2, width: 8, activation: relu, init: kaiming_normal}\n";

  private static Sweep sweep(String grid, String... overrides) {
    return SweepFile.parse(BASE + "grids: [" + grid + "]\n", "s.yaml", List.of(overrides));
  }

  /** All values of an axis of the first grid, as canonical texts. */
  private static List<String> values(Sweep sweep, Axis<?> axis) {
    AxisValues values = sweep.grids().get(0).of(axis);
    List<String> all = new ArrayList<>();
    for (long i = 0; i < values.numbers().size(); i++) {
      all.add(String.valueOf(values.numbers().get(i)));
    }
    all.addAll(values.texts());
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5                             | 5
          [9, 4, 9]                     | 4 9
          {from: 1, to: 4}              | 1 2 3 4
          {from: 4, to: 16, step: 4}    | 4 8 12 16
          {from: 4, to: 15, step: 4}    | 4 8 12
          {from: 7, to: 7}              | 7
          {linspace: [10, 20, 3]}       | 10 15 20
          {linspace: [1, 2, 3]}         | 1 2
          {linspace: [6, 99, 1]}        | 6
          {logspace: [0, 3, 4]}         | 1 10 100 1000
          {logspace: [1, 2, 3]}         | 10 32 100
          """)
  void wholeNumbers(String written, String expected) {
    assertThat(values(sweep("{width: " + written + "}"), Axes.WIDTH))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          normal                                          | normal
          normal(std=0.5)                                 | normal(std=0.5)
          {name: normal, std: 0.5}                        | normal(std=0.5)
          {name: normal, std: [0.5, 2]}                   | normal(std=0.5) normal(std=2)
          {name: normal, std: {linspace: [0.1, 0.3, 3]}}  | normal(std=0.1) normal(std=0.2) normal(std=0.3)
          {name: normal, std: {logspace: [-2, 0, 3]}}     | normal(std=0.01) normal(std=0.1) normal
          {name: normal, std: {from: 0.5, to: 1.5, step: 0.5}} | normal(std=0.5) normal normal(std=1.5)
          {name: uniform, a: [-1, -2], b: [3, 4]}         | uniform(a=-1,b=3) uniform(a=-1,b=4) uniform(a=-2,b=3) uniform(a=-2,b=4)
          [zeros, {name: normal, std: [2, 3]}]            | zeros normal(std=2) normal(std=3)
          """)
  void membersWithListsOfArguments(String written, String expected) {
    assertThat(values(sweep("{init: " + written + "}"), Axes.INIT))
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaky_relu",
        "leaky_relu()",
        "leaky_relu(negative_slope=0.01)",
        "'leaky_relu( negative_slope = 1e-2 )'",
        "{name: leaky_relu}",
        "{name: leaky_relu, negative_slope: 0.01}"
      })
  void allSpellingsOfAMemberAreOne(String written) {
    Sweep sweep = sweep("{activation: " + written + "}");
    assertThat(sweep).isEqualTo(sweep("{activation: leaky_relu}"));
    assertThat(Sweep.parse(sweep.canonicalText())).isEqualTo(sweep);
  }

  @Test
  void aGridReplacesADefaultAndTheCommandLineReplacesBoth() {
    String grids = "{width: 16}, {depth: 3}";
    Sweep plain = sweep(grids);
    assertThat(values(plain, Axes.WIDTH)).containsExactly("16");
    assertThat(values(plain, Axes.DEPTH)).containsExactly("2");
    assertThat(values(plain, Axes.BATCH)).containsExactly("16");
    assertThat(plain.grids().get(1).of(Axes.WIDTH).text()).isEqualTo("8");
    assertThat(plain.grids().get(1).of(Axes.DEPTH).text()).isEqualTo("3");

    Sweep replaced =
        sweep(grids, "width=64,128", "seed=0..2", "init=normal(std=2),zeros", "name=t", "batch=4");
    assertThat(replaced.name()).isEqualTo("t");
    assertThat(replaced.grids())
        .allSatisfy(grid -> assertThat(grid.of(Axes.WIDTH).text()).isEqualTo("64,128"));
    assertThat(values(replaced, Axes.SEED)).containsExactly("0", "1", "2");
    assertThat(values(replaced, Axes.INIT)).containsExactly("normal(std=2)", "zeros");
    assertThat(values(replaced, Axes.BATCH)).containsExactly("4");
    assertThat(values(replaced, Axes.DEPTH)).containsExactly("2");
  }

  /** One grid for each shape; the sizes of the defaults give way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {shape: [784, 512, 64]}                 | 2:512:784:784-512-64
          {shape: 784-512-64}                     | 2:512:784:784-512-64
          {shape: [[9, 5, 7, 5], [9, 4, 4]]}      | 2:4:9:none 3:7:9:9-5-7-5
          {shape: {values: [[9, 5, 7], [9, 7, 5]]}} | 2:7:9:9-5-7 2:7:9:9-7-5
          {shape: [9, 5, 7]}, {batch: 3}          | 2:7:9:9-5-7 2:8:width:none
          """)
  void aShapeSaysDepthWidthAndInputWidth(String grids, String expected) {
    Sweep sweep = sweep(grids);
    assertThat(sizes(sweep)).isEqualTo(expected);
    assertThat(Sweep.parse(sweep.canonicalText())).isEqualTo(sweep);
  }

  @Test
  void aShapeOfTheCommandLineReplacesSizesAndSizesReplaceAShape() {
    assertThat(sizes(sweep("{width: 16}, {depth: 3}", "shape=9,5,7")))
        .isEqualTo("2:7:9:9-5-7 2:7:9:9-5-7");
    assertThat(sizes(sweep("{batch: 3}", "shape=[[9,5,7],[9,3]]")))
        .isEqualTo("1:3:9:none 2:7:9:9-5-7");
    assertThat(sizes(sweep("{shape: [9, 5, 7]}", "depth=4", "width=6")))
        .isEqualTo("4:6:width:none");
  }

  private static String sizes(Sweep sweep) {
    return sweep.grids().stream()
        .map(
            grid ->
                Stream.of(Axes.DEPTH, Axes.WIDTH, Axes.INPUT_WIDTH, Axes.SHAPE)
                    .map(axis -> grid.of(axis).text())
                    .collect(Collectors.joining(":")))
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutGridsTheDefaultsAreTheOnlyGrid() {
    Sweep sweep = SweepFile.parse(BASE, "s.yaml", List.of());
    assertThat(sweep.grids()).isEqualTo(sweep("{}").grids());
    assertThat(sweep.trialMemory()).isEqualTo(Sweep.DEFAULT_TRIAL_MEMORY);
    assertThat(SweepFile.parse(BASE + "trial_memory: 512MiB\n", "s.yaml", List.of()).trialMemory())
        .isEqualTo(512L << 20);
  }

  /**
   * Texts near a right one: characters changed, removed, doubled, pieces of the grammar put
   * anywhere. A text is a sweep, which is then found again by its canonical text, or it is refused
   * in one line that names the file.
   */
  @Test
  void aDamagedFileIsASweepOrASpecException() {
    SplittableRandom random = new SplittableRandom(12);
    List<String> pieces =
        Stream.of("{", "}", "[", "]", ":", ",", "-", "\n", "  ", "'", "\"", "#", "!", "&a", "*a")
            .toList();
    List<String> words =
        List.of("from", "to", "step", "linspace", "logspace", "name", "auto", "1e400", "-0", "NaN");
    String right =
        BASE
            + "grids:\n"
            + "  - {width: {from: 4, to: 8, step: 2}, init: [zeros, {name: normal, std: [1, 2]}]}\n"
            + "  - {activation: {name: leaky_relu, negative_slope: 0.2}, seed: {logspace: [0, 2,"
            + " 3]}}\n";
    int sweeps = 0;
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder(right);
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(5)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, (char) random.nextInt(32, 127));
          case 2 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
          case 3 -> text.insert(at, words.get(random.nextInt(words.size())));
          default -> text.setCharAt(at, (char) random.nextInt(0x10000));
        }
      }
      try {
        Sweep sweep = SweepFile.parse(text.toString(), "s.yaml", List.of());
        assertThat(Sweep.parse(sweep.canonicalText())).as("%s", text).isEqualTo(sweep);
        sweeps++;
      } catch (SpecException e) {
        assertThat(e.getMessage()).as("%s", text).contains("(s.yaml").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(sweeps).as("texts that are sweeps").isGreaterThan(20);
    assertThat(refused).as("texts that are refused").isGreaterThan(1000);
  }
}
