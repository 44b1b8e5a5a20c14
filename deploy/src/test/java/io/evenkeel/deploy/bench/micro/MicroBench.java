package io.evenkeel.deploy.bench.micro;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times every micro-benchmark, prints a table and writes it to a file.
 *
 * <p>Arguments: the folder for {@code micro.md} and for JMH's own account, {@code micro.log}; then
 * {@code --quick} for shorter measurements.
 */
public final class MicroBench {
  /** Those that there are. */
  static final List<Class<?>> BENCHMARKS =
      List.of(
          DrawBench.class,
          LayerFillBench.class,
          ActivationBench.class,
          StatisticsBench.class,
          PropagationBench.class);

  private MicroBench() {}

  /** Runs them all. */
  public static void main(String[] args) throws IOException, RunnerException {
    Path folder = Path.of(args[0]);
    boolean quick = args.length > 1;
    Path log = folder.resolve("micro.log");
    Map<String, String> description = Machine.description();
    System.err.printf("bench: about %s; progress in %s%n", quick ? "50 seconds" : "5 minutes", log);
    TimeValue time = TimeValue.milliseconds(quick ? 120 : 1000);
    OptionsBuilder options = new OptionsBuilder();
    BENCHMARKS.forEach(benchmark -> options.include("\\." + benchmark.getSimpleName() + "\\."));
    options
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .warmupIterations(5)
        .warmupTime(time)
        .measurementIterations(8)
        .measurementTime(time)
        .shouldFailOnError(true)
        .output(log.toString());
    String table = TimeTable.markdown(description, TimeTable.rows(new Runner(options).run()));
    Path file = folder.resolve("micro.md");
    Files.writeString(file, table, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.print(table);
    out.flush();
    System.err.println("bench: written to " + file);
  }
}
