package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong sweep file and command line gives its one line and exit code 2; nothing is run. */
class BadInputTest {
  private static final String KEYS =
      "depth, width, batch, input_width, readout_width, activation, init, bias, first_init, block,"
          + " norm, dropout, precision, loss_scale, shape, input, loss, engine, backward, steps, record, batches, optimizer,"
          + " lr, weight_decay, clip, parametrization, ntk, seed";

  private static final String NO_ND4J =
      "engine nd4j has jars of its own, which are not on the class path; deploy/bin/evenkeel adds"
          + " them with EVENKEEL_ND4J=1 (docs/running.md, Engines)";

  /** A sweep that is right but for what a case adds. */
  private static final String RIGHT =
      """
      name: s
      defaults: {depth: 2, width: 8, activation: relu, init: kaiming_normal}
      """;

  @TempDir private Path folder;

  static Stream<Arguments> sweeps() {
    return Stream.of(
        // the document
        sweep("", "the sweep file must be a map of keys to values (s.yaml)"),
        sweep("- a\n- b\n", "the sweep file must be a map of keys to values (s.yaml)"),
        sweep(
            "name: [",
            "expected the node content, but found '<stream end>' (s.yaml, line 1, column 8)"),
        sweep(
            "name: s\ngrids: " + "[".repeat(2000) + "]".repeat(2000) + "\n",
            "lists and maps must be nested at most 50 deep (s.yaml, line 2, column 57)"),
        sweep(
            "name: s\ngrids: " + "{a: ".repeat(2000) + "\n",
            "lists and maps must be nested at most 50 deep (s.yaml, line 2, column 204)"),
        sweep("name: s\nname: t\n", "found duplicate key name (s.yaml, line 2, column 1)"),
        sweep("name: &a s\n", "anchors and aliases are not allowed (s.yaml, line 1, column 7)"),
        sweep(
            RIGHT + "grids: [*a]\n",
            "anchors and aliases are not allowed (s.yaml, line 3, column 9)"),
        sweep(
            "name: !!java.io.File /etc\n",
            "could not determine a constructor for the tag tag:yaml.org,2002:java.io.File (s.yaml, line 1, column 7)"),
        sweep(
            "name: s\n---\nname: t\n",
            "expected a single document in the stream, but found another document (s.yaml, line 2,"
                + " column 1)"),
        sweep(
            RIGHT + "grid: []\n",
            "unknown key 'grid' (did you mean 'grids'?); known: name, trial_memory, defaults, grids"
                + " (s.yaml)"),
        sweep("defaults: {}\n", "depth is missing: it must be given (s.yaml, grids[0])"),
        sweep(RIGHT.replace("name: s", ""), "name is missing: it must be given (s.yaml)"),
        sweep(
            RIGHT.replace("name: s", "name: ../s"),
            "name must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit,"
                + " got '../s' (s.yaml)"),
        sweep(
            RIGHT + "trial_memory: lots\n",
            "trial_memory must be a size in bytes such as 1073741824, 512MiB or 1GiB, got lots"
                + " (s.yaml)"),
        sweep(RIGHT + "trial_memory: 0\n", "trial_memory must be at least 1 byte, got 0 (s.yaml)"),
        sweep(RIGHT + "grids: {}\n", "grids must be a list of at least one grid (s.yaml, grids)"),
        sweep(RIGHT + "grids: []\n", "grids must be a list of at least one grid (s.yaml, grids)"),
        sweep(
            RIGHT + "grids: [3]\n", "grids[0] must be a map of keys to values (s.yaml, grids[0])"),
        // keys
        grid(
            "widht: 3",
            "unknown key 'widht' (did you mean 'width'?); known: %s (s.yaml, grids[0])"
                .formatted(KEYS)),
        sweep(
            "name: s\ndefaults: {dept: 3}\n",
            "unknown key 'dept' (did you mean 'depth'?); known: %s (s.yaml, defaults)"
                .formatted(KEYS)),
        // whole numbers
        grid(
            "width: 0",
            "width must be a whole number from 1 to 10000000, got 0 (s.yaml, grids[0].width)"),
        grid(
            "depth: -3",
            "depth must be a whole number from 1 to 100000, got -3 (s.yaml, grids[0].depth)"),
        grid(
            "width: 2.5",
            "width must be a whole number of at most 64 bits, got 2.5 (s.yaml, grids[0].width)"),
        grid(
            "width: .nan",
            "width must be a whole number of at most 64 bits, got NaN (s.yaml, grids[0].width)"),
        grid(
            "width: wide",
            "width must be a whole number from 1 to 10000000, got wide (s.yaml, grids[0].width)"),
        grid(
            "width: '3 4'",
            "width must be a whole number from 1 to 10000000, got '3 4' (s.yaml, grids[0].width)"),
        grid(
            "width:",
            "width must be a whole number from 1 to 10000000, got nothing (s.yaml,"
                + " grids[0].width)"),
        grid("width: []", "width must not be an empty list (s.yaml, grids[0].width)"),
        grid("width: [[1]]", "width must not hold a list within a list (s.yaml, grids[0].width)"),
        // shapes
        grid(
            "shape: [784]",
            "shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got 784"
                + " (s.yaml, grids[0].shape)"),
        grid(
            "shape: [784, 0, 10]",
            "shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got"
                + " 784,0,10 (s.yaml, grids[0].shape)"),
        grid(
            "shape: [[8, 4, 6], 7]",
            "shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got 7"
                + " (s.yaml, grids[0].shape)"),
        grid(
            "{shape: [8, 4, 6], depth: 3}",
            "depth must be 2 beside shape 8-4-6, or left out, got 3 (s.yaml, grids[0])"),
        grid(
            "{shape: [[8, 4], [8, 4, 6]], width: [4, 6]}",
            "width must be 4 beside shape 8-4, or left out, got 4,6 (s.yaml, grids[0])"),
        sweep(
            "name: s\ndefaults: {shape: [8, 4, 6], activation: relu, init: eye}\ngrids: [{width: 4}]\n",
            "depth is missing: it must be given (s.yaml, grids[0])"),
        grid(
            "seed: 99999999999999999999",
            "seed must be a whole number of at most 64 bits, got 99999999999999999999 (s.yaml,"
                + " grids[0].seed)"),
        grid(
            "input_width: depth",
            "input_width must be a whole number from 1 to 10000000 or width, got depth (s.yaml,"
                + " grids[0].input_width)"),
        // series
        grid(
            "seed: {from: 3, to: 1}",
            "a range must not be empty, got from 3 to 1 (s.yaml, grids[0].seed)"),
        grid(
            "seed: {from: 3}",
            "seed must be {from, to[, step]}, {linspace: [a, b, n]} or {logspace: [a, b, n]}, got"
                + " {from=3} (s.yaml, grids[0].seed)"),
        grid(
            "seed: {from: 1, to: 9, step: 0}",
            "step of seed must be at least 1, got 0 (s.yaml, grids[0].seed)"),
        grid(
            "seed: {from: 1, to: 9000000, step: 2}",
            "seed must have at most 1000000 values, got 4500000 (s.yaml, grids[0].seed)"),
        grid(
            "seed: {from: a, to: 9}",
            "from of seed must be a number, got a (s.yaml, grids[0].seed)"),
        grid(
            "width: {linspace: [1, 2]}",
            "linspace of width must be three numbers [a, b, n], got [1, 2] (s.yaml,"
                + " grids[0].width)"),
        grid(
            "width: {logspace: [1, 2, 0]}",
            "n in logspace of width must be from 1 to 1000000, got 0 (s.yaml, grids[0].width)"),
        // members of families
        grid(
            "activation: rleu",
            "unknown activation 'rleu' (did you mean 'relu'?); known: identity, sigmoid, tanh, relu,"
                + " leaky_relu, elu, celu, selu, gelu, silu, mish, softplus, softsign, hardtanh,"
                + " relu6, hardsigmoid, hardswish, logsigmoid, tanhshrink, softshrink, hardshrink,"
                + " threshold, prelu, sin, erf, expr (s.yaml, grids[0].activation)"),
        grid(
            "activation: relu(slope=1)",
            "relu takes no parameters, got slope (s.yaml, grids[0].activation)"),
        grid(
            "activation: expr(\"x*tnah(x)\")",
            "'tnah' at character 3 of 'x*tnah(x)' is not known (did you mean 'tanh'?); a formula has"
                + " x, numbers, pi, e, + - * / ^, < <= > >= == !=, where, min, max, exp, log, sqrt,"
                + " abs, sign, cos, expm1, log1p, atan, square, and the activations of 'evenkeel"
                + " list activations' (s.yaml, grids[0].activation)"),
        grid(
            "activation: {name: expr, formula: 1/x}",
            "'/' at character 2 of '1/x' has no finite value at x = 0; a formula must have one for"
                + " every x (s.yaml, grids[0].activation)"),
        grid("activation: expr", "expr needs formula (s.yaml, grids[0].activation)"),
        grid(
            "activation: expr(\"" + "(".repeat(400) + "x" + ")".repeat(400) + "\")",
            "a formula must be nested at most 50 deep, more at character 51 (s.yaml,"
                + " grids[0].activation)"),
        grid(
            "activation: [expr(\"max(x,0)\")]",
            "'expr(\"max(x' was cut at a comma: within [] or {}, a value with several arguments"
                + " needs quotes or the form {name: ..., key: value} (s.yaml,"
                + " grids[0].activation)"),
        grid(
            "activation: leaky_relu(slope=1)",
            "unknown parameter 'slope' of leaky_relu; known: negative_slope (s.yaml,"
                + " grids[0].activation)"),
        grid(
            "activation: {name: leaky_relu, negative_slope: []}",
            "negative_slope must not be an empty list (s.yaml, grids[0].activation)"),
        grid(
            "activation: {negative_slope: 1}",
            "activation must be a name or name(key=value, ...) or {name: ..., key: value}, got"
                + " {negative_slope=1} without name (s.yaml, grids[0].activation)"),
        grid(
            "activation: 'leaky_relu(negative_slope=0.1'",
            "'leaky_relu(negative_slope=0.1' is not of the form name or name(key=value, ...)"
                + " (s.yaml, grids[0].activation)"),
        grid(
            "activation: threshold",
            "threshold needs threshold, value (s.yaml, grids[0].activation)"),
        grid(
            "init: normal(std=-1)",
            "std of normal must be between 0 and 3.4028234663852886e38, got -1 (s.yaml, grids[0].init)"),
        grid(
            "init: normal(std=wide)",
            "std of normal must be a finite number, got wide (s.yaml, grids[0].init)"),
        grid(
            "init: kaiming_normal(mode=fan)",
            "mode of kaiming_normal must be one of fan_in, fan_out, got fan (s.yaml,"
                + " grids[0].init)"),
        grid(
            "bias: xavier_normal(gain=auto)",
            "gain=auto of xavier_normal needs a trial's activation (s.yaml, grids[0].bias)"),
        grid(
            "engine: fast",
            "engine must be one of auto, explicit, matrix_free, nd4j, got fast (s.yaml,"
                + " grids[0].engine)"),
        grid(
            "input: gausian",
            "unknown input 'gausian' (did you mean 'gaussian'?); known: gaussian, uniform, file, csv, parquet, data (s.yaml,"
                + " grids[0].input)"),
        grid(
            "input: gaussian(std=0)",
            "std of gaussian must be above 0 and a float32 number, got 0 (s.yaml,"
                + " grids[0].input)"),
        grid(
            "input: {name: uniform, low: 2}",
            "low of uniform must be below high, both float32 numbers, got 2 and 1 (s.yaml,"
                + " grids[0].input)"),
        // architectures
        grid(
            "block: resnet",
            "there is no block 'resnet': write residual(order=postact), or residual(order=preact)"
                + " for its version 2 (s.yaml, grids[0].block)"),
        grid(
            "block: residual(branch=3)",
            "branch of residual must be 1 or 2, got 3 (s.yaml, grids[0].block)"),
        grid(
            "block: residual(scale=half)",
            "scale of residual must be a finite number or inv_sqrt, got half (s.yaml,"
                + " grids[0].block)"),
        grid(
            "block: residual(order=pre)",
            "order of residual must be one of ffn, preact, postact, got pre (s.yaml,"
                + " grids[0].block)"),
        grid(
            "block: rezero(scale=1)",
            "unknown parameter 'scale' of rezero; known: branch, order (s.yaml, grids[0].block)"),
        grid(
            "block: [plain, residual(branch=1, scale=2)]",
            "'residual(branch=1' was cut at a comma: within [] or {}, a value with several arguments"
                + " needs quotes or the form {name: ..., key: value} (s.yaml, grids[0].block)"),
        sweep(
            RIGHT + "grids: [{block: residual(branch=1, scale=2)}]\n",
            "'scale=2)' was cut at a comma: within [] or {}, a value with several arguments needs"
                + " quotes or the form {name: ..., key: value} (s.yaml, grids[0])"),
        grid(
            "norm: leyer_norm",
            "unknown norm 'leyer_norm' (did you mean 'layer_norm'?); known: layer_norm, rms_norm,"
                + " batch_norm (s.yaml, grids[0].norm)"),
        grid(
            "norm: layer_norm(place=head)",
            "place of layer_norm must be one of branch, stream, before_activation,"
                + " after_activation, got head (s.yaml, grids[0].norm)"),
        grid(
            "norm: rms_norm(eps=0)",
            "eps of rms_norm must be above 0 and at most 3.4028234663852886e38, got 0 (s.yaml,"
                + " grids[0].norm)"),
        grid(
            "loss_scale: 3",
            "loss_scale must be a power of two from 2^-126 to 2^126, or auto, got 3 (s.yaml,"
                + " grids[0].loss_scale)"),
        grid(
            "loss_scale: 0",
            "loss_scale must be a power of two from 2^-126 to 2^126, or auto, got 0 (s.yaml,"
                + " grids[0].loss_scale)"),
        grid(
            "loss_scale: automatic",
            "loss_scale must be a power of two from 2^-126 to 2^126, or auto, got automatic (s.yaml,"
                + " grids[0].loss_scale)"),
        grid(
            "dropout: 1",
            "dropout must be a number from 0 to below 1, got 1 (s.yaml, grids[0].dropout)"),
        grid(
            "dropout: -0.1",
            "dropout must be a number from 0 to below 1, got -0.1 (s.yaml, grids[0].dropout)"),
        grid(
            "first_init: kaiming_normal(nonlinearity=auto)",
            "nonlinearity=auto of kaiming_normal needs a trial's activation (s.yaml,"
                + " grids[0].first_init)"),
        grid(
            "backward: maybe",
            "backward must be one of true, false, got maybe (s.yaml, grids[0].backward)"),
        grid(
            "seed: {from: 0, to: 999999999}",
            "a sweep must have at most 100000000 trials, got 1000000000"));
  }

