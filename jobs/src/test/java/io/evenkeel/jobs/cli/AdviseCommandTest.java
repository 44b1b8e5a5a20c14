package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code evenkeel advise}, from the command line to its words. */
class AdviseCommandTest {
  private static JsonNode json(String... args) throws IOException {
    return new ObjectMapper().readTree(printed(args));
  }

  private static String printed(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Evenkeel.run(new PrintWriter(out), new PrintWriter(err), args)).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  private static JsonNode scheme(JsonNode advice, String init) {
    for (JsonNode scheme : advice.get("schemes")) {
      if (scheme.get("init").textValue().equals(init)) {
        return scheme;
      }
    }
    throw new AssertionError("no scheme " + init + " in " + advice);
  }

  /** With tiny weights a residual block holds by doing nothing: that is no advice. */
  @Test
  void idleBlocksDoNotComeFirst() throws IOException {
    JsonNode advice =
        json(
            "advise",
            "--activation",
            "relu",
            "--depth",
            "5",
            "--width",
            "16",
            "--block",
            "gpt2",
            "--norm",
            "layer_norm",
            "--json");
    JsonNode first = advice.get("schemes").get(0);
    assertThat(first.get("holds").booleanValue()).isTrue();
    assertThat(first.get("branches").textValue()).isIn("balanced", "fading");
    assertThat(scheme(advice, "normal(std=0.02)").get("branches").textValue()).isEqualTo("faint");
    assertThat(advice.get("network").get("block").textValue()).isEqualTo("gpt2");
  }

  /** Widths and depths where He's gain is right by theory, and Xavier's halves a square a layer. */
  @Test
  void reluTakesSquareRootOfTwo() throws IOException {
    JsonNode advice =
        json("advise", "--activation", "relu", "--depth", "12", "--width", "128", "--json");
    assertThat(advice.get("network").get("depth").intValue()).isEqualTo(12);
    int holding = advice.get("holding").intValue();
    assertThat(holding).isGreaterThanOrEqualTo(2);
    for (int i = 0; i < advice.get("schemes").size(); i++) {
      JsonNode scheme = advice.get("schemes").get(i);
      assertThat(scheme.get("holds").booleanValue()).isEqualTo(i < holding);
      assertThat(scheme.has("code")).isEqualTo(i < holding);
      if (scheme.has("scale")) {
        assertThat(scheme.get("scale").get("low").doubleValue()).isLessThan(Math.sqrt(2));
        assertThat(scheme.get("scale").get("high").doubleValue()).isGreaterThan(Math.sqrt(2));
      }
    }
    assertThat(scheme(advice, "kaiming_normal").get("holds").booleanValue()).isTrue();
    JsonNode backward = scheme(advice, "normal(std=0.02)").get("backward");
    assertThat(backward.get("verdict").textValue()).isEqualTo("vanishing");
    JsonNode inputs = scheme(advice, "normal(std=0.02)").get("inputs");
    assertThat(inputs.get("verdict").textValue()).isEqualTo("ordered");
    assertThat(inputs.get("evidence").textValue()).startsWith("the signal vanishes, and every");
    // A layer multiplies the squared gradient by 128 x 0.02^2 / 2.
    assertThat(backward.get("rate").doubleValue())
        .isCloseTo(Math.log(128 * 0.02 * 0.02 / 2) / 2, within(0.05));
  }

  @Test
  void answersInWordsWithLinesToPaste() {
    List<String> lines =
        printed("advise", "--activation", "tanh", "--depth", "10", "--width", "32")
            .lines()
            .toList();
    assertThat(lines.get(0)).startsWith("tanh, depth 10, width 32, batch 16: take ");
    assertThat(lines)
        .anyMatch(line -> line.matches("  (orthogonal|kaiming_normal) holds with gains from .*"))
        .contains("To paste, for every layer m:", "What is wrong with popular choices:")
        .anyMatch(line -> line.startsWith("  PyTorch     nn.init."))
        .anyMatch(line -> line.startsWith("  Keras       keras.layers.Dense(units, kernel_init"))
        .anyMatch(line -> line.startsWith("  JAX (flax)  nn.Dense(units, kernel_init="))
        .anyMatch(line -> line.startsWith("  DL4J        .weightInit("))
        .allMatch(line -> line.length() <= 140);
  }

  /** A product of 60 Gaussian matrices of three rows is anything. */
  @Test
  void saysThatNothingHoldsAndWhatWould() {
    String text = printed("advise", "--activation", "relu", "--depth", "60", "--width", "3");
    assertThat(oneLine(text))
        .startsWith("relu, depth 60, width 3, batch 16: none of the schemes tried holds")
        .contains("What would hold, as measured:")
        .contains("width 12 with ", "depth 30 with ", "activation tanh with ")
        .doesNotContain("To paste");
  }

  @Test
  void isTheSameEveryTime() {
    String[] words = {"advise", "--activation", "elu", "--depth", "5", "--width", "16", "--json"};
    assertThat(printed(words)).isEqualTo(printed(words));
  }

  @Test
  void takesFurtherKeysOfSweepFiles() throws IOException {
    JsonNode network =
        json("advise", "--activation", "ReLU", "--depth", "3", "--width", "8", "--json", "loss=mse")
            .get("network");
    assertThat(network.get("loss").textValue()).isEqualTo("mse");
    assertThat(network.get("activation").textValue()).isEqualTo("relu");
    assertThat(refused("init=zeros")).contains("advise tries values of init itself");
    assertThat(refused("loss")).contains("'loss' is not of the form key=value");
    assertThat(refused("batch=4")).contains("batch is given twice");
    assertThat(refused("losss=mse")).contains("unknown key 'losss' (did you mean 'loss'?)");
  }

  @Test
  void refusesNetworksThatThereAreNot() {
    assertThat(refused("--depth", "24", "--block", "gpt2"))
        .isEqualTo(
            "evenkeel: depth 24 less 1 for the stem does not divide into blocks of 2 layers;"
                + " possible is depth 23 or 25"
                + System.lineSeparator());
    assertThat(refused("--depth", "3", "--norm", "layer_norm(place=branch)"))
        .contains("a plain net has no norm at place branch")
        .doesNotContain("possible");
  }

  /** What would hold is a network, too: half of 21 layers are no blocks of two behind a stem. */
  @Test
  void advisesADepthThatBlocksFit() {
    String text =
        printed(
            "advise",
            "--activation",
            "relu",
            "--depth",
            "21",
            "--width",
            "3",
            "--block",
            "residual(branch=2)",
            "--seeds",
            "8");
    assertThat(oneLine(text)).contains("depth 9 with ").doesNotContain("depth 10");
  }

  /** Whatever a line has room for. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The line that a bad word gives. */
  private static String refused(String word) {
    return refused("--depth", "3", word);
  }

  private static String refused(String... last) {
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("advise", "--activation", "relu", "--width", "8"));
    all.addAll(List.of(last));
    String[] words = all.toArray(String[]::new);
    assertThat(Evenkeel.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString();
  }

  @Test
  void startsNoSpark() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Evenkeel.class.getName(),
                "advise",
                "--activation",
                "tanh",
                "--depth",
                "3",
                "--width",
                "8")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("tanh, depth 3, width 8").doesNotContain("org.apache.spark.");
  }
}
