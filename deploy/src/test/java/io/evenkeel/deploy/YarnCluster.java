package io.evenkeel.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A YARN cluster on loopback: a resource manager and two node managers in one process, containers
 * in processes of their own. All machines share the local file system.
 */
final class YarnCluster implements AutoCloseable {
  private static final int NODES = 2;
  private static final int NODE_MEGABYTES = 6_000;
  private static final String READY = "the cluster is up";

  private final Path folder;
  private final Process process;

  private YarnCluster(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(settings());
    Files.writeString(
        settings().resolve("core-site.xml"),
        "<configuration><property><name>fs.defaultFS</name><value>file:///</value></property></configuration>",
        StandardCharsets.UTF_8);
    process =
        new ProcessBuilder(
                Shipped.JAVA_HOME.resolve("bin/java").toString(),
                "-Xmx1g",
                // Of the library that makes the managers' web pages.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                YarnCluster.class.getName(),
                settings().resolve("yarn-site.xml").toString())
            .directory(folder.toFile())
            .redirectError(folder.resolve("yarn.log").toFile())
            .start();
  }

  /**
   * Starts a cluster and returns when its nodes have registered.
   *
   * @param folder an empty one for the cluster's files
   */
  static YarnCluster start(Path folder) throws IOException {
    YarnCluster cluster = new YarnCluster(folder);
    try (BufferedReader out = cluster.process.inputReader(StandardCharsets.UTF_8)) {
      if (!READY.equals(out.readLine())) {
        cluster.close();
        throw new IOException(
            "YARN did not start:\n" + Files.readString(folder.resolve("yarn.log")));
      }
    }
    return cluster;
  }

  /** What to name as HADOOP_CONF_DIR. */
  Path settings() {
    return folder.resolve("conf");
  }

  /** The processes that live now and have a word in their command line. */
  List<ProcessHandle> containers(String word) {
    return process.descendants().filter(container -> has(container, word)).toList();
  }

  private static boolean has(ProcessHandle container, String word) {
    try (Stream<String> words =
        Stream.of(Files.readString(Path.of("/proc/" + container.pid() + "/cmdline")).split("\0"))) {
      return words.anyMatch(word::equals);
    } catch (IOException ended) {
      return false;
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> containers = process.descendants().toList();
    process.destroyForcibly();
    containers.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Is the cluster until the process is killed.
   *
   * @param args the file that gets the cluster's settings
   */
  public static void main(String[] args) throws Exception {
    PrintStream told = System.out;
    System.setOut(System.err);
    YarnConfiguration settings = new YarnConfiguration();
    settings.setInt(YarnConfiguration.NM_PMEM_MB, NODE_MEGABYTES);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.8");
    // A test machine's disk may be nearly full.
    settings.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    try (MiniYARNCluster cluster = new MiniYARNCluster("evenkeel", NODES, 1, 1)) {
      cluster.init(settings);
      cluster.start();
      Configuration all = cluster.getConfig();
      try (OutputStream file = Files.newOutputStream(Path.of(args[0]))) {
        all.writeXml(file);
      }
      told.println(READY);
      Thread.currentThread().join();
    }
  }
}
