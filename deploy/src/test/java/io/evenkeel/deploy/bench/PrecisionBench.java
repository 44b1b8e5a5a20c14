package io.evenkeel.deploy.bench;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.ExponentCounter;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialRunner;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What rounding to narrower formats costs a trial of the engine {@code explicit}: {@code
 * deploy/bench/run precision}. Trials take turns; CPU time of their thread is counted, so that
 * other work on the machine disturbs little.
 */
public final class PrecisionBench {
  private static final int DEPTH = 101;
  private static final int WIDTH = 256;
  private static final int BATCH = 16;
  private static final int WARMUP = 30;
  private static final int ROUNDS = 40;
  private static final String FLOAT32 = "float32";
  private static final String TWIN = "twin";
  private static final String HISTOGRAMS = "histograms";
  private static final List<String> FORMATS =
      List.of(FLOAT32, "bf16", "fp16", "fp8_e4m3", "bf16(rounding=stochastic)");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private PrecisionBench() {}

  /** Prints a table. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Map<String, List<Double>> times = times();
    double plain = median(times.get(FLOAT32));
    double twin = median(times.get(TWIN));
    out.println("| computed in | CPU time | to float32 |");
    out.println("|---|---|---|");
    for (String format : FORMATS) {
      double alone = median(times.get(format)) - (format.equals(FLOAT32) ? 0 : twin);
      out.printf(Locale.ROOT, "| %s | %.1f ms | %.2f |%n", format, alone, alone / plain);
    }
    out.printf(
        Locale.ROOT,
        "%nthe network in float32 beside it: %.2f more; histograms of exponents: %.1f %% of float32%n",
        twin / plain,
        100 * median(times.get(HISTOGRAMS)) / plain);
  }

  private static Map<String, List<Double>> times() {
    Map<String, Runnable> works = new LinkedHashMap<>();
    Map<String, List<Double>> times = new LinkedHashMap<>();
    List<TrialRunner> runners = new ArrayList<>();
    try (Memory memory = Memory.allocating();
        CompiledNet twin = Engines.EXPLICIT.compile(twin(), memory)) {
      for (String format : FORMATS) {
        TrialRunner runner = new TrialRunner();
        runners.add(runner);
        works.put(format, () -> runner.run(TrialIdentity.parse(trial(format))));
      }
      float[] input = new float[BATCH * WIDTH];
      RandomStream.of(0, Role.INPUT, 0).fillNormal(0, input, 0, input.length);
      works.put(TWIN, () -> twin.forward(input, Draws.ofSeed(0), new Outputs()));
      ExponentCounter counter = new ExponentCounter();
      works.put(HISTOGRAMS, () -> histograms(counter, input));
      works.keySet().forEach(name -> times.put(name, new ArrayList<>()));
      for (int round = 0; round < WARMUP + ROUNDS; round++) {
        for (Map.Entry<String, Runnable> work : works.entrySet()) {
          long start = THREADS.getCurrentThreadCpuTime();
          work.getValue().run();
          double ms = (THREADS.getCurrentThreadCpuTime() - start) * 1e-6;
          if (round >= WARMUP) {
            times.get(work.getKey()).add(ms);
          }
        }
      }
    } finally {
      runners.forEach(TrialRunner::close);
    }
    return times;
  }

  /** An activation's and a gradient's of each layer. */
  private static void histograms(ExponentCounter counter, float[] values) {
    for (int i = 0; i < 2 * DEPTH; i++) {
      counter.of(values, values.length, 0);
    }
  }

  private static String trial(String format) {
    return "depth=%s; width=%s; batch=%s; activation=relu; init=kaiming_normal(nonlinearity=relu); loss=random_cotangent; engine=explicit; precision=%s; seed=0"
        .formatted(DEPTH, WIDTH, BATCH, format);
  }

  /** The same network in float32, forward only. */
  private static Workload twin() {
    List<Block> blocks = new ArrayList<>();
    for (int layer = 0; layer < DEPTH; layer++) {
      blocks.add(
          new Dense(
              WIDTH,
              Initializers.CATALOG.create(Spec.parse("kaiming_normal(nonlinearity=relu)")),
              Optional.empty(),
              1));
      blocks.add(new Activate(Activations.CATALOG.create(Spec.of("relu"))));
    }
    return new Workload(new Architecture(WIDTH, blocks), BATCH, false);
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(x -> x).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Keeps each layer's output, as a trial does to compare it. */
  private static final class Outputs implements Probe {
    private final List<float[]> layers = new ArrayList<>();

    @Override
    public void preActivation(PreActivation event) {
      // The output is what is compared.
    }

    @Override
    public void layerOutput(LayerOutput event) {
      layers.add(Arrays.copyOf(event.values().values(), event.values().length()));
    }

    @Override
    public void outputGradient(OutputGradient event) {
      throw new IllegalStateException("a twin is fed forward only");
    }

    @Override
    public void preActivationGradient(PreActivationGradient event) {
      throw new IllegalStateException("a twin is fed forward only");
    }
  }
}
