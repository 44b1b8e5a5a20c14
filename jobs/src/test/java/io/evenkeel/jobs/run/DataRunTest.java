package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.data.FileContent;
import io.evenkeel.core.data.FileInput;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.sweep.CourseResult;
import io.evenkeel.core.sweep.LayerResult;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.sweepfile.SweepFile;
import io.evenkeel.jobs.tensor.Npy;
import io.evenkeel.jobs.tensor.NumpyArray;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a file as the input of trials: what they are, who they are, how they travel. */
class DataRunTest {
  private static final Path DIGITS =
      Path.of("src", "test", "resources", "io", "evenkeel", "jobs", "data").toAbsolutePath();
  private static final String PIXELS = "csv(digits.csv.gz, columns=\"0..63\")";

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    Files.copy(DIGITS.resolve("digits.csv.gz"), folder.resolve("digits.csv.gz"));
  }

  private Sweep sweep(Path where, String grid) throws IOException {
    Path file = Files.writeString(where.resolve("s.yaml"), "name: s\ngrids:\n  - " + grid + "\n");
    return SweepFile.read(file, List.of());
  }

  private Plan plan(String grid) throws IOException {
    return new Plan(sweep(folder, grid));
  }

  /** All rows through one layer tanh(x) of identity weights, against PyTorch. */
  @Test
  void aLayerIsPyTorchs() throws IOException {
    Trial trial =
        plan("{depth: 1, width: 64, batch: 300, activation: tanh, init: identity, input: 'csv(\"digits.csv.gz\", columns=\"0..63\", standardize=true)'}")
            .trialAt(0);
    assertThat(trial.inputWidth()).isEqualTo(64);
    JsonNode torch =
        new ObjectMapper().readTree(DIGITS.resolve("digits.json").toFile()).get("tanh");
    LayerResult layer = run(List.of(trial)).get(0).layers().get(0);
    assertThat(layer.pre().std()).isCloseTo(torch.get("pre_std").doubleValue(), within(1e-6));
    assertThat(layer.act().mean()).isCloseTo(torch.get("act_mean").doubleValue(), within(1e-6));
    assertThat(layer.act().std()).isCloseTo(torch.get("act_std").doubleValue(), within(1e-6));
    assertThat(layer.cosine()).isCloseTo(torch.get("act_cosine").doubleValue(), within(1e-6));
  }

  /** All rows through a network with weights of a file, against PyTorch. */
  @Test
  void weightsOfAFileAreTheNetworks() throws IOException {
    Files.copy(DIGITS.resolve("weights.npz"), folder.resolve("weights.npz"));
    String grid =
        "{depth: 1, width: %s, readout_width: 10, batch: 300, activation: relu, engine: %s, init: '%s', input: 'csv(\"digits.csv.gz\", columns=\"0..63\", standardize=true)'}";
    String file = "file(weights.npz, members=[fc.weight, head.weight])";
    Trial trial = plan(grid.formatted(32, "auto", file)).trialAt(0);
    JsonNode torch =
        new ObjectMapper().readTree(DIGITS.resolve("digits.json").toFile()).get("network");
    List<LayerResult> layers = run(List.of(trial)).get(0).layers();
    assertThat(layers.get(0).act().std())
        .isCloseTo(torch.get("hidden_std").doubleValue(), within(1e-6));
    assertThat(layers.get(0).act().mean())
        .isCloseTo(torch.get("hidden_mean").doubleValue(), within(1e-6));
    assertThat(layers.get(1).act().std())
        .isCloseTo(torch.get("out_std").doubleValue(), within(1e-6));
    assertThat(layers.get(1).act().mean())
        .isCloseTo(torch.get("out_mean").doubleValue(), within(1e-6));
    for (int layer = 0; layer < 2; layer++) {
      assertThat(layers.get(layer).weightStd())
          .isCloseTo(torch.get("weight_std").get(layer).doubleValue(), within(1e-7));
    }
    assertThat(trial.toString()).contains("; init=weights(name=weights.npz,units=\"64,32,10\",");
    assertThat(TrialIdentity.parse(trial.toString())).isEqualTo(trial);
    assertThat(reason(grid.formatted(32, "matrix_free", file)))
        .startsWith("engine matrix_free cannot compute weights with 64 inputs");
    assertThat(reason(grid.formatted(33, "auto", file)))
        .isEqualTo("weights.npz holds weights of 64,32,10 units, the network has 64,33,10");
    assertThatThrownBy(() -> plan(grid.formatted(32, "auto", "file(weights.npz)")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "weights.npz, array fc.weight: layer 1 must have 10 inputs, as many as the layer before has units, got 64 (s.yaml, grids[0].init)");
    assertThatThrownBy(
            () -> plan(grid.formatted(32, "auto", "file(weights.npz, members=\"fc.weigh\")")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("weights.npz has no array 'fc.weigh' (did you mean 'fc.weight'?)");
  }

  /** Gradient descent on all rows with their labels, against PyTorch. */
  @Test
  void labelsOfAFileAreTheTargets() throws IOException {
    Files.copy(DIGITS.resolve("weights.npz"), folder.resolve("weights.npz"));
    String grid =
        "{depth: 1, width: 32, readout_width: %s, batch: 300, activation: relu, loss: %s, %s: '%s', input: 'csv(\"digits.csv.gz\", labels=64, standardize=true)', steps: 5, lr: 0.1}";
    String weights = "file(weights.npz, members=[fc.weight, head.weight])";
    Trial trial = plan(grid.formatted(10, "cross_entropy", "init", weights)).trialAt(0);
    assertThat(trial.inputWidth()).isEqualTo(64);
    assertThat(trial.toString()).contains(",classes=10,labels=\"sha256:");
    assertThat(TrialIdentity.parse(trial.toString())).isEqualTo(trial);
    JsonNode torch =
        new ObjectMapper().readTree(DIGITS.resolve("digits.json").toFile()).get("course");
    List<CourseResult.Step> steps = run(List.of(trial)).get(0).course().orElseThrow().steps();
    assertThat(steps).hasSameSizeAs(torch);
    for (int step = 0; step < steps.size(); step++) {
      // Sums of 64 products, thrice a step, in float32.
      assertThat(steps.get(step).loss().mean())
          .isCloseTo(torch.get(step).doubleValue(), within(1e-5));
    }
    assertThat(reason(grid.formatted(10, "mse", "init", "lecun_normal")))
        .isEqualTo(
            "loss must be cross_entropy, multi_margin or nll with labels of a file, got mse");
    assertThat(reason(grid.formatted(9, "nll", "init", "lecun_normal")))
        .isEqualTo(
            "labels go up to 9: the output must have at least 10 units (readout_width), got 9");
    Trial drawn = plan(grid.formatted(10, "nll", "init", "lecun_normal")).trialAt(0);
    Trial same = plan(grid.formatted(10, "cross_entropy", "init", "lecun_normal")).trialAt(0);
    assertThat(run(List.of(drawn)).get(0).loss().orElseThrow().mean())
        .isCloseTo(run(List.of(same)).get(0).loss().orElseThrow().mean(), within(1e-6));
  }

  /** Labels travel as the rows do. */
  @Test
  void theDirectoryHoldsTheLabels() throws IOException {
    Store store = Store.at(folder.resolve("run").toString(), HadoopSettings.current());
    RunPlan plan =
        new RunPlan(
            plan(
                "{depth: 2, width: 8, readout_width: 10, loss: nll, activation: relu, init: lecun_normal, input: 'csv(digits.csv.gz, labels=64)'}"));
    assertThat(plan.contents()).hasSize(2);
    SweepRun.claim(plan, store, growth -> {});
    RunData.publish(store, plan, true);
    assertThat(RunData.problems(store, plan)).isEmpty();
    FileContent labels =
        plan.contents().stream().filter(c -> c.width() == 1).findFirst().orElseThrow();
    assertThat(Npy.read(folder.resolve("run").resolve(RunData.path(labels))).shape())
        .containsExactly(300, 1);
  }

  private String reason(String grid) throws IOException {
    Plan plan = plan(grid);
    return plan.feasibility(plan.trialAt(0)).reason().orElseThrow();
  }

  private static List<TrialResult> run(List<Trial> trials) throws IOException {
    try (LocalTrials local = new LocalTrials(Sweep.DEFAULT_TRIAL_MEMORY)) {
      return local.run(trials);
    }
  }

  /**
   * Theory from the data's own scale and cosine: ReLU with He's weights keeps the mean square of
   * the pixels, and its rows stay as alike as the arc-cosine kernel says. With the default input's
   * moments it would be off by a factor of 7 in the std and by .5 in the cosine.
   */
  @Test
  void theoryKnowsTheDatasScaleAndCosine() throws IOException {
    Plan plan =
        plan(
            "{depth: 4, width: 512, batch: 60, activation: relu, init: kaiming_normal(nonlinearity=relu), backward: false, seed: 0..29, input: '"
                + PIXELS
                + "'}");
    List<Trial> trials = LongStream.range(0, plan.trials()).mapToObj(plan::trialAt).toList();
    Trial one = trials.get(0);
    FileInput input = (FileInput) one.input();
    Prediction theory =
        Prediction.of(
                one.activation(), one.init(), Optional.empty(), one.shape(), false, input.moments())
            .orElseThrow();
    List<TrialResult> results = run(trials);
    for (int layer = 0; layer < 4; layer++) {
      int l = layer;
      double cosine =
          results.stream().mapToDouble(r -> r.layers().get(l).cosine()).average().orElseThrow();
      double square =
          results.stream()
              .mapToDouble(r -> Math.pow(r.layers().get(l).act().rms(), 2))
              .average()
              .orElseThrow();
      // A layer's mean square varies by sqrt(5/512) = .1 between seeds: .04 is two standard errors
      // over 30 seeds and 4 layers.
      assertThat(cosine).isCloseTo(theory.layers().get(l).actCosine(), within(0.01));
      assertThat(Math.sqrt(square) / theory.layers().get(l).actRms()).isCloseTo(1, within(0.04));
    }
    assertThat(input.cosine()).isGreaterThan(0.5);
    assertThat(input.moments().square()).isGreaterThan(50);
  }

  /** A trial is who it is by the content: a moved file changes nothing, another value does. */
  @Test
  void identityIsTheContents() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("x.csv"), "1,2\n3,4\n5,6\n");
    Files.writeString(data.resolve("x.csv"), "1,2\n3,4\n5,6\n");
    String grid = "{depth: 2, width: 8, batch: 2, activation: relu, init: lecun_normal, input: %s}";
    Trial here = plan(grid.formatted("'file(x.csv)'")).trialAt(0);
    Trial moved = plan(grid.formatted("{name: csv, path: data/x.csv}")).trialAt(0);
    assertThat(moved).isEqualTo(here);
    Files.writeString(data.resolve("x.csv"), "1,2\n3,4\n5,7\n");
    Trial changed = plan(grid.formatted("{name: csv, path: data/x.csv}")).trialAt(0);
    assertThat(TrialIdentity.id(changed)).isNotEqualTo(TrialIdentity.id(here));
    assertThat(here.toString()).contains("content=\"sha256:").contains("; input_width=2; ");
    assertThat(TrialIdentity.parse(here.toString())).isEqualTo(here);
    assertThat(Plan.fromCanonical(plan(grid.formatted("'file(x.csv)'")).canonicalText()).trialAt(0))
        .isEqualTo(here);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input_width: 784 | input_width must be 64, the width of digits.csv.gz, or left out, got 784 (s.yaml, grids[0])",
        "batch: [16, 301] | batch must be at most 300, the rows of digits.csv.gz, got 301 (s.yaml, grids[0])",
        "shape: [784, 8, 8] | shape must begin with 64, the width of digits.csv.gz, got 784-8-8 (s.yaml, grids[0])",
      })
  void whatDoesNotFitIsSaid(String key, String message) {
    String sizes = key.startsWith("shape") ? "" : "depth: 2, width: 8, ";
    assertThatThrownBy(
            () ->
                plan(
                    "{%s%s, activation: relu, init: lecun_normal, input: '%s'}"
                        .formatted(sizes, key, PIXELS)))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  /** Inputs of several widths beside draws: each has the width that it needs. */
  @Test
  void inputsOfSeveralWidthsAreOneSweep() throws IOException {
    Plan plan =
        plan(
            "{depth: 2, width: [8, 16], activation: relu, init: lecun_normal, input: [gaussian, '"
                + PIXELS
                + "', {name: csv, path: digits.csv.gz, columns: {from: 0, to: 9}}]}");
    assertThat(
            LongStream.range(0, plan.trials())
                .mapToObj(i -> plan.trialAt(i).width() + " " + plan.trialAt(i).inputWidth()))
        .containsExactlyInAnyOrder("8 8", "16 16", "8 64", "16 64", "8 10", "16 10");
    assertThat(
            plan("{shape: [64, 32, 8], activation: relu, init: lecun_normal, input: '%s'}"
                    .formatted(PIXELS))
                .trialAt(0)
                .inputWidth())
        .isEqualTo(64);
  }

  /** The run directory has the values: a process that never saw the file reads them there. */
  @Test
  void theDirectoryHoldsTheValues() throws IOException {
    Store store = Store.at(folder.resolve("run").toString(), HadoopSettings.current());
    RunPlan plan =
        new RunPlan(
            plan(
                "{depth: 2, width: 8, activation: relu, init: lecun_normal, input: '"
                    + PIXELS
                    + "'}"));
    SweepRun.claim(plan, store, growth -> {});
    RunData.publish(store, plan, true);
    FileContent content = plan.contents().get(0);
    Path file = folder.resolve("run").resolve(RunData.path(content));
    assertThat(Npy.read(file).shape()).containsExactly(300, 64);
    assertThat(FileValues.name(Npy.read(file).floats())).isEqualTo(content.name());
    assertThat(RunData.problems(store, plan)).isEmpty();

    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 2] ^= 1;
    Files.write(file, damaged);
    Files.write(file.resolveSibling("x.npy"), damaged);
    assertThat(Verification.of(store).problems())
        .extracting(problem -> problem.text())
        .contains(
            RunData.path(content) + ": its values are not those of its name",
            "data/x.npy: not a file of this plan");
    Files.delete(file.resolveSibling("x.npy"));
    RunData.publish(store, plan, true);
    assertThat(RunData.problems(store, plan)).isEmpty();
  }

  /** A plan whose values no file of this process held. */
  @Test
  void aTaskReadsTheValuesOnce() throws IOException {
    float[] values = {9, 2, 3, 4, 5, 6};
    FileInput input = new FileInput("x.npy", 3, 2, 3.5, 1.7078, 0.97, 1.2, FileValues.name(values));
    RunPlan plan =
        new RunPlan(
            new Plan(
                Sweep.parse(
                    plan("{depth: 2, width: 2, batch: 2, activation: relu, init: lecun_normal}")
                        .canonicalText()
                        .replace("input gaussian", "input " + Axes.INPUT.text(input)))));
    Store store = Store.at(folder.resolve("run").toString(), HadoopSettings.current());
    assertThatThrownBy(() -> RunData.load(store, plan, 0))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("which holds the values of x.npy, is missing or damaged");
    assertThatThrownBy(() -> RunData.publish(store, plan, true))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the values of x.npy are neither in ");
    Path file = folder.resolve("run").resolve(RunData.path(plan.contents().get(0)));
    Files.createDirectories(file.getParent());
    Npy.write(NumpyArray.of(List.of(3, 2), values), file);
    RunData.load(store, plan, 0);
    assertThat(FileValues.of(input.content())).isEqualTo(values);
    assertThat(run(List.of(plan.shard(0).trial(0))).get(0).layers()).hasSize(2);
  }
}
