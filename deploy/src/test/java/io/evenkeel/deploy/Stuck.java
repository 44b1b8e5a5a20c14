package io.evenkeel.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the Java VMs stand that a process has started, its children's children included. */
final class Stuck {
  private static final int FRAMES = 12;
  private static final Pattern BETWEEN_THREADS = Pattern.compile("\\R\\R");
  private static final Pattern FRAME = Pattern.compile("\\s+at (?:java\\.base/)?([^(]+)\\(.*");

  private Stuck() {}

  /** A line for every thread that runs, or is in Evenkeel's code: the process, its name, frames. */
  static List<String> below(ProcessHandle root) {
    List<String> lines = new ArrayList<>();
    root.descendants().filter(Stuck::isJava).forEach(vm -> lines.addAll(threads(vm.pid())));
    return lines;
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  private static List<String> threads(long pid) {
    String jcmd = Shipped.JAVA_HOME.resolve("bin/jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), "Thread.print")
              .redirectErrorStream(true)
              .start();
      String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return BETWEEN_THREADS
          .splitAsStream(dump)
          .map(Stuck::line)
          .flatMap(Optional::stream)
          .map(line -> pid + " " + line)
          .toList();
    } catch (IOException e) {
      return List.of(pid + " cannot be asked: " + e.getMessage());
    }
  }

  /** Of a running thread of Java code, or one of Evenkeel's. */
  private static Optional<String> line(String thread) {
    List<String> frames =
        thread
            .lines()
            .map(FRAME::matcher)
            .filter(Matcher::matches)
            .map(frame -> frame.group(1))
            .toList();
    boolean told =
        thread.contains("io.evenkeel")
            || (thread.contains("State: RUNNABLE") && !thread.contains("epollWait"));
    if (frames.isEmpty() || !told) {
      return Optional.empty();
    }
    String name = thread.strip().lines().findFirst().orElse("").replaceAll("^\"([^\"]*)\".*", "$1");
    Stream<String> ours = frames.stream().skip(FRAMES).filter(f -> f.startsWith("io.evenkeel"));
    List<String> shown = Stream.concat(frames.stream().limit(FRAMES), ours).toList();
    return Optional.of(name + ": " + String.join(" < ", shown));
  }
}
