package io.evenkeel.jobs.store;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/** A local file for Parquet's readers. Parquet's own class reads arrays byte by byte. */
final class LocalInput extends DelegatingSeekableInputStream {
  private final FileChannel channel;

  LocalInput(FileChannel channel) {
    super(Channels.newInputStream(channel));
    this.channel = channel;
  }

  @Override
  public long getPos() throws IOException {
    return channel.position();
  }

  @Override
  public void seek(long position) throws IOException {
    channel.position(position);
  }
}
