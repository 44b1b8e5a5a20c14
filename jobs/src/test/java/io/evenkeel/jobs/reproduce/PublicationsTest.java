package io.evenkeel.jobs.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.RunTables;
import io.evenkeel.analysis.SmallTables;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.core.theory.CorrelationMap;
import io.evenkeel.core.theory.LengthMap;
import io.evenkeel.core.theory.LogLength;
import io.evenkeel.core.theory.MeanField;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is claimed fits the sweep, and the theory that it comes from. */
class PublicationsTest {
  private static final Reproduction BUILT_IN = Reproduction.builtIn();

  /** Every expression is understood, and every cell is one of the sweep. */
  @Test
  void everyClaimReadsColumnsAndTrialsThatExist() {
    SparkSession spark = LocalSpark.session().newSession();
    SmallTables.interpret(spark);
    Plan plan = BUILT_IN.plan();
    List<Row> planned = new ArrayList<>();
    for (long i = 0; i < plan.trials(); i++) {
      TrialResult result = TrialResult.notComputed(plan.trialAt(i), TrialStatus.INVALID, "not run");
      planned.add(
          RowFactory.create(TrialColumns.ALL.stream().map(c -> c.value().apply(result)).toArray()));
    }
    Dataset<Row> trials = spark.createDataFrame(planned, RunTables.schema(TrialColumns.ALL));
    Dataset<Row> layers = spark.createDataFrame(List.of(), RunTables.schema(LayerColumns.ALL));
    List<Selection> selections = BUILT_IN.selections();
    List<Row> sums = Measurements.query(trials, layers, selections).collectAsList();
    assertThat(sums).hasSameSizeAs(selections);
    Map<String, Long> cells = new HashMap<>();
    for (Row sum : sums) {
      Selection selection = selections.get(sum.<Integer>getAs("selection"));
      // One grid's seeds: two grids in one cell would be twice as many, or of two laws.
      assertThat(sum.<Long>getAs("trials"))
          .as("%s", selection)
          .isIn(3L, 30L, 100L, 200L, 300L, 1000L);
      cells.put(selection.cell(), sum.<Long>getAs("trials"));
    }
    // Every trial is of exactly one cell.
    assertThat(cells.values().stream().mapToLong(n -> n).sum()).isEqualTo(plan.trials());
  }

  @Test
  void everyTrialCanBeComputedAndEveryLossIsAmongThem() {
    Plan plan = BUILT_IN.plan();
    Set<String> losses = new HashSet<>();
    for (long i = 0; i < plan.trials(); i++) {
      Trial trial = plan.trialAt(i);
      assertThat(plan.feasibility(trial).reason()).isEmpty();
      losses.add(trial.loss().spec().name());
    }
    assertThat(losses)
        .containsExactlyInAnyOrderElementsOf(
            Losses.CATALOG.entries().stream().map(Catalog.Entry::name).toList());
  }

  @Test
  void resultsHaveNamesOfTheirOwn() {
    List<String> names = BUILT_IN.claims().stream().map(Claim::what).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    assertThat(BUILT_IN.claims().stream().filter(Claim::exact)).hasSizeGreaterThan(10);
  }

  @Test
  void theDocumentShowsEveryResult() throws IOException {
    List<String> document = Files.readAllLines(Path.of("..", "docs", "reproduce.md"));
    for (Claim claim : BUILT_IN.claims()) {
      assertThat(document)
          .as(claim.what())
          .anyMatch(line -> line.startsWith(claim.what()) && line.contains(claim.source()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear 256, identity, 1, 256",
    "relu 256, relu, 2, 256",
    "linear 64, identity, 1, 64",
    "relu 64, relu, 2, 64"
  })
  void lengthsAreThoseOfTheExactLaw(String what, String activation, double sigmaW2, int width) {
    LogLength law =
        Prediction.of(
                activation(activation),
                Initializers.CATALOG.create(
                    Spec.of("normal").with("std", Math.sqrt(sigmaW2 / width))),
                Optional.empty(),
                MlpShape.of(1, width, width, 100, 0),
                false)
            .orElseThrow()
            .layers()
            .get(99)
            .logLength()
            .orElseThrow();
    assertThat(law.exact()).isTrue();
    assertPublished(what + " x 100: E ln M", law.mean());
    assertPublished(what + " x 100: Var ln M", law.variance());
  }

  @Test
  void correlationsAndLengthsAreThoseOfTheMaps() {
    CorrelationMap relu = new CorrelationMap(LengthMap.of(activation("relu"), 2, 0), 1);
    LengthMap tanh = LengthMap.of(activation("tanh"), 1, 0);
    double c = 0;
    double q = 1;
    for (int layers = 1; layers <= 100; layers++) {
      c = relu.next(c);
      q = tanh.next(q);
      String name =
          "relu: correlation after %s layer%s, from 0".formatted(layers, layers == 1 ? "" : "s");
      if (BUILT_IN.claims().stream().anyMatch(claim -> claim.what().equals(name))) {
        assertPublished(name, c);
      }
    }
    assertPublished("tanh, sigma_w 1: q after L = 100 layers, 1/(2L)", q);
    assertPublished("tanh, sigma_w 1: the same, recursion", q);
    MeanField chaos = MeanField.of(activation("tanh"), 2.5, 0.05);
    assertPublished("tanh, sigma_w^2 2.5, sigma_b^2 .05: q*", chaos.length());
    assertPublished("tanh, sigma_w^2 2.5, sigma_b^2 .05: c*", chaos.correlation().orElseThrow());
    MeanField selu = MeanField.of(activation("selu"), 0.5625, 0);
    assertPublished(
        "selu, gain 3/4: std settles", Math.sqrt(selu.lengths().kernel().variance(selu.length())));
  }

  @ParameterizedTest
  @CsvSource({"tanh, 5/3, 2.7777777777777777", "selu, 1, 1", "sigmoid, 1, 1"})
  void gradientsAreThoseOfTheFixedPoint(String activation, String gain, double sigmaW2) {
    assertPublished(
        "%s, gain %s: gradient over 100 layers".formatted(activation, gain),
        Math.log10(MeanField.of(activation(activation), sigmaW2, 0).gradientGrowth(100)));
  }

  private static Activation activation(String name) {
    return Activations.CATALOG.create(Spec.of(name));
  }

  private static void assertPublished(String name, double truth) {
    List<Claim> claims = BUILT_IN.claims().stream().filter(c -> c.what().equals(name)).toList();
    assertThat(claims).as(name).hasSize(1);
    Published published = claims.get(0).points().get(0).published();
    assertThat(published.value())
        .as(name)
        .isCloseTo(truth, within(published.allowance() * (1 + 1e-9)));
  }
}
