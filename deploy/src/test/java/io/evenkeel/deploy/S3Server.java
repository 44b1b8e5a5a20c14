package io.evenkeel.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of S3's protocol on loopback, a process of its own: S3Proxy over a folder. It creates
 * objects conditionally, as S3 does.
 */
final class S3Server implements AutoCloseable {
  static final String KEY = "the-key";
  static final String SECRET = "the-secret";
  private static final int START_SECONDS = 60;

  private final Process process;
  private final int port;
  private final Path objects;

  private S3Server(Process process, int port, Path objects) {
    this.process = process;
    this.port = port;
    this.objects = objects;
  }

  /**
   * Starts it and returns when it can be reached.
   *
   * @param folder for its files
   * @param buckets what it holds
   */
  static S3Server start(Path folder, String... buckets) throws IOException, InterruptedException {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    for (String bucket : buckets) {
      Files.createDirectory(objects.resolve(bucket));
    }
    int port = freePort();
    Path properties =
        Files.writeString(
            folder.resolve("s3.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            jclouds.identity=none
            jclouds.credential=none
            """
                .formatted(port, KEY, SECRET, objects));
    Path log = folder.resolve("s3.log");
    Process process =
        new ProcessBuilder(
                Shipped.JAVA_HOME.resolve("bin/java").toString(),
                "-Xmx256m",
                "-cp",
                // Its classes name those of Amazon's SDK, which the application brings.
                Shipped.TARGET.resolve("s3-server") + "/*:" + Shipped.APP_JAR,
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    S3Server server = new S3Server(process, port, objects);
    for (int tries = 0; !server.answers(); tries++) {
      if (tries == START_SECONDS * 10 || !process.isAlive()) {
        server.close();
        throw new IOException("S3Proxy did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return server;
  }

  /** The Java options by which Hadoop finds this server instead of Amazon's. */
  String options() {
    return options(port);
  }

  /** The same for a port that leads to it. */
  static String options(int port) {
    return Stream.of(
            "endpoint=http://127.0.0.1:" + port,
            "path.style.access=true",
            "connection.establish.timeout=5s",
            "attempts.maximum=3",
            "retry.limit=3",
            "retry.interval=100ms")
        .map(setting -> "-Dspark.hadoop.fs.s3a." + setting)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  int port() {
    return port;
  }

  /** A bucket's objects, as files below a folder. */
  Path objects(String bucket) {
    return objects.resolve(bucket);
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
