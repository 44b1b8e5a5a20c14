package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A run's folder on a local disk. {@link LocalFiles} creates its files. */
public final class LocalStore implements Store {
  private final Path root;
  private final LocalFiles files;

  /**
   * @param root the run's folder; made when first written to
   */
  public LocalStore(Path root) {
    this.root = root.toAbsolutePath();
    this.files = new LocalFiles(this.root);
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path directory = root.resolve(folder);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      found.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(directory)) {
        throw StoreException.cannot("list", directory, brokenLink(directory));
      }
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw StoreException.cannot("list", directory, e.getCause());
    } catch (IOException e) {
      throw StoreException.cannot("list", directory, e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = root.resolve(path);
    try {
      return Files.newInputStream(regular(file));
    } catch (IOException e) {
      throw StoreException.cannot("read", file, e);
    }
  }

  @Override
  public InputFile input(String path) {
    Path file = root.resolve(path);
    return new InputFile() {
      @Override
      public long getLength() throws IOException {
        try {
          return Files.size(regular(file));
        } catch (IOException e) {
          throw StoreException.cannot("read", file, e);
        }
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        try {
          return new LocalInput(FileChannel.open(regular(file), StandardOpenOption.READ));
        } catch (IOException e) {
          throw StoreException.cannot("read", file, e);
        }
      }
    };
  }

  /**
   * The file, if it is a regular one, which has an end; reading a pipe, for example, would wait for
   * a writer.
   */
  private static Path regular(Path file) throws IOException {
    if (Files.isRegularFile(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return file;
    }
    throw Files.exists(file) ? new IOException("not a regular file") : brokenLink(file);
  }

  private static IOException brokenLink(Path link) throws IOException {
    return Files.isSymbolicLink(link)
        ? new IOException(
            "a symbolic link to %s, which is not there".formatted(Files.readSymbolicLink(link)))
        : new NoSuchFileException(link.toString());
  }

  @Override
  public boolean createOnce(String path, Content content) throws IOException {
    return FirstWriter.createOnce(this, files, path, root.resolve(path), content);
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = root.resolve(to);
    try {
      LocalFiles.makeFolder(target.getParent());
      Files.move(root.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
      LocalFiles.force(target.getParent());
      LocalFiles.force(root.resolve(from).getParent());
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
    try {
      files.sweep();
    } catch (IOException e) {
      throw StoreException.cannot("remove temporary files of", root, e);
    }
  }
}
