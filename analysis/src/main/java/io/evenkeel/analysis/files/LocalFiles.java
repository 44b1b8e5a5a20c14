package io.evenkeel.analysis.files;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files on a disk that this machine has mounted.
 *
 * <p>{@link #create} links the finished temporary file to its name: link(2) is atomic and fails if
 * the name is taken. Where a disk has no hard links, the check and the move are made under a lock
 * file. The file and its folder are forced to the disk before the call returns.
 *
 * <p>A writer holds a lock on its temporary file, which the operating system releases when the
 * process ends, however it ends; process numbers and host names do not matter. {@link #sweep}
 * removes a temporary file if it gets that lock. If files cannot be locked, it removes those that
 * nobody has written to for {@value WholeFiles#LEFTOVER_MILLIS} ms. If locks of another machine are
 * not visible, a sweep may remove a file that is in use; its writer then writes it once more.
 */
public final class LocalFiles implements WholeFiles {
  private static final int BUFFER = 1 << 16;
  private static final Object MOVE_LOCK = new Object();

  /** Temporary files of this process; opening and closing one of them would release its lock. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;

  /**
   * @param root the run directory; made when first written to
   */
  public LocalFiles(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** Gives a finished temporary file its name; false if the name is taken. */
  private interface Claim {
    boolean of(Path temporary) throws IOException;
  }

  @Override
  public boolean create(String path, Source source) throws IOException {
    Path target = root.resolve(path);
    return !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && publish(target, source, temporary -> link(temporary, target));
  }

  @Override
  public void replace(String path, Source source) throws IOException {
    Path target = root.resolve(path);
    publish(
        target,
        source,
        temporary -> {
          Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
          return true;
        });
  }

  private boolean publish(Path target, Source source, Claim claim) throws IOException {
    for (int attempt = 1; true; attempt++) {
      try {
        return tryToPublish(target, source, claim);
      } catch (NoSuchFileException e) { // a sweep of another machine took it, or its folder
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private boolean tryToPublish(Path target, Source source, Claim claim) throws IOException {
    Path temporary = root.resolve(WholeFiles.temporary(target.getFileName().toString()));
    makeFolder(target.getParent());
    makeFolder(temporary.getParent());
    OWN.add(temporary);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        lock(channel);
        write(channel, source);
        boolean made = claim.of(temporary);
        if (made) {
          force(target.getParent());
        }
        return made;
      } finally {
        discard(temporary);
      }
    } finally {
      OWN.remove(temporary);
    }
  }

  private static void write(FileChannel channel, Source source) throws IOException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    source.writeTo(new OpenStream(out));
    out.flush();
    channel.force(true);
  }

  /** Locks a temporary file, where files can be locked, to show that its writer is running. */
  private static void lock(FileChannel channel) {
    try {
      FileLock unused = channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      // No locks on this disk: leftovers are told by their age. Or a sweep looks at it just now.
    }
  }

  /** Removes a temporary file; if that is not possible now, a later sweep does it. */
  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The file is published, or its writer has met a worse error already.
    }
  }

  private boolean link(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No hard links here, or not for this user: the move below reports any other trouble.
      return moveUnderLock(temporary, target);
    }
  }

  /**
   * Gives a file its name as {@link #link} does, for one writer of the folder at a time; the lock
   * ends with its process.
   */
  boolean moveUnderLock(Path temporary, Path target) throws IOException {
    Path lockFile = root.resolve(TEMPORARIES).resolveSibling("publish.lock");
    synchronized (MOVE_LOCK) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }

  @Override
  public void sweep() throws IOException {
    Path folder = root.resolve(TEMPORARIES);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (WholeFiles.isTemporary(file.getFileName().toString())
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !OWN.contains(file)) {
          removeIfLeft(file);
        }
      }
    } catch (NoSuchFileException e) {
      // No file was ever written here.
    }
  }

  private void removeIfLeft(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (isLeft(channel, file)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Its writer has finished, another sweep was faster, or it is another user's, who can.
    }
  }

  private boolean isLeft(FileChannel channel, Path file) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process writes it, through another name of the folder
    } catch (IOException e) { // no locks on this disk
      return now() - Files.getLastModifiedTime(file).toMillis() > LEFTOVER_MILLIS;
    }
  }

  /** The time of the clock that sets the times of files, which may be another machine's. */
  private long now() throws IOException {
    Path probe = root.resolve(WholeFiles.temporary("clock"));
    Files.createFile(probe);
    try {
      return Files.getLastModifiedTime(probe).toMillis();
    } finally {
      discard(probe);
    }
  }

  /** Makes a folder and forces it to the disk. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      force(folder.getParent());
    }
  }

  /** Forces the entries of a folder to the disk. Windows has no such call and does not need it. */
  public static void force(Path folder) throws IOException {
    if (File.separatorChar == '/' && folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
