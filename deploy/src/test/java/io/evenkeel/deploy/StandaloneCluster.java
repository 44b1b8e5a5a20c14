package io.evenkeel.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster on loopback: a master and one-core workers, each a process of its own.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_UP =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern WORKER_UP = Pattern.compile("Successfully registered with master");
  private static final int START_SECONDS = 60;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Path> workFolders = new ArrayList<>();
  private final String url;

  private StandaloneCluster(Path folder, List<List<String>> workers) throws IOException {
    this.folder = folder;
    try {
      url = start(List.of(), "master.Master", MASTER_UP, List.of()).group(1);
      for (List<String> within : workers) {
        Path work = Files.createDirectory(folder.resolve("worker-" + workFolders.size()));
        workFolders.add(work);
        start(
            within,
            "worker.Worker",
            WORKER_UP,
            List.of("--cores", "1", "--memory", "1g", "--work-dir", work.toString(), url));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a master and workers and returns when all are registered.
   *
   * @param folder an empty one for the workers' files
   */
  static StandaloneCluster start(Path folder, int workers) throws IOException {
    return new StandaloneCluster(folder, Collections.nCopies(workers, List.of()));
  }

  /**
   * The same, but the first workers have a folder of their own where everybody else has {@code
   * hidden}, as machines have that share no file system. Needs the right to mount.
   *
   * @param hidden a folder that exists
   */
  static StandaloneCluster start(Path folder, int workers, int apart, Path hidden)
      throws IOException {
    List<String> within =
        List.of(
            "unshare",
            "--mount",
            "bash",
            "-c",
            "mount -t tmpfs none \"$0\" && exec \"$@\"",
            hidden.toString());
    List<List<String>> all = new ArrayList<>(Collections.nCopies(apart, within));
    all.addAll(Collections.nCopies(workers - apart, List.of()));
    return new StandaloneCluster(folder, all);
  }

  /** What to give as {@code --master}. */
  String url() {
    return url;
  }

  /** How many workers have started an executor so far. */
  long workersUsed() throws IOException {
    long used = 0;
    for (Path work : workFolders) {
      try (Stream<Path> applications = Files.list(work)) {
        used += applications.findAny().isPresent() ? 1 : 0;
      }
    }
    return used;
  }

  /** {@code kill -9}; the workers and their executors live on. */
  void killMaster() throws InterruptedException {
    processes.get(0).destroyForcibly().waitFor();
  }

  /** The executors' processes that live now. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(StandaloneCluster::executes)
        .toList();
  }

  /** The Java library's own answer is cut at 4096 bytes, of which the options take most. */
  private static boolean executes(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("CoarseGrainedExecutorBackend");
    } catch (IOException ended) {
      return false;
    }
  }

  /**
   * @param within a program that runs the rest of its words
   */
  private Matcher start(List<String> within, String daemon, Pattern ready, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>(within);
    words.add(Shipped.JAVA_HOME.resolve("bin/java").toString());
    words.addAll(
        List.of(
            "@" + Shipped.JVM_OPTIONS,
            "-Xmx256m",
            "-Dspark.master.rest.enabled=false",
            "-cp",
            Shipped.SPARK_HOME.resolve("jars") + "/*",
            "org.apache.spark.deploy." + daemon));
    words.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", Shipped.SPARK_HOME.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_NO_DAEMONIZE", "1"));
    Process process = builder.start();
    processes.add(process);
    return await(daemon, process.inputReader(), ready);
  }

  /** Reads a daemon's log until the line that says it is ready, and goes on emptying it. */
  private static Matcher await(String daemon, BufferedReader log, Pattern ready)
      throws IOException {
    CompletableFuture<Matcher> found = new CompletableFuture<>();
    StringBuilder read = new StringBuilder();
    Thread reader =
        new Thread(
            () -> {
              log.lines()
                  .forEach(
                      line -> {
                        Matcher matcher = ready.matcher(line);
                        if (matcher.find()) {
                          found.complete(matcher);
                        } else if (!found.isDone()) {
                          read.append(line).append('\n');
                        }
                      });
              found.completeExceptionally(new IOException(daemon + " ended:\n" + read));
            },
            daemon);
    reader.setDaemon(true);
    reader.start();
    try {
      return found.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(daemon + " did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(daemon + " was not waited for", e);
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      // By handle: Process.destroy would also close the log under its reader.
      process.toHandle().destroy();
    }
    for (Process process : processes) {
      endOf(process);
    }
  }

  private static void endOf(Process process) {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.toHandle().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
