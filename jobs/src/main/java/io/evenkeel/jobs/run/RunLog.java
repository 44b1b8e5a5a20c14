package io.evenkeel.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * Notes which commands were started in a run directory, when, by which version, and how they ended.
 * Each command that computes leaves two notes in the private folder: one when it begins, one when
 * it ends. A command that was killed leaves the first one only.
 *
 * <p>Each note is a file of its own with a unique name, because object stores cannot append to a
 * file. No result depends on the notes.
 */
public final class RunLog {
  /**
   * The format of names, which sorts by time and has only characters that every file system allows.
   */
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String run =
      NAME.format(created) + "-" + UUID.randomUUID().toString().substring(0, 8);
  private boolean begun;
  private boolean interrupted;

  /**
   * A log without notes so far.
   *
   * @param store the run directory
   */
  public RunLog(Store store) {
    this.store = store;
  }

  /**
   * Notes that a command begins.
   *
   * @param plan the requested plan; the directory may hold more
   * @param master URL of the Spark master
   * @throws IOException if the note cannot be written
   */
  public synchronized void begin(RunPlan plan, String master) throws IOException {
    ObjectNode note = note();
    note.put("begun", created.toString());
    note.put("version", CodeVersion.current());
    note.put("sweep", plan.name());
    note.put("plan", plan.hash());
    note.put("trials", plan.trials());
    note.put("master", master);
    note.put("process", ManagementFactory.getRuntimeMXBean().getName());
    note.put("java", Runtime.version().toString());
    note.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    note.put("kernels", Kernels.name());
    write("begun", note);
    begun = true;
  }

  /**
   * Notes that the command ends, unless it never began or was interrupted.
   *
   * @param exitCode of its process
   * @param message the error message; empty if there was no error
   * @throws IOException if the note cannot be written
   */
  public synchronized void end(int exitCode, String message) throws IOException {
    if (begun && !interrupted) {
      writeEnd(exitCode, message);
    }
  }

  /**
   * Notes that the command was interrupted; this is how its process ends, whatever else happens.
   *
   * @param exitCode of its process
   * @throws IOException if the note cannot be written
   */
  public synchronized void interrupted(int exitCode) throws IOException {
    interrupted = true;
    if (begun) {
      writeEnd(exitCode, "interrupted");
    }
  }

  private void writeEnd(int exitCode, String message) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ObjectNode note = note();
    note.put("ended", now.toString());
    note.put("seconds", Duration.between(created, now).toMillis() / 1e3);
    note.put("exit_code", exitCode);
    note.put("message", message);
    write("ended", note);
  }

  private ObjectNode note() {
    return JSON.createObjectNode().put("run", run);
  }

  private void write(String what, ObjectNode note) throws IOException {
    store.note(
        "%s/%s-%s.json".formatted(RunFiles.RUNS, run, what),
        (JSON.writeValueAsString(note) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
