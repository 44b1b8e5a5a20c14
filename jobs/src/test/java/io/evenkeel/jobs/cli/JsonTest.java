package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evenkeel.jobs.run.CodeVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command prints one JSON document with {@code --json}. */
class JsonTest {
  private static final String SWEEP =
      """
      name: small
      defaults: {depth: 3, width: 8, seed: 0..2}
      grids:
        - {activation: [relu, tanh], init: [kaiming_normal, normal(std=1e30)]}
      """;

  /** Strict: no NaN, no duplicate key, nothing behind the document. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final Set<String> SPARK = Set.of("run", "report", "reproduce");

  private static final Path DIGITS = Path.of("src/test/resources/io/evenkeel/jobs/data/digits.npy");

  @TempDir private static Path folder;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void runOnce() throws IOException {
    Files.writeString(folder.resolve("s.yaml"), SWEEP);
    Files.copy(
        Path.of("src/test/resources/inspect/torch.safetensors"), folder.resolve("w.safetensors"));
    Outcome run = run("run SWEEP --out RUN --master local[1] --json");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode document = JSON.readTree(run.out());
    assertThat(document.get("trials_done").intValue()).isEqualTo(12);
    assertThat(document.get("cells")).hasSize(4);
    assertThat(document.get("cells").get(0).get("init").textValue()).isEqualTo("kaiming_normal");
  }

  private static Outcome run(String line) {
    String[] words = words(line);
    return SPARK.contains(words[0]) ? elsewhere(words) : here(words);
  }

  private static String[] words(String line) {
    String[] words = line.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] =
          words[i]
              .replace("SWEEP", folder.resolve("s.yaml").toString())
              .replace("RUN", folder.resolve("run").toString())
              .replace("DIGITS", DIGITS.toAbsolutePath().toString())
              .replace("WEIGHTS", folder.resolve("w.safetensors").toString());
    }
    return words;
  }

  private static Outcome here(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Evenkeel.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** In another process: a command that ends its Spark would end that of other tests. */
  private static Outcome elsewhere(String... words) {
    CommandProcess.Outcome outcome = CommandProcess.run(words);
    return new Outcome(
        outcome.exitCode(), String.join("\n", outcome.out()), String.join("\n", outcome.err()));
  }

