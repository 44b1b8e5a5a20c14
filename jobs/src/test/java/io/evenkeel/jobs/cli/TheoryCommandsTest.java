package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.analysis.Thresholds;
import java.io.PrintWriter;
import java.io.StringWriter;
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
        .hasSize(7)
        .startsWith(
            "tanh with sigma_w^2 = 1.7, sigma_b^2 = 0.05: ordered (inputs grow alike, gradients"
                + " vanish)")
        .anyMatch(line -> line.startsWith("  chi_1    0.98674"));
    assertThat(printed("critical", "sigmoid").lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("sigmoid with sigma_b^2 = 0: "));
    assertThat(printed("theory", "relu", "--sigma-w", "1", "--depth", "3").lines())
        .hasSize(7 + 1 + 1 + 3 + 3);
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

  private static String printed(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Evenkeel.run(new PrintWriter(out), new PrintWriter(err), args))
        .as(err.toString())
        .isZero();
    return out.toString();
  }
}
