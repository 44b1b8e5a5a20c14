package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code theory} and {@code critical} against figures of the literature's tanh networks. */
class TheoryCommandsTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, ordered, 0.19359, 1, 0.75903, 3.627",
    "1.7, ordered, 0.53308, 1, 0.98674, 74.9",
    "2.5, chaotic, 1.06396, 0.44680, 1.13352, 11.80"
  })
  void tanh(double sigmaW2, String phase, double q, double c, double chi1, double xiC)
      throws Exception {
    JsonNode json =
        json("theory", "tanh", "--sigma-w2", "" + sigmaW2, "--sigma-b2", "0.05", "--json");
    assertThat(json.get("phase").textValue()).isEqualTo(phase);
    // Half a unit of the last digit given.
    assertThat(json.get("q*").doubleValue()).isCloseTo(q, within(5e-6));
    assertThat(json.get("c*").doubleValue()).isCloseTo(c, within(5e-6));
    assertThat(json.get("chi_1").doubleValue()).isCloseTo(chi1, within(5e-6));
    assertThat(json.get("xi_c").doubleValue()).isCloseTo(xiC, within(xiC > 50 ? 0.05 : 0.005));
    assertThat(json.has("layers")).isFalse();
  }

  @Test
  void aStandardDeviationIsTheRootOfAVariance() throws Exception {
    JsonNode std = json("theory", "relu", "--sigma-w", "1.5", "--sigma-b", "0.5", "--json");
    assertThat(std)
        .isEqualTo(json("theory", "relu", "--sigma-w2", "2.25", "--sigma-b2", "0.25", "--json"));
  }

  @ParameterizedTest
  @CsvSource({"tanh, 2.01e-5, 1.05, 1e-3", "tanh, 0.05, 1.76095, 1e-5", "relu, 0, 2, 1e-14"})
  void critical(String activation, String sigmaB2, double sigmaW2, double tolerance)
      throws Exception {
    JsonNode points = json("critical", activation, "--sigma-b2", sigmaB2, "--json").get("critical");
    assertThat(points).hasSize(1);
    assertThat(points.get(0).get("sigma_w2").doubleValue()).isCloseTo(sigmaW2, within(tolerance));
  }

  @Test
  void layersOfReluWithKaiming() throws Exception {
    JsonNode layers =
        json("theory", "relu", "--sigma-w2", "2", "--depth", "100", "--json").get("layers");
    assertThat(layers).hasSize(100);
    JsonNode last = layers.get(99);
    assertThat(last.get("ln_length_mean").doubleValue()).isCloseTo(-0.983, within(5e-4));
    assertThat(Math.pow(last.get("ln_length_std").doubleValue(), 2)).isCloseTo(1.982, within(1e-3));
    assertThat(last.get("act_cosine").doubleValue()).isCloseTo(0.996423, within(5e-7));
    // A rectified N(0, 2) has mean square 1 and variance 1 - 1 / pi.
    assertThat(last.get("act_std").doubleValue())
        .isCloseTo(Math.sqrt(1 - 1 / Math.PI), within(1e-9));
  }

  @Test
  void theInputsSizeGoesIntoTheFirstLayer() throws Exception {
    JsonNode layers =
        json("theory", "linear", "--sigma-w2", "3", "--depth", "2", "--q0", "0.25", "--json")
            .get("layers");
    assertThat(layers.get(1).get("act_rms").doubleValue()).isCloseTo(1.5, within(1e-15));
  }

  @Test
  void textIsAlignedAndSaysWhatTheNumbersAre() {
    assertThat(printed("theory", "tanh", "--sigma-w2", "1.7", "--sigma-b2", "0.05").lines())
        .hasSize(8)
        .startsWith(
            "tanh with sigma_w^2 = 1.7, sigma_b^2 = 0.05: ordered (inputs grow alike, gradients"
                + " vanish)")
        .anyMatch(line -> line.startsWith("  chi_1    0.98674"));
    assertThat(printed("critical", "sigmoid").lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("sigmoid with sigma_b^2 = 0: "));
    assertThat(printed("theory", "relu", "--sigma-w", "1", "--depth", "3").lines())
        .hasSize(8 + 1 + 1 + 3 + 4);
  }

  /** The first example that anyone tries. */
  @Test
  void whatIsInfiniteIsPrintedAsInfinite() throws Exception {
    JsonNode tanh = json("theory", "tanh", "--sigma-w2", "1", "--json");
    for (String scale : new String[] {"xi_q", "xi_c", "xi_grad", "depth_c"}) {
      assertThat(tanh.get(scale).textValue()).isEqualTo("Infinity");
    }
    String relu = printed("theory", "relu", "--sigma-w", "1.4142135623730951");
    assertThat(relu).contains(": critical (").doesNotContain("e15");
  }

  @Test
  void aMissingFixedPointOrScaleHasAReason() {
    assertThat(printed("theory", "linear", "--sigma-w2", "1"))
        .containsPattern("c\\* +none +no correlation to settle at: layers keep every one as it is");
    assertThat(printed("theory", "softshrink", "--sigma-w2", "1"))
        .containsPattern("c\\* +none +no correlation to settle at: every output is 0");
    assertThat(printed("theory", "relu", "--sigma-w2", "3"))
        .containsPattern("c\\* +none +no correlation to settle at: the variance never settles");
    assertThat(printed("critical", "relu", "--sigma-b2", "0.1"))
        .contains("no weight scale is critical: chi_1 stays below 1 at every length");
    assertThat(printed("critical", "gelu"))
        .contains("does not stay there; with --sigma-b2 0.172922 it does, at sigma_w2 = 1.98306")
        .contains("note: q = 0 or unstable: ", "'evenkeel advise --activation gelu ");
    assertThat(printed("critical", "tanh")).contains("'evenkeel advise --activation tanh ");
    assertThat(printed("critical", "relu")).doesNotContain("advise");
  }

  @Test
  void jumpsAreNamed() throws Exception {
    String text = printed("theory", "hardshrink", "--sigma-w2", "0.5", "--sigma-b2", "0.1");
    assertThat(text)
        .contains(
            "chaotic (alike inputs part at a jump, which no gradient contains; gradients vanish)");
    JsonNode json =
        json("theory", "hardshrink", "--sigma-w2", "0.5", "--sigma-b2", "0.1", "--json");
    assertThat(json.get("xi_c").doubleValue()).isCloseTo(-1 / Math.log(0.61742), within(1e-4));
  }

  /** selu with unit weights: chi_1 = 1.07166, so the std's factor is 100 after 134 layers. */
  @Test
  void theDepthUpToWhichARunCallsItCriticalIsSaid() throws Exception {
    JsonNode selu = json("theory", "selu", "--sigma-w", "1", "--json");
    assertThat(selu.get("phase").textValue()).isEqualTo("chaotic");
    int depth = selu.get("depth_c").intValue();
    double rate = Math.log10(selu.get("chi_1").doubleValue()) / 2;
    assertThat(rate * (depth - 1)).isLessThanOrEqualTo(1 + Math.log10(depth) / 2);
    assertThat(rate * depth).isGreaterThan(1 + Math.log10(depth + 1) / 2);
  }

  @Test
  void theDepthWhereATenthOfTheSeedsIsLost() throws Exception {
    String[] linear = {
      "theory", "linear", "--sigma-w2", "1", "--depth", "400", "--json", "--width"
    };
    JsonNode narrow = json(with(linear, "16"));
    JsonNode wide = json(with(linear, "1024"));
    assertThat(narrow.get("depth_tenth_lost").intValue()).isBetween(50, 150);
    assertThat(wide.get("depth_tenth_lost").isNull()).isTrue();
  }

  private static String[] with(String[] args, String last) {
    String[] more = Arrays.copyOf(args, args.length + 1);
    more[args.length] = last;
    return more;
  }

  @Test
  void gainsWarnWhereTheyDoNotHold() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Evenkeel.run(new PrintWriter(out), new PrintWriter(err), "gain", "gelu")).isZero();
    assertThat(Double.parseDouble(out.toString().strip())).isCloseTo(1.53353, within(1e-5));
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString())
        .startsWith("warning: gain=auto of gelu is 1.5335")
        .contains("'evenkeel advise --activation gelu --depth N --width N' measures which")
        .contains("with bias=normal(std=0.415839) gain=critical, 1.40821109, does");
    assertThat(printed("gain", "tanh", "--critical").strip()).isEqualTo("1.0");
    StringWriter gain = new StringWriter();
    StringWriter note = new StringWriter();
    // README: tanh with its gain of 5/3 keeps the signal, while its gradient grows by a tenth a
    // layer.
    assertThat(Evenkeel.run(new PrintWriter(gain), new PrintWriter(note), "gain", "tanh")).isZero();
    assertThat(gain.toString().strip()).isEqualTo("1.6666666666666667");
    assertThat(note.toString())
        .startsWith(
            "note: with this gain the gradients of a wide network change by a factor of 1.09")
        .contains("evenkeel advise --activation tanh")
        .hasLineCount(1);
  }

  @Test
  void thresholdOptionsDefaultToTheDocumentedThresholds() {
    ThresholdOptions options = new ThresholdOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("t", spec(options)))
        .parseArgs();
    assertThat(options.thresholds()).isEqualTo(Thresholds.DEFAULT);
  }

  private static CommandLine.Model.CommandSpec spec(ThresholdOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  private static JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(printed(args));
  }

  /** Numbers derived by hand: a pre-LN net of relu, 100 blocks. */
  @Test
  void netsWithBlocksAndNorms() throws Exception {
    JsonNode layers =
        json(
                "theory",
                "relu",
                "--sigma-w",
                "1",
                "--depth",
                "201",
                "--block",
                "residual",
                "--norm",
                "layer_norm(eps=1e-30)",
                "--json")
            .get("layers");
    assertThat(layers).hasSize(101);
    assertThat(layers.get(100).get("layer").intValue()).isEqualTo(200);
    assertThat(layers.get(100).get("std").doubleValue()).isCloseTo(7.141428, within(5e-7));
    assertThat(Math.pow(10, layers.get(0).get("log10_grad_growth").doubleValue()))
        .isCloseTo(7.141428, within(5e-7));
    assertThat(
            printed(
                "theory",
                "relu",
                "--sigma-w2",
                "2",
                "--depth",
                "4",
                "--block",
                "residual(branch=1)"))
        .contains("-: gradients depend on the weights that they pass");
  }

  /** Dropout divides sigma_w^2 by the probability to keep; what norms do: CriticalScaleTest. */
  @Test
  void criticalKnowsBlocksNormsAndDropout() throws Exception {
    String[] tanh = {"critical", "tanh", "--sigma-b2", "0.05", "--json"};
    JsonNode dropped = json("critical", "tanh", "--sigma-b2", "0.05", "--json", "--dropout", "0.1");
    double plain = json(tanh).get("critical").get(0).get("sigma_w2").doubleValue();
    assertThat(dropped.get("critical").get(0).get("sigma_w2").doubleValue())
        .isCloseTo(0.9 * plain, within(1e-12));
    JsonNode normed =
        json("critical", "relu", "--json", "--norm", "rms_norm(place=before_activation,eps=1e-30)");
    assertThat(normed.get("every_scale").booleanValue()).isTrue();
    assertThat(
            printed("critical", "relu", "--norm", "layer_norm(place=after_activation,eps=1e-30)"))
        .contains("multiplies the squared gradient by 1.46694 at any scale");
    assertThat(printed("critical", "relu", "--block", "residual", "--norm", "layer_norm"))
        .contains("gradients grow more slowly with every block");
  }

  /** The fixed point of tanh with dropout: values derived by hand. */
  @Test
  void dropoutHasFixedPointsOfItsOwn() throws Exception {
    JsonNode point =
        json(
            "theory",
            "tanh",
            "--sigma-w2",
            "1.76095",
            "--sigma-b2",
            "0.05",
            "--dropout",
            "0.1",
            "--json");
    assertThat(point.get("q*").doubleValue()).isCloseTo(0.693520, within(5e-7));
    assertThat(point.get("c*").doubleValue()).isCloseTo(0.356415, within(5e-7));
    assertThat(point.get("xi_c").doubleValue()).isCloseTo(4.666899, within(5e-7));
    assertThat(point.get("chi_1").doubleValue()).isCloseTo(1.039441, within(5e-7));
  }

  private static String printed(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Evenkeel.run(new PrintWriter(out), new PrintWriter(err), args))
        .as(err.toString())
        .isZero();
    return out.toString();
  }
}
