package io.evenkeel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of a run directory, to be compared with those of another one. */
final class PublishedTables {
  private PublishedTables() {}

  /** SHA-256 of every Parquet file of all tables, by path below the run directory. */
  static SortedMap<String, String> hashes(Path run) throws IOException, NoSuchAlgorithmException {
    SortedMap<String, String> hashes = new TreeMap<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String table : List.of("trials", "layers", "steps")) {
      if (!Files.exists(run.resolve(table))) {
        continue;
      }
      try (Stream<Path> files = Files.list(run.resolve(table))) {
        for (Path file : files.sorted().toList()) {
          String hash = HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
          hashes.put(table + "/" + file.getFileName(), hash);
        }
      }
    }
    return hashes;
  }
}
