package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A real process that runs a command, and what it says. */
final class Driver implements AutoCloseable {
  private static final int MINUTES = 5;

  /** From this Java on the VM itself writes to stderr, unless told as the launcher tells it. */
  private static final int LATER = 24;

  private final Process process;
  private final List<String> err = new ArrayList<>();
  private final List<String> out = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<Thread> readers;

  private Driver(Process process) {
    this.process = process;
    this.readers =
        List.of(
            reader(process.errorReader(StandardCharsets.UTF_8), err),
            reader(process.inputReader(StandardCharsets.UTF_8), out));
  }

  /**
   * Starts {@code evenkeel run}.
   *
   * @param sweep text of the sweep file
   * @param scratch where it is written to
   * @param flags of the JVM
   */
  static Driver start(String sweep, Path scratch, Path runDirectory, String... flags)
      throws IOException {
    Path file = Files.writeString(scratch.resolve("sweep.yaml"), sweep);
    return start(
        Evenkeel.class,
        List.of(flags),
        List.of("run", file.toString(), "--out", runDirectory.toString(), "--master", "local[2]"));
  }

  /**
   * Starts a process.
   *
   * @param main its main class
   * @param flags of the JVM
   */
  static Driver start(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException {
    return new Driver(new ProcessBuilder(command(main, flags, arguments)).start());
  }

  /**
   * The words that start a process: Java as the tests themselves have it, and a compiler that
   * starts soon.
   */
  static List<String> command(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(defaultSignals());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    boolean later = Runtime.version().feature() >= LATER;
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-") || flag.startsWith("-D"))
        .filter(flag -> !later || !flag.contains("sun.security.action"))
        .forEach(command::add);
    if (later) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** A shell that starts the tests in the background makes its children deaf to Ctrl-C. */
  private static List<String> defaultSignals() throws IOException {
    List<String> env = List.of("env", "--default-signal=INT");
    try {
      List<String> trial = new ArrayList<>(env);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Thread reader(BufferedReader from, List<String> to) {
    Thread thread =
        new Thread(
            () ->
                from.lines()
                    .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                    .forEach(
                        line -> {
                          synchronized (to) {
                            to.add(line);
                          }
                          begun.countDown();
                        }));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits for the first line, which is written when Spark is up and the directory is read. */
  void awaitBegun() throws InterruptedException {
    assertThat(begun.await(MINUTES, TimeUnit.MINUTES)).isTrue();
  }

  /** Whether the process ended by itself within so many milliseconds. */
  boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill -INT}, which is what Ctrl-C sends. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /**
   * {@code kill -NAME}.
   *
   * @param name such as STOP
   */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits for the end and gives the exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s", err).isTrue();
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  List<String> err() {
    synchronized (err) {
      return List.copyOf(err);
    }
  }

  List<String> out() {
    synchronized (out) {
      return List.copyOf(out);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
