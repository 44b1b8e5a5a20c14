package io.evenkeel.jobs.run;

import io.evenkeel.analysis.table.SmallTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Starts and stops Spark, without the parts that a sweep does not use: web UI, Hive, progress bar.
 */
public final class SparkSessions {
  private static final String LOOPBACK = "127.0.0.1";

  /** The address for a machine without any network, where even the loopback address is missing. */
  private static final String ANY_ADDRESS = "0.0.0.0";

  /**
   * A run whose {@code layers} has fewer rows than this is read faster than a query of it is
   * compiled.
   */
  private static final long FEW_ROWS = 30_000;

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*])?");

  /** How often a shard is tried before the run fails. */
  private static final int TRIES = 8;

  private static final String ALL_CORES = "local[*]";

  private SparkSessions() {}

  /**
   * Starts Spark. Settings of spark-submit and {@code -Dspark.*} are kept.
   *
   * @param name shown by cluster managers
   * @param master a Spark master URL; empty for that of spark-submit, or if there is none, every
   *     local core
   * @param said receives a message if a cluster keeps this process waiting
   * @throws io.evenkeel.core.SpecException if the URL is not that of a master
   * @throws RunFailure if the master cannot be reached or does not take this application
   */
  public static SparkSession open(String name, Optional<String> master, Consumer<String> said) {
    HadoopUser.ensure();
    ProcessSettings.nativeFolder();
    SparkConf conf = new SparkConf().setAppName(name);
    SparkMaster given = SparkMaster.parse(master(master));
    given.requireReachable();
    conf.set("spark.master", retrying(given.url()));
    conf.setIfMissing("spark.task.maxFailures", Integer.toString(TRIES));
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.catalogImplementation", "in-memory");
    keepTogether(conf);
    conf.setIfMissing("spark.log.level", "ERROR");
    // Progress within a shard; a beat before the driver is up would be an error in the log.
    conf.setIfMissing("spark.executor.heartbeatInterval", "5s");
    if (given.local()) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", canBind(LOOPBACK) ? LOOPBACK : ANY_ADDRESS);
      conf.setIfMissing("spark.sql.shuffle.partitions", "4");
      // A process that stood still, as on a laptop that slept, would take itself for lost.
      conf.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "3650d");
      // A task that lacks memory fails, and with it what asked for it; it does not end this
      // process.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
      // Java's sockets, whatever native library of some Netty another jar brings along.
      conf.setIfMissing("spark.io.mode.default", "NIO");
    }
    SparkSession session = started(given, conf, said);
    if (session.sparkContext().isStopped()) {
      silence();
      throw given.ended(null);
    }
    return session;
  }

  private static SparkSession started(SparkMaster master, SparkConf conf, Consumer<String> said) {
    SparkSession.Builder builder = SparkSession.builder().config(conf);
    if (master.local()) {
      return builder.getOrCreate();
    }
    StartWatch watch = new StartWatch(master, said);
    try {
      return builder.getOrCreate();
    } finally {
      watch.close();
    }
  }

  private static boolean canBind(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The master that {@link #open} uses.
   *
   * @param master empty for that of spark-submit or {@code -Dspark.master}, or if there is none,
   *     every local core
   */
  public static String master(Optional<String> master) {
    return master.orElseGet(() -> System.getProperty("spark.master", ALL_CORES));
  }

  /**
   * Checks a master before anything is written or started.
   *
   * @throws io.evenkeel.core.SpecException if the URL is not that of a master
   */
  public static void check(Optional<String> master) {
    master.ifPresent(SparkMaster::parse);
  }

  /** An action that uses Spark. */
  @FunctionalInterface
  public interface Action<T> {
    /** Runs the action. */
    T with(SparkSession spark) throws IOException;
  }

  /**
   * Starts Spark as {@link #open} does, and runs one action. If the action fails, Spark is stopped
   * without messages.
   */
  public static <T> T during(
      String name, Optional<String> master, Consumer<String> said, Action<T> action)
      throws IOException {
    try (SparkSession spark = open(name, master, said)) {
      try {
        return action.with(spark);
      } catch (Exception e) { // Spark throws checked exceptions that its signatures do not name
        silence();
        if (spark.sparkContext().isStopped() && !Thread.currentThread().isInterrupted()) {
          throw new SparkMaster(spark.sparkContext().master()).ended(e);
        }
        throw e;
      }
    }
  }

  /**
   * Silences Spark, which is about to be stopped while tasks run; its messages about that are of no
   * use.
   */
  public static void silence() {
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
  }

  /** Makes Spark write all files other than results to this process's own folder. */
  private static void keepTogether(SparkConf conf) {
    Path folder = TemporaryFolder.ofThisProcess();
    // Spark makes this folder, always empty here, when it is asked for the first table.
    conf.setIfMissing("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString());
    String master = conf.get("spark.master");
    if (master.startsWith("local") || master.startsWith("spark://")) {
      conf.setIfMissing("spark.local.dir", folder.toString());
    }
    // Asked by Spark whenever it makes a folder that no setting places.
    System.setProperty("java.io.tmpdir", folder.toString());
  }

  /** Chooses the way in which a run's tables are read from now on, according to their size. */
  public static void expectTables(SparkSession spark, RunPlan plan) {
    if (plan.layerRows() <= FEW_ROWS) {
      SmallTables.expect(spark);
    }
  }

  /**
   * The master with repetition of failed tasks: {@code local[2]} does not repeat them, {@code
   * local[2,8]} does.
   */
  static String retrying(String master) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return master;
    }
    return "local[%s,%s]".formatted(local.group(1) == null ? "1" : local.group(1), TRIES);
  }
}
