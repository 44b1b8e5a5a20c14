package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Fingerprint;
import io.evenkeel.jobs.store.LocalStore;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A run directory as a test looks at it. */
public record RunFolder(Path root) {

  public Store store() {
    return new LocalStore(root);
  }

  public Path file(String name) {
    return root.resolve(name);
  }

  /** Runs or resumes; gives how many shards were missing. */
  public int run(SparkSession spark, RunPlan plan) throws IOException {
    return new SweepRun(plan, root.toString(), new Heard()).execute(spark);
  }

  /** A copy of the whole directory. */
  public RunFolder copiedTo(Path to) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(root.relativize(path).toString()));
      }
    }
    return new RunFolder(to);
  }

  /** SHA-256 of every file that the identity contract is about, by name. */
  public Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String folder : List.of("trials", "layers", "steps")) {
      for (String name : store().list(folder)) {
        byte[] bytes = Files.readAllBytes(file(folder + "/" + name));
        hashes.put(folder + "/" + name, Fingerprint.of(Content.of(bytes)));
      }
    }
    for (int number = 1; number <= RunFiles.newestPlan(store()); number++) {
      String plan = RunFiles.plan(number);
      hashes.put(plan, Fingerprint.of(Content.of(Files.readAllBytes(file(plan)))));
    }
    return hashes;
  }

  /** Names of files that differ, or that only one of both runs has. */
  public Set<String> differences(RunFolder other) throws IOException {
    Map<String, String> here = hashes();
    Map<String, String> there = other.hashes();
    Set<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    names.removeIf(name -> Objects.equals(here.get(name), there.get(name)));
    return names;
  }

  /** Names of the notes that attempts left; each begins with {@code shard-000012-}. */
  public Set<String> attempts() throws IOException {
    return new TreeSet<>(store().list(RunFiles.ATTEMPTS));
  }

  /** Shards of the attempts that are not among {@code before}, in order. */
  public List<Integer> attemptedSince(Set<String> before) throws IOException {
    return attempts().stream()
        .filter(name -> !before.contains(name))
        .map(RunFolder::shard)
        .toList();
  }

  /** What commands noted of themselves: beginnings and ends, in the order of the beginnings. */
  public List<JsonNode> log() throws IOException {
    List<JsonNode> notes = new ArrayList<>();
    for (String name : store().list(RunFiles.RUNS)) {
      notes.add(new ObjectMapper().readTree(Files.readAllBytes(file(RunFiles.RUNS + "/" + name))));
    }
    return notes;
  }

  /** Shards whose commit record is there. */
  public Set<Integer> published() throws IOException {
    Set<Integer> shards = new TreeSet<>();
    store().list("trials").forEach(name -> shards.add(shard(name)));
    return shards;
  }

  public List<String> problems() throws IOException {
    return Verification.of(store()).problems().stream().map(Problem::text).toList();
  }

  public List<String> quarantined() throws IOException {
    return store().list(RunFiles.QUARANTINE);
  }

  /** No temporary is left, and nothing that a reader's pattern takes stands outside the tables. */
  public void assertTidy() throws IOException {
    assertThat(store().list("_evenkeel/tmp")).isEmpty();
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.map(path -> root.relativize(path).toString()))
          .allMatch(name -> !name.endsWith(".crc"))
          .allMatch(
              name ->
                  !name.endsWith(".parquet")
                      || name.startsWith("trials/")
                      || name.startsWith("layers/")
                      || name.startsWith("steps/")
                      || name.startsWith("report/"));
    }
  }

  /** The shard that a file or note is of. */
  public static int shard(String name) {
    return Integer.parseInt(name.substring("shard-".length(), "shard-".length() + 6));
  }

  /** Remembers what a run said. */
  static class Heard implements RunListener {
    final List<String> said = new ArrayList<>();
    long done;
    boolean backwards;

    @Override
    public synchronized void begun(RunPlan plan, long doneBefore) {
      said.add("begun " + doneBefore);
      done = doneBefore;
    }

    @Override
    public synchronized void quarantined(Problem problem) {
      said.add("quarantined " + problem.file());
    }

    @Override
    public synchronized void progressed(long computed, long published) {
      backwards |= computed < done || published > computed;
      done = computed;
    }

    @Override
    public synchronized void ended() {
      said.add("ended");
    }
  }
}
