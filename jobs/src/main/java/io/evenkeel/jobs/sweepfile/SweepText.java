package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.SpecException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a sweep, read from a path, from a URI of any file system that Hadoop knows, or from a
 * {@code data:} URI (RFC 2397), which a driver on a cluster gets in place of its caller's file.
 *
 * @param text YAML
 * @param name name of the text in messages
 * @param folder folder to which relative names of data files refer: that of the sweep file, else
 *     the working directory
 */
public record SweepText(String text, String name, Path folder) {
  private static final Pattern DATA =
      Pattern.compile("data:[^;,]*(?:;name=([^;,]+))?;base64,(.*)", Pattern.DOTALL);
  private static final String DATA_FORM =
      "a data: URI must be data:application/yaml;base64,<the sweep file in Base64>";
  private static final Pattern URI_TEXT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  /** Opens URIs. */
  @FunctionalInterface
  public interface Opener {
    /** Opens a URI for reading. */
    InputStream open(String uri) throws IOException;
  }

  /**
   * Reads a sweep's text.
   *
   * @param location a path or URI
   * @param opener used for URIs only
   * @throws SpecException if it cannot be read; one line, with the place
   */
  public static SweepText at(String location, Opener opener) {
    if (location.startsWith("data:")) {
      return ofData(location);
    }
    if (URI_TEXT.matcher(location).matches()) {
      return ofUri(location, opener);
    }
    try {
      return of(Path.of(location));
    } catch (InvalidPathException e) {
      throw new SpecException("'%s' is not a path".formatted(location));
    }
  }

  /** Reads a local file. */
  static SweepText of(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new SweepText(
          text(in, path), String.valueOf(path.getFileName()), path.toAbsolutePath().getParent());
    } catch (NoSuchFileException e) {
      throw new SpecException("there is no file %s".formatted(path));
    } catch (IOException e) {
      throw new SpecException(
          "cannot read %s: %s"
              .formatted(path, Files.isDirectory(path) ? "it is a folder" : e.getMessage()));
    }
  }

  private static SweepText ofUri(String location, Opener opener) {
    try (InputStream in = opener.open(location)) {
      String name = location.substring(location.lastIndexOf('/') + 1);
      return new SweepText(text(in, location), name, workingFolder());
    } catch (FileNotFoundException e) {
      throw new SpecException("there is no file %s".formatted(location));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new SpecException("cannot read %s: %s".formatted(location, reason));
    }
  }

  private static SweepText ofData(String location) {
    Matcher data = DATA.matcher(location);
    if (!data.matches()) {
      throw new SpecException(DATA_FORM);
    }
    String name = data.group(1) == null ? "the sweep" : data.group(1);
    return new SweepText(decoded(bytes(data.group(2)), name), name, workingFolder());
  }

  private static Path workingFolder() {
    return Path.of("").toAbsolutePath();
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SpecException(DATA_FORM);
    }
  }

  private static String text(InputStream in, Object place) throws IOException {
    return decoded(in.readNBytes(YamlText.MOST + 1), place);
  }

  private static String decoded(byte[] bytes, Object place) {
    if (bytes.length > YamlText.MOST) {
      throw new SpecException("%s is longer than 1 MiB".formatted(place));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SpecException("%s is not UTF-8 text".formatted(place));
    }
  }
}