  /** A command line, and a key of the object that it prints. */
  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("plan SWEEP", "plan_hash"),
        Arguments.of("plan SWEEP seed=0..4 --against RUN", "against"),
        Arguments.of("status RUN", "trials_done"),
        Arguments.of("precision RUN", "networks"),
        Arguments.of("verify RUN", "intact"),
        Arguments.of("merge RUN RUN", "trials_in_both"),
        Arguments.of(
            "advise --activation relu --depth 5 --width 16 --block residual --norm layer_norm"
                + " --batch 8 --data DIGITS --precision bf16",
            "formats"),
        Arguments.of("inspect WEIGHTS --activation relu", "matrices"),
        Arguments.of("list", ""),
        Arguments.of("list inits", ""),
        Arguments.of("list inputs", ""),
        Arguments.of("gain tanh", "gain"),
        Arguments.of("gain tanh --critical --sigma-b2 0.05", "sigma_b2"),
        Arguments.of("theory relu --sigma-w2 2 --depth 3", "layers"),
        Arguments.of("theory relu --sigma-w2 2", "phase"),
        Arguments.of("theory tanh --sigma-w 1 --depth 21 --block residual", "activation"),
        Arguments.of("theory tanh --sigma-w 1.7 --depth 6 --precision fp16", "precision"),
        Arguments.of("critical tanh --sigma-b2 0.05", "critical"),
        Arguments.of("critical gelu", "notes"),
        Arguments.of("critical softsign", "critical"),
        Arguments.of("critical relu --block residual --norm layer_norm", "activation"),
        Arguments.of("help", "commands"),
        Arguments.of("help critical", "options"),
        Arguments.of("version", "version"),
        Arguments.of("completion", "script"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachPrintsOneDocument(String line, String key) throws IOException {
    requireDocument(line, key);
  }

  @Test
  @Tag("long")
  void aReportPrintsOneDocument() throws IOException {
    requireDocument("report RUN --master local[1]", "headline");
  }

  private static void requireDocument(String line, String key) throws IOException {
    Outcome outcome = run(line + " --json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode document = JSON.readTree(outcome.out());
    if (key.isEmpty()) {
      assertThat(document.isArray()).isTrue();
      assertThat(document.size()).isPositive();
    } else {
      assertThat(document.isObject()).isTrue();
      assertThat(document.has(key)).as("%s in %s", key, outcome.out()).isTrue();
    }
  }

  /** A command line that fails, of each command: before Spark starts, of those that start it. */
  static Stream<String> errors() {
    return Stream.of(
        "run none.yaml",
        "run SWEEP --master nosuch",
        "plan none.yaml",
        "plan SWEEP --against none",
        "status none",
        "report none",
        "precision none",
        "verify none",
        "merge none RUN",
        "advise --activation nosuch --depth 5 --width 16",
        "inspect no.npz",
        "list nosuch",
        "gain nosuch",
        "theory nosuch --sigma-w2 2",
        "critical nosuch",
        "reproduce nosuch",
        "help nosuch",
        "version nosuch",
        "completion nosuch");
  }

  /** What fails prints no document, and says why on stderr in one line. */
  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsNoDocument(String line) {
    Outcome outcome = here(words(line + " --json"));
    assertThat(outcome.code()).as(outcome.err()).isNotZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("evenkeel: ").hasLineCount(1);
  }

  /** What Spark has to compute has tests of its own, which parse what is printed. */
  @Test
  void noCommandIsForgotten() {
    Set<String> succeeding =
        commands().map(line -> command((String) line.get()[0])).collect(Collectors.toSet());
    succeeding.addAll(SPARK);
    Set<String> failing = errors().map(JsonTest::command).collect(Collectors.toSet());
    CommandLine all = new CommandLine(new Evenkeel(), new CommandFactory());
    assertThat(all.getSubcommands().keySet()).isEqualTo(succeeding).isEqualTo(failing);
  }

  private static String command(String line) {
    return line.split(" ", -1)[0];
  }

  @Test
  void problemsAreListed() throws IOException {
    Path copy = folder.resolve("damaged");
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(folder.resolve("run").relativize(file).toString());
        Files.copy(file, target);
      }
    }
    Files.delete(copy.resolve("layers/shard-000000.parquet"));
    Outcome outcome = run("verify " + copy + " --json");
    assertThat(outcome.code()).isEqualTo(1);
    JsonNode document = JSON.readTree(outcome.out());
    assertThat(document.get("intact").booleanValue()).isFalse();
    assertThat(document.get("problems").get(0).get("file").textValue())
        .isEqualTo("layers/shard-000000.parquet");
  }

  @Test
  void helpVersionAndCompletionSayTheSameForPrograms() throws IOException {
    assertThat(run("help advise").out()).isEqualTo(run("advise --help").out()).contains("--data");
    assertThat(run("help").out()).isEqualTo(run("--help").out()).contains("completion");
    assertThat(run("version").out()).isEqualTo(run("--version").out()).isNotBlank();
    assertThat(run("help advize").err())
        .contains("unknown command 'advize' (did you mean 'advise'?)");
    assertThat(document("version").get("version").textValue()).isEqualTo(CodeVersion.current());
    assertThat(document("completion").get("script").textValue()).isEqualTo(run("completion").out());
    CommandLine all = new CommandLine(new Evenkeel(), new CommandFactory());
    assertThat(document("help").get("commands").findValuesAsText("name"))
        .containsExactlyElementsOf(all.getSubcommands().keySet());
    JsonNode theory = document("help theory");
    assertThat(theory.get("command").textValue()).isEqualTo("evenkeel theory");
    assertThat(theory.get("arguments").findValuesAsText("value")).containsExactly("ACTIVATION");
    assertThat(theory.get("options").findValuesAsText("name"))
        .contains("--sigma-w2", "--depth", "--json", "--debug", "--help");
    assertThat(theory.get("options").findValuesAsText("required")).containsOnly("false");
    assertThat(theory.get("arguments").findValuesAsText("required")).containsExactly("true");
    assertThat(theory.toString()).doesNotContain("DEFAULT-VALUE");
  }

  private static JsonNode document(String line) throws IOException {
    return JSON.readTree(run(line + " --json").out());
  }
}