  private static Arguments sweep(String yaml, String message) {
    return Arguments.of(yaml, message);
  }

  private static Arguments grid(String line, String message) {
    return Arguments.of(RIGHT + "grids:\n  - " + line + "\n", message);
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void sweepFile(String yaml, String message) throws IOException {
    Files.writeString(folder.resolve("s.yaml"), yaml);
    assertUsageError(message, "plan", folder.resolve("s.yaml").toString());
  }

  static Stream<Arguments> commandLines() {
    return Stream.of(
        line("a command is missing; see evenkeel --help"),
        line("unknown command 'rnu' (did you mean 'run'?); see evenkeel --help", "rnu"),
        line(
            "unknown option '--otu' (did you mean '--out'?); see evenkeel run --help",
            "run",
            "S",
            "--otu",
            "x"),
        line("Missing required parameter: 'SWEEP.yaml'; see evenkeel plan --help", "plan"),
        line("Missing required parameter: 'DIR'; see evenkeel status --help", "status"),
        line("Missing required parameter: 'DIR'; see evenkeel report --help", "report"),
        line(NO_ND4J, "plan", "S", "engine=nd4j"),
        line(NO_ND4J, "run", "S", "engine=explicit,nd4j"),
        line("decades must be finite and above 0, got -1", "report", "nowhere", "--decades", "-1"),
        line("there is no file nowhere.yaml", "plan", "nowhere.yaml"),
        line("'width' is not of the form key=value (command line)", "plan", "S", "width"),
        line(
            "unknown key 'widht' (did you mean 'width'?); known: name, trial_memory, %s (command"
                    .formatted(KEYS)
                + " line)",
            "plan",
            "S",
            "widht=3"),
        line("width is given twice (command line)", "plan", "S", "width=3", "width=4"),
        line("a value is missing (command line, width=3,)", "plan", "S", "width=3,"),
        line("a value is missing (command line, width=)", "plan", "S", "width="),
        line(
            "width must be a whole number from 1 to 10000000, got 0 (command line, width)",
            "plan",
            "S",
            "width=0..9"),
        line(
            "a range must not be empty, got from 9 to 1 (command line, seed)",
            "plan",
            "S",
            "seed=9..1"),
        line("there is no file nosuch.npz", "inspect", "nosuch.npz"),
        line("Missing required parameter: 'FILE'; see evenkeel inspect --help", "inspect"),
        line(
            "unknown family 'init' (did you mean 'inits'?); known: inits, activations, losses, inputs, blocks, norms, optimizers, parametrizations, precisions, engines",
            "list",
            "init"),
        line(
            "lr must be a finite number of at least 0, got -1 (command line, lr)",
            "plan",
            "S",
            "lr=-1"),
        line(
            "beta of momentum must be at least 0 and below 1, got 1 (command line, optimizer)",
            "plan",
            "S",
            "optimizer=momentum(beta=1)"),
        line(
            "mup needs base_width (command line, parametrization)",
            "plan",
            "S",
            "parametrization=mup"),
        line("'relu(' is not of the form name or name(key=value, ...)", "gain", "relu("),
        line(
            "no gain of gelu with bias variance 0 is critical and holds: where chi_1 is 1, the signal"
                + " does not stay; bias=normal(std=0.415839) has one, 1.40821109",
            "gain",
            "gelu",
            "--critical"),
        line(
            "no gain of relu with bias variance 0.01 is critical and holds: chi_1 is 1 at no fixed"
                + " point; no bias variance up to 10 has one",
            "gain",
            "relu",
            "--critical",
            "--sigma-b",
            "0.1"),
        line("decades must be finite and above 0, got 0", "run", "nowhere.yaml", "--decades", "0"),
        line(
            "Invalid value for option '--error-rate': 'x' is not a double; see evenkeel run --help",
            "run",
            "S",
            "--error-rate",
            "x"));
  }

  static Stream<Arguments> theory() {
    return Stream.of(
        line("Missing required parameter: 'ACTIVATION'; see evenkeel critical --help", "critical"),
        line(
            "Error: Missing required argument (specify one of these): (--sigma-w=X | --sigma-w2=X);"
                + " see evenkeel theory --help",
            "theory",
            "tanh"),
        line(
            "Error: --sigma-b=X, --sigma-b2=X are mutually exclusive (specify only one); see evenkeel"
                + " critical --help",
            "critical",
            "tanh",
            "--sigma-b",
            "1",
            "--sigma-b2",
            "1"),
        line(
            "unknown option '--sigma-b3' (did you mean '--sigma-b'?); see evenkeel critical --help",
            "critical",
            "tanh",
            "--sigma-b3",
            "1"),
        line(
            "sigma_b^2 must be a finite number of at least 0, got -1",
            "critical",
            "tanh",
            "--sigma-b2=-1"),
        line(
            "--sigma-b must be a finite number of at least 0, got -1",
            "critical",
            "tanh",
            "--sigma-b=-1"),
        line(
            "sigma_w^2 must be a finite number of at least 0, got NaN",
            "theory",
            "tanh",
            "--sigma-w2",
            "NaN"),
        line(
            "--depth must be from 1 to 100000, got 0",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--depth=0"),
        line(
            "--width must be from 1 to 2147483647, got -3",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--depth=2",
            "--width=-3"),
        line(
            "--block and --norm need --depth or --shape: theory goes through it block by block",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--block=residual"),
        line(
            "depth 4 less 1 for the stem does not divide into blocks of 2 layers",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--depth=4",
            "--block=residual"),
        line(
            "--shape says the depth: leave out --depth",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--depth=2",
            "--shape=8,4"),
        line(
            "shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got 8",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--shape=8"),
        line(
            "block residual needs hidden layers of one width, got [4, 6, 4]",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--shape=8,4,6,4",
            "--block=residual"),
        line(
            "dropout must be a number from 0 to below 1, got 1",
            "theory",
            "tanh",
            "--sigma-w=1",
            "--dropout=1"),
        line("--q0 must be finite and above 0, got 0", "theory", "tanh", "--sigma-w=1", "--q0=0"),
        line(
            "--depth needs weights: sigma_w^2 must be above 0",
            "theory",
            "tanh",
            "--sigma-w=0",
            "--depth=2"));
  }

  private static Arguments line(String message, String... args) {
    return Arguments.of(message, Arrays.asList(args));
  }

  @ParameterizedTest
  @MethodSource({"commandLines", "theory"})
  void commandLine(String message, List<String> args) throws IOException {
    Path right = folder.resolve("right.yaml");
    Files.writeString(right, RIGHT);
    List<String> words = new ArrayList<>(args);
    words.replaceAll(word -> word.equals("S") ? right.toString() : word);
    assertUsageError(message, words.toArray(String[]::new));
  }

  private static void assertUsageError(String message, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Evenkeel.run(new PrintWriter(out), new PrintWriter(err), args);
    assertThat(err.toString()).isEqualTo("evenkeel: " + message + System.lineSeparator());
    assertThat(exit).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }
}
