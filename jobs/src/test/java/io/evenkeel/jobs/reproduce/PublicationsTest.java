package io.evenkeel.jobs.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.table.RunTables;
import io.evenkeel.analysis.table.SmallTables;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.StepColumns;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.core.theory.CorrelationMap;
import io.evenkeel.core.theory.LengthMap;
import io.evenkeel.core.theory.LogLength;
import io.evenkeel.core.theory.MeanField;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.core.theory.block.FormatForecast;
import io.evenkeel.core.theory.block.NetForecast;
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
    Dataset<Row> steps = spark.createDataFrame(List.of(), RunTables.schema(StepColumns.ALL));
    List<Selection> selections = BUILT_IN.selections();
    List<Row> sums = Measurements.query(trials, layers, steps, selections).collectAsList();
    assertThat(sums).hasSameSizeAs(selections);
    Map<String, Long> cells = new HashMap<>();
    for (Row sum : sums) {
      Selection selection = selections.get(sum.<Integer>getAs("selection"));
      // One grid's seeds: two grids in one cell would be twice as many, or of two laws.
      assertThat(sum.<Long>getAs("trials"))
          .as("%s", selection)
          .isIn(3L, 9L, 12L, 20L, 30L, 100L, 200L, 300L, 1000L);
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

  private static final String HALVED = "residual(gain_last=0.7071067811865476)";

  /** A net of 1000 units with weights of variance sigma_w^2 / 1000. */
  private static List<NetForecast.Stop> forecast(
      String phi, double sigmaW2, String block, String norm, int depth, int batch) {
    return forecast(phi, sigmaW2, 0, block, norm, 0, depth, batch);
  }

  private static List<NetForecast.Stop> forecast(
      String phi,
      double sigmaW2,
      double sigmaB2,
      String block,
      String norm,
      double dropout,
      int depth,
      int batch) {
    return NetForecast.of(design(phi, sigmaW2, sigmaB2, block, norm, dropout, depth), batch)
        .stops();
  }

  private static NetDesign design(
      String phi,
      double sigmaW2,
      double sigmaB2,
      String block,
      String norm,
      double dropout,
      int depth) {
    return new NetDesign(
        1000,
        1000,
        depth,
        List.of(),
        0,
        activation(phi),
        new Normal(0, Math.sqrt(sigmaW2 / 1000)),
        Optional.empty(),
        sigmaB2 == 0 ? Optional.empty() : Optional.of(new Normal(0, Math.sqrt(sigmaB2))),
        BlockSchemes.CATALOG.create(Spec.parse(block)),
        norm.equals("none")
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
        dropout);
  }

  /** From one place back to an earlier one, as a factor of the squared gradient. */
  private static double gradient(List<NetForecast.Stop> stops, int first, int last) {
    return stops.get(first).gradientSquare() / stops.get(last).gradientSquare();
  }

  private static double square(List<NetForecast.Stop> stops, int place) {
    return stops.get(place).signal().square();
  }

  @Test
  void streamsAreThoseOfTheTheoryOfBlocks() {
    List<NetForecast.Stop> relu = forecast("relu", 2, HALVED, "none", 201, 8);
    assertPublished(
        "residual relu: stream^2 over 10 blocks, 2^10", square(relu, 10) / square(relu, 0));
    assertPublished("residual relu: gradient^2 over 10 blocks, 2^10", gradient(relu, 0, 10));
    for (int blocks : new int[] {1, 10, 100}) {
      assertPublished(
          "residual relu: correlation after %s block%s".formatted(blocks, blocks == 1 ? "" : "s"),
          relu.get(blocks).signal().cosine());
    }
    String inv = "residual(scale=inv_sqrt,gain_last=0.7071067811865476)";
    List<NetForecast.Stop> scaled = forecast("relu", 2, inv, "none", 201, 8);
    String name = "residual relu, a^2 = 1/100: ";
    assertPublished(name + "stream^2 over 100 blocks", square(scaled, 100) / square(scaled, 0));
    assertPublished(name + "gradient^2 over 100 blocks", gradient(scaled, 0, 100));
    assertPublished(name + "correlation after 100 blocks", scaled.get(100).signal().cosine());
    List<NetForecast.Stop> tanh = forecast("tanh", 1, "residual", "none", 201, 4);
    assertPublished("residual tanh, s 1: stream^2 after 100 blocks", square(tanh, 100));
    assertPublished(
        "residual tanh, s 1: ln gradient^2 over 100 blocks", Math.log(gradient(tanh, 0, 100)));
    // The stem has unit weights: an input of mean square 9 / 25 stands for that.
    List<NetForecast.Stop> gain =
        NetForecast.of(
                design("tanh", 25.0 / 9, 0, "residual", "none", 0, 201),
                4,
                InputMoments.ofNormal(9.0 / 25))
            .stops();
    assertPublished(
        "residual tanh, gain 5/3: gradient over 100 blocks",
        Math.log10(gradient(gain, 0, 100)) / 2);
    assertPublished(
        "residual tanh, s 1: ln gradient^2, A sqrt(100)", Math.log(gradient(tanh, 0, 100)));
    List<NetForecast.Stop> after =
        forecast("relu", 2, HALVED.replace("(", "(order=postact,"), "none", 81, 8);
    String postact = "residual relu(x + V relu(W x)): ";
    assertPublished(
        postact + "stream^2, second block, closed form",
        Math.log10(square(after, 2) / square(after, 1)));
    assertPublished(
        postact + "stream^2 per block, quadrature",
        Math.log10(square(after, 40) / square(after, 39)));
    List<NetForecast.Stop> reduced = forecast("relu", 2, "residual(branch=1)", "none", 61, 4);
    assertPublished(
        "residual x + relu(W x): stream^2 per block",
        Math.log10(square(reduced, 60) / square(reduced, 59)));
    assertPublished(
        "residual x + relu(W x): mean / rms",
        reduced.get(60).signal().mean() / Math.sqrt(square(reduced, 60)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relu | layer_norm(place=after_activation)  | relu, layer_norm after activation
          tanh | layer_norm(place=after_activation)  | tanh, layer_norm after activation
          gelu | layer_norm(place=after_activation)  | gelu, layer_norm after activation
          relu | layer_norm(place=before_activation) | relu, layer_norm before activation
          gelu | layer_norm(place=before_activation) | gelu, layer_norm before activation
          tanh | rms_norm(place=before_activation)   | tanh, rms_norm before activation
          gelu | rms_norm(place=after_activation)    | gelu, rms_norm after activation
          relu | batch_norm                          | relu, batch_norm of 8 rows
          relu | batch_norm                          | relu, batch_norm of 16 rows
          relu | batch_norm                          | relu, batch_norm of 64 rows
          linear | batch_norm                        | linear, batch_norm of 16 rows
          """)
  void gradientsUnderNormsAreThoseOfTheory(String phi, String norm, String name) {
    int batch = norm.equals("batch_norm") ? Integer.parseInt(name.replaceAll("\\D", "")) : 4;
    // No eps: a norm's divisor is the signal's own size.
    String exact = norm.replace(")", "") + (norm.contains("(") ? "," : "(") + "eps=1e-30)";
    List<NetForecast.Stop> stops = forecast(phi, 1, "plain", exact, 60, batch);
    assertPublished(name + ": gradient^2 per layer", Math.log10(gradient(stops, 30, 31)));
  }

  @Test
  void normsOfBlocksDropoutAndPresetsAreThoseOfTheory() {
    for (String phi : List.of("relu", "tanh")) {
      List<NetForecast.Stop> pre = forecast(phi, 1, "residual", "layer_norm(eps=1e-30)", 201, 4);
      assertPublished(
          "pre-LN %s: stream over 100 blocks".formatted(phi), Math.log10(square(pre, 100)) / 2);
      assertPublished(
          "pre-LN %s: gradient over 100 blocks".formatted(phi),
          Math.log10(gradient(pre, 0, 100)) / 2);
      List<NetForecast.Stop> post =
          forecast(phi, 1, "residual", "layer_norm(place=stream,eps=1e-30)", 61, 4);
      assertPublished(
          "post-LN %s: gradient^2 per block".formatted(phi), Math.log10(gradient(post, 10, 11)));
    }
    List<NetForecast.Stop> dropped = forecast("tanh", 1.76095, 0.05, "plain", "none", 0.1, 200, 4);
    double q = 1.76095 * square(dropped, 150) / 0.9 + 0.05;
    double act = dropped.get(150).signal().cosine();
    assertPublished("tanh, dropout .1: q*", q);
    double kept = settling(dropped, 0.05, 10) / settling(dropped, 0.05, 4);
    assertPublished("tanh, dropout .1: xi_c", -6 / Math.log(kept));
    assertPublished("tanh, dropout .1: c*", (1.76095 * square(dropped, 150) * act + 0.05) / q);
    assertPublished("tanh, dropout .1: chi_1", Math.log10(gradient(dropped, 120, 121)));
    assertPublished(
        "tanh, dropout .1: c* of two masks", (1.76095 * square(dropped, 150) * act + 0.05) / q);
    for (String phi : List.of("relu", "tanh", "gelu")) {
      List<NetForecast.Stop> rows = forecast(phi, 1, "plain", "batch_norm(eps=1e-30)", 16, 64);
      assertPublished(
          phi + ", batch_norm of many rows: gradient^2 per layer",
          Math.log10(gradient(rows, 4, 5)));
    }
    List<NetForecast.Stop> identity =
        forecast("relu", 1, "deepnorm", "layer_norm(place=stream,eps=1e-30)", 49, 4);
    double share = 0;
    for (int block = 1; block <= 24; block++) {
      share += Math.log(1 - identity.get(block).branchShare()) / 2;
    }
    assertPublished("deepnorm, N = 12: share of the identity in 24 blocks", Math.exp(share));
    NetForecast.Stop deep =
        forecast("relu", 1, "deepnorm", "layer_norm(place=stream,eps=1e-30)", 49, 4).get(12);
    // The column is a share of the sum, the published number one of the stream.
    assertPublished(
        "deepnorm, N = 12: branch^2 / (alpha x)^2", deep.branchShare() / (1 - deep.branchShare()));
  }

  /** c_l - c* of pre-activations. */
  private static double settling(List<NetForecast.Stop> stops, double sigmaB2, int layer) {
    double square = 1.76095 * square(stops, layer - 1);
    double c = stops.get(layer - 1).signal().cosine();
    return (square * c + sigmaB2) / (square / 0.9 + sigmaB2) - 0.356415;
  }

  /** The formats' numbers: ranges, what a loss scale serves, and noise where theory is exact. */
  @Test
  void formatsAreThoseOfTheory() {
    for (String format : List.of("fp16", "bf16", "fp8_e5m2", "fp8_e4m3")) {
      assertPublished(
          "linear, N(0, 1), %s: first layer to overflow".formatted(format),
          forecast(format, "identity", 256, 33).overflowLayer().orElseThrow());
    }
    assertPublished(
        "linear, N(0, .01), fp16: first layer that is half zero",
        forecast("fp16", "identity", 256e-4, 12).halfZeroLayer().orElseThrow());
    double layers = Math.log(0.67448975 * Math.pow(2, 25)) / Math.log(6.25);
    assertPublished("linear, N(0, .01), fp16: layers until half is zero", layers);
    assertPublished(
        "fp16: binades of loss scales for 4096 normal gradients",
        FormatForecast.binades(FloatFormat.FP16, 4096));
    served("sigmoid, gain 1", "sigmoid", 1);
    served("tanh, gain 5/3", "tanh", 25.0 / 9);
    assertPublished(
        "tanh, gain 5/3, bf16: 1 - cos to float32, layer 19",
        forecast("bf16", "tanh", 25.0 / 9, 50).distances().get(19));
    assertPublished(
        "tanh, gain 5/3, bf16: 1 - cos to float32, layer 49",
        forecast("bf16", "tanh", 25.0 / 9, 50).distances().get(49));
  }

  private static void served(String what, String phi, double sigmaW2) {
    double chi = MeanField.of(activation(phi), sigmaW2, 0).chi1();
    assertPublished(
        what + ", fp16: layers that one loss scale serves",
        FormatForecast.layersPerLossScale(FloatFormat.FP16, Math.sqrt(chi), 4096));
  }

  private static FormatForecast forecast(String format, String phi, double sigmaW2, int depth) {
    NetDesign design =
        new NetDesign(
            256,
            256,
            depth,
            List.of(),
            0,
            activation(phi),
            new Normal(0, Math.sqrt(sigmaW2 / 256)),
            Optional.empty(),
            Optional.empty(),
            BlockSchemes.CATALOG.create(Spec.of("plain")),
            Optional.empty(),
            0);
    Precision precision = new Precision(FloatFormat.of(format).orElseThrow(), true, false);
    return FormatForecast.of(precision, design, 16, InputMoments.STANDARD);
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
