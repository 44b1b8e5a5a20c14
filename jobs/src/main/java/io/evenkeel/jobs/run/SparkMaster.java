package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The place where Spark runs, as {@code --master} names it: this machine, a standalone cluster,
 * YARN or Kubernetes.
 *
 * @param url as Spark takes it
 */
record SparkMaster(String url) {
  private static final String ALLOWED =
      "local, local[2], local[*], spark://host:7077, yarn or k8s://https://host:443";
  private static final Pattern LOCAL =
      Pattern.compile("local(?:\\[\\s*(?:[1-9]\\d{0,5}|\\*)\\s*(?:,\\s*[1-9]\\d{0,5}\\s*)?])?");
  private static final Pattern STANDALONE = Pattern.compile("spark://([^,/]+(?:,[^,/]+)*)");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int PAUSE_MILLIS = 500;

  /** How many seconds are allowed until a master can be reached. */
  private static final int PATIENCE_SECONDS = 10;

  /**
   * Reads the value of {@code --master}.
   *
   * @throws SpecException if Spark would not accept it, or it is meant for Spark's own tests
   */
  static SparkMaster parse(String url) {
    if (url.startsWith("local-cluster")) {
      throw new SpecException(
          "--master %s is for tests of Spark itself; local[2] runs on two cores of this machine"
              .formatted(url));
    }
    boolean known =
        LOCAL.matcher(url).matches()
            || url.equals("yarn")
            || url.startsWith("k8s://")
            || (STANDALONE.matcher(url).matches() && addresses(url).allMatch(Optional::isPresent));
    if (!known) {
      throw new SpecException("--master %s: must be %s".formatted(url, ALLOWED));
    }
    return new SparkMaster(url);
  }

  /** Whether this process computes itself. */
  boolean local() {
    return url.startsWith("local");
  }

  /**
   * The addresses of a standalone cluster's masters, with an empty one for text that is not an
   * address; no addresses for other masters.
   */
  private static Stream<Optional<InetSocketAddress>> addresses(String url) {
    Matcher standalone = STANDALONE.matcher(url);
    return standalone.matches()
        ? Stream.of(standalone.group(1).split(",")).map(SparkMaster::address)
        : Stream.empty();
  }

  private static Optional<InetSocketAddress> address(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    return Optional.of(parts)
        .filter(Matcher::matches)
        .map(address -> Integer.parseInt(address.group(2)))
        .filter(port -> port >= 1 && port <= LARGEST_PORT)
        .map(port -> InetSocketAddress.createUnresolved(parts.group(1), port));
  }

  /**
   * Waits until the master of a standalone cluster takes connections, which Spark would try for
   * more than a minute before it gave up.
   *
   * @throws RunFailure if none does within {@value #PATIENCE_SECONDS} s
   */
  void requireReachable() {
    requireReachable(PATIENCE_SECONDS);
  }

  /** Waits for a given number of seconds. */
  void requireReachable(int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Optional<String> trouble;
    do {
      trouble = trouble();
    } while (trouble.isPresent() && System.nanoTime() < end && paused());
    trouble.ifPresent(
        what -> {
          throw new RunFailure(
              "no Spark master answers at %s (%s), tried for %s s: is it running there, and does"
                      .formatted(url, what, seconds)
                  + " this machine reach it?",
              null);
        });
  }

  /**
   * Why no master of a standalone cluster accepts a connection; empty if one does, and for other
   * masters.
   */
  Optional<String> trouble() {
    List<InetSocketAddress> masters = addresses(url).flatMap(Optional::stream).toList();
    return masters.isEmpty() ? Optional.empty() : trouble(masters);
  }

  private static Optional<String> trouble(List<InetSocketAddress> masters) {
    String last = "";
    for (InetSocketAddress master : masters) {
      InetSocketAddress now = new InetSocketAddress(master.getHostString(), master.getPort());
      try (Socket socket = new Socket()) {
        socket.connect(now, CONNECT_MILLIS);
        return Optional.empty();
      } catch (UnknownHostException e) {
        last = "there is no host " + now.getHostString();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
    }
    return Optional.of(last);
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The failure to report when Spark has ended the application by itself. */
  RunFailure ended(Throwable cause) {
    return new RunFailure(
        local()
            ? "Spark has stopped by itself"
            : "the Spark cluster at %s did not take this application, or has ended it: its logs say why; a Spark of another version is one reason"
                .formatted(url),
        cause);
  }
}
