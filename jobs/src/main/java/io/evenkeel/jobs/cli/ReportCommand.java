package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.report.HtmlReport;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.run.AttemptTable;
import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.RunStatus;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel report DIR}. */
@Command(
    name = "report",
    description = {
      "Make a page of a run: verdicts, heatmaps, curves beside theory, for any browser.",
      "Judges the tables again, so other thresholds need no other run. An"
          + " unfinished run is reported as far as it is."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel report runs/notebook",
      "  evenkeel report runs/notebook --error-rate 0.01       stricter tests",
      "  evenkeel report s3a://bucket/n --master yarn          a large run, on a cluster"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private String location;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master: local[2], spark://host:7077, yarn, k8s://...; by default all local cores.")
  private Optional<String> master = Optional.empty();

  @Mixin private ThresholdOptions thresholds;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Thresholds judgedBy = thresholds.thresholds();
    Store store = Store.at(location, HadoopSettings.current());
    RunStatus status = RunStatus.read(store);
    if (status.done() == 0) {
      throw new StoreException(
          location + " has no finished shard yet: there is nothing to report", null);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json.asked()) {
      out.println(StatusText.line(status));
      out.flush();
    }
    try (Interruption interruption = new Interruption(this::lastWord)) {
      try {
        ReportExecution.Findings findings =
            ReportExecution.run(
                store.location(), status, judgedBy, master, spec.commandLine().getErr());
        print(status, findings, out);
        return 0;
      } catch (Exception | LinkageError e) { // what Spark throws while the JVM goes down is many
        if (interruption.began()) {
          return Interruption.CODE;
        }
        throw e;
      }
    }
  }

  private void lastWord() {
    PrintWriter err = spec.commandLine().getErr();
    if (Terminal.present()) {
      err.println(); // behind ^C
    }
    err.println(
        "interrupted; the results in %s are as they were, the same command makes the report anew"
            .formatted(location));
    err.flush();
  }

  private void print(RunStatus status, ReportExecution.Findings findings, PrintWriter out)
      throws IOException {
    if (json.asked()) {
      out.println(Json.object(object -> write(status, findings, object)));
      out.flush();
      return;
    }
    out.println(findings.answer());
    findings.training().print(out);
    out.println();
    out.println("open %s/%s".formatted(location, HtmlReport.PAGE));
    out.println("its charts are in %s/%s".formatted(location, HtmlReport.PICTURES));
    for (String table : List.of(StabilityReport.CSV, SchemeTable.FILES.csv())) {
      out.println("its tables are in %s/%s and .parquet".formatted(location, table));
    }
    findings.training().printPlaces(location, out);
    out.println(
        "who computed what, and how long it took, is in %s/%s and .parquet"
            .formatted(location, AttemptTable.FILES.csv()));
    out.flush();
  }

  private void write(RunStatus status, ReportExecution.Findings findings, JsonGenerator object)
      throws IOException {
    StatusText.write(status, object);
    object.writeStringField("headline", findings.answer());
    object.writeStringField("page", location + "/" + HtmlReport.PAGE);
    object.writeStringField("pictures", location + "/" + HtmlReport.PICTURES);
    object.writeStringField("table", location + "/" + StabilityReport.CSV);
    ResultsJson.cells(findings.tables(), object);
  }
}
