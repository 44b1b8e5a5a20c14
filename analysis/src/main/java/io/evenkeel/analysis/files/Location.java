package io.evenkeel.analysis.files;

import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** The location of a run directory: a local path, or a URI of a file system that Hadoop knows. */
public final class Location {
  private static final Pattern URI_TEXT = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");
  private static final String LOCAL = "file";

  private Location() {}

  /**
   * The location in a form that names the same place from any working directory, and on every
   * machine that shares it: an absolute local path without symbolic links, or a URI with its host
   * or bucket. A path without a scheme is local, whatever Hadoop's default file system is.
   *
   * @param text as a user writes it
   * @throws SpecException if the text is not a location
   * @throws IOException if its file system cannot be reached
   */
  public static String whole(String text, Configuration configuration) throws IOException {
    if (text.isBlank()) {
      throw new SpecException("a run directory needs a name, got '%s'".formatted(text));
    }
    Optional<Path> path = local(text);
    return path.isPresent() ? resolved(path.get()).toString() : remote(text, configuration);
  }

  /**
   * The path of a local location; empty if it is not local.
   *
   * @throws SpecException if the text is not a valid path
   */
  public static Optional<Path> local(String text) {
    Matcher uri = URI_TEXT.matcher(text);
    try {
      if (!uri.matches()) {
        return Optional.of(Path.of(text));
      }
      return uri.group(1).equals(LOCAL)
          ? Optional.of(Path.of(decoded(text, uri)))
          : Optional.empty();
    } catch (InvalidPathException e) {
      throw new SpecException("'%s' is not a path".formatted(text));
    }
  }

  /**
   * The path of a {@code file:} URI, in any of the forms {@code file:/a%20b}, {@code file:///a b},
   * {@code file:a}.
   */
  private static String decoded(String text, Matcher uri) {
    String rest = uri.group(2);
    String path = rest.startsWith("//") ? rest.substring(Math.max(2, rest.indexOf('/', 2))) : rest;
    String host = rest.startsWith("//") ? rest.substring(2, rest.length() - path.length()) : "";
    if (!host.isEmpty() && !host.equals("localhost")) {
      throw new SpecException(
          "'%s' names the machine '%s'; a local run directory is file:///path"
              .formatted(text, host));
    }
    try {
      String plain = URI.create(LOCAL + ":" + (path.startsWith("/") ? "" : "/") + path).getPath();
      return path.startsWith("/") ? plain : plain.substring(1);
    } catch (IllegalArgumentException e) { // characters that a URI may not have
      return path;
    }
  }

  /** The absolute path; symbolic links are followed as far as the path exists. */
  private static Path resolved(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    for (Path there = absolute; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        Path real = there.toRealPath();
        int known = there.getNameCount();
        return known == absolute.getNameCount()
            ? real
            : real.resolve(absolute.subpath(known, absolute.getNameCount())).normalize();
      }
    }
    return absolute.normalize();
  }

  private static String remote(String text, Configuration configuration) throws IOException {
    Matcher uri = URI_TEXT.matcher(text);
    if (!uri.matches()) {
      throw new IllegalArgumentException(text);
    }
    String scheme = uri.group(1);
    String rest = uri.group(2);
    try {
      if (rest.startsWith("/")) {
        return qualified(text, configuration);
      }
      FileSystem byDefault = FileSystem.get(configuration);
      if (!rest.isBlank() && byDefault.getUri().getScheme().equals(scheme)) {
        return byDefault.makeQualified(new org.apache.hadoop.fs.Path(rest)).toString();
      }
    } catch (IllegalArgumentException e) { // Hadoop's way to say that it knows no such host
      throw new IOException(e.getMessage(), e);
    }
    throw new SpecException(
        "'%s' names no host or bucket; write %s://HOST-OR-BUCKET/PATH".formatted(text, scheme));
  }

  private static String qualified(String text, Configuration configuration) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text);
    if (path.toUri().getPath().isEmpty()) { // the whole bucket
      path = new org.apache.hadoop.fs.Path(text + "/");
    }
    return path.getFileSystem(configuration).makeQualified(path).toString();
  }
}
