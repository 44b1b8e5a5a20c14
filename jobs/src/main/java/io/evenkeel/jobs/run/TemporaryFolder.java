package io.evenkeel.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The folder in the temporary directory to which a process and its Spark write all temporary files.
 *
 * <p>A lock file beside it is locked for as long as the process lives, however it ends. A folder
 * whose lock is free was left by a process that was killed: the next one that starts deletes it.
 */
final class TemporaryFolder {
  private static final String PREFIX = "evenkeel-process-";
  private static final String LOCK = ".lock";

  /** The priority of deletion; it runs after Spark and Hadoop have closed their own files. */
  private static final int LAST = 1;

  private static TemporaryFolder ofThisProcess;

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;

  private TemporaryFolder(Path folder, Path lockFile, FileChannel lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * This process's folder; made by the first call, which also deletes the folders of killed
   * processes.
   *
   * @throws UncheckedIOException if the temporary directory cannot be written to
   */
  static synchronized Path ofThisProcess() {
    if (ofThisProcess == null) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      try {
        sweep(parent);
        ofThisProcess = create(parent);
      } catch (IOException e) {
        throw new UncheckedIOException("no temporary folder can be made in " + parent, e);
      }
      ShutdownHookManager.get().addShutdownHook(ofThisProcess::delete, LAST);
    }
    return ofThisProcess.folder;
  }

  /** Makes a folder that belongs to this process until it ends or {@link #delete}s it. */
  static TemporaryFolder create(Path parent) throws IOException {
    while (true) {
      Path folder = parent.resolve(PREFIX + UUID.randomUUID());
      Path lockFile = lockOf(folder);
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // A sweeping process may have taken the new file for one that was left.
      if (lock.tryLock() != null && Files.exists(lockFile)) {
        try {
          return new TemporaryFolder(Files.createDirectory(folder), lockFile, lock);
        } catch (FileAlreadyExistsException e) {
          Files.deleteIfExists(lockFile);
        }
      }
      lock.close();
    }
  }

  Path folder() {
    return folder;
  }

  /** Deletes the folder with all that is in it. */
  void delete() {
    try {
      deleteTree(folder);
      Files.deleteIfExists(lockFile);
      lock.close();
    } catch (IOException e) {
      // The next process to start tries it again.
    }
  }

  /** Deletes the folders of processes that have ended. */
  static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
      for (Path lockFile : locks) {
        sweepOne(lockFile);
      }
    }
  }

  private static void sweepOne(Path lockFile) {
    try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (lock.tryLock() != null) {
        String name = lockFile.getFileName().toString();
        deleteTree(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
        Files.deleteIfExists(lockFile);
      }
    } catch (OverlappingFileLockException e) {
      // This very process holds it.
    } catch (IOException e) {
      // Another user's, or another process sweeps it too.
    }
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  /**
   * Deletes a folder with its files; links are not followed, and files that disappear meanwhile are
   * ignored.
   */
  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) {
              throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
