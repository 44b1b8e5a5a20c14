package io.evenkeel.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/**
 * A port that leads to another one on loopback, over a wire that is cut at seeded moments: some
 * connections end after so many bytes of requests or of answers, whatever is under way.
 */
final class FaultyWire implements AutoCloseable {
  private static final int WHOLE = Integer.MAX_VALUE;

  private final ServerSocket door;
  private final int to;
  private final Random random;
  private final double cutShare;
  private final int longest;
  private int cuts;

  private FaultyWire(ServerSocket door, int to, long seed, double cutShare, int longest) {
    this.door = door;
    this.to = to;
    this.random = new Random(seed);
    this.cutShare = cutShare;
    this.longest = longest;
  }

  /**
   * Opens it.
   *
   * @param to the port it leads to
   * @param cutShare the share of connections that are cut
   * @param longest how many bytes go through such a connection at most
   */
  static FaultyWire open(int to, long seed, double cutShare, int longest) throws IOException {
    ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    FaultyWire wire = new FaultyWire(door, to, seed, cutShare, longest);
    daemon(wire::accept);
    return wire;
  }

  int port() {
    return door.getLocalPort();
  }

  /** How many connections were cut so far. */
  synchronized int cuts() {
    return cuts;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        int limit = limit();
        // A request is cut, or its answer: the writer does not know then whether it was carried
        // out.
        boolean requests = random.nextBoolean();
        daemon(() -> carry(near, far, requests ? limit : WHOLE));
        daemon(() -> carry(far, near, requests ? WHOLE : limit));
      }
    } catch (IOException e) {
      // The door is closed: the test has ended.
      close();
    }
  }

  private int limit() {
    return random.nextDouble() < cutShare ? 1 + random.nextInt(longest) : WHOLE;
  }

  private void carry(Socket from, Socket into, int limit) {
    byte[] buffer = new byte[8192];
    int left = limit;
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, Math.min(n, left));
        out.flush();
        if (n >= left) {
          countCut();
          return;
        }
        left -= left == WHOLE ? 0 : n;
      }
    } catch (IOException e) {
      // The other direction was cut, or one side has closed: so ends this direction.
      return;
    }
  }

  private synchronized void countCut() {
    cuts++;
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
