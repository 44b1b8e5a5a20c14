package io.evenkeel.jobs.store;

import java.io.IOException;
import java.io.OutputStream;

/** A process that stops in the middle of writing a file, until it is told to go on. */
final class HoldingProcess {
  private HoldingProcess() {}

  public static void main(String[] args) throws IOException {
    Content content =
        new Content() {
          @Override
          public long size() {
            return 2;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write('a');
            System.out.println("writing");
            if (System.in.read() < 0) {
              throw new IOException("nobody said go on");
            }
            out.write('b');
          }
        };
    System.out.println(
        Store.at(args[0], new org.apache.hadoop.conf.Configuration(false))
            .createOnce(args[1], content));
  }
}
