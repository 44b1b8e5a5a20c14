package io.evenkeel.jobs.store;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/**
 * A run's folder on a local disk.
 *
 * <p>{@link #createOnce} links the finished temporary to its name: link(2) is atomic and fails if
 * the name is taken. Where a disk has no hard links, the check and the move are made under a lock
 * file. File and folder are forced to the disk before the call returns.
 */
public final class LocalStore implements Store {
  private static final AtomicLong SERIAL = new AtomicLong();
  private static final Object MOVE_LOCK = new Object();
  private static final String TEMPORARIES = PRIVATE + "/tmp";
  private static final String SUFFIX = ".tmp";

  private final Path root;

  /**
   * @param root the run's folder; made when first written to
   */
  public LocalStore(Path root) {
    this.root = root;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path directory = root.resolve(folder);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      throw StoreException.cannot("list", directory, e);
    } catch (IOException e) {
      throw StoreException.cannot("list", directory, e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = root.resolve(path);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw StoreException.cannot("read", file, e);
    }
  }

  @Override
  public InputFile input(String path) {
    return new LocalInputFile(root.resolve(path));
  }

  @Override
  public boolean createOnce(String path, Content content) throws IOException {
    Path target = root.resolve(path);
    try {
      makeFolder(target.getParent());
      Path temporary = writeTemporary(target.getFileName().toString(), content);
      try {
        if (claim(temporary, target)) {
          force(target.getParent());
          return true;
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw StoreException.cannot("write", target, e);
    }
    if (!Fingerprint.same(content, this, path)) {
      throw new ConflictException(target.toString());
    }
    return false;
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = root.resolve(to);
    try {
      makeFolder(target.getParent());
      Files.move(root.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
      force(target.getParent());
      force(root.resolve(from).getParent());
    } catch (IOException e) {
      throw StoreException.cannot("move " + root.resolve(from) + " to", target, e);
    }
  }

  @Override
  public void note(String path, byte[] bytes) throws IOException {
    Path target = root.resolve(path);
    try {
      Files.createDirectories(target.getParent());
      write(target, bytes);
    } catch (IOException e) {
      throw StoreException.cannot("write", target, e);
    }
  }

  private static void write(Path target, byte[] bytes) throws IOException {
    try {
      Files.write(target, bytes);
    } catch (IOException e) {
      Files.deleteIfExists(target); // what a full disk left of it
      throw e;
    }
  }

  @Override
  public void sweepTemporaries() throws IOException {
    for (String name : list(TEMPORARIES)) {
      if (writerIsDead(name)) {
        Files.deleteIfExists(root.resolve(TEMPORARIES).resolve(name));
      }
    }
  }

  private Path writeTemporary(String name, Content content) throws IOException {
    Path folder = root.resolve(TEMPORARIES);
    makeFolder(folder);
    Path file = folder.resolve(temporaryName(name));
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  /** Gives {@code temporary} its final name; false if the name is taken. */
  private boolean claim(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No hard links here, or not for this user: the move below reports any other trouble.
      return claimUnderLock(temporary, target);
    }
  }

  /** As {@link #claim}, one writer of the folder at a time; a lock dies with its process. */
  boolean claimUnderLock(Path temporary, Path target) throws IOException {
    Path lockFile = root.resolve(PRIVATE).resolve("publish.lock");
    synchronized (MOVE_LOCK) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.exists(target)) {
          return false;
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      force(folder.getParent());
    }
  }

  /** Makes a folder's entries durable. Windows has no such call and does not need it. */
  private static void force(Path folder) throws IOException {
    if (File.separatorChar == '/' && folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** {@code <name>.<pid>.<serial>@<host>.tmp}: who writes, so that leftovers can be told. */
  private static String temporaryName(String name) {
    return "%s.%d.%d@%s%s"
        .formatted(name, ProcessHandle.current().pid(), SERIAL.incrementAndGet(), host(), SUFFIX);
  }

  private static boolean writerIsDead(String temporary) {
    int at = temporary.indexOf('@');
    String[] parts = at < 0 ? new String[0] : temporary.substring(0, at).split("\\.");
    if (parts.length < 3 || !temporary.substring(at + 1).equals(host() + SUFFIX)) {
      return false;
    }
    String pid = parts[parts.length - 2];
    return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
