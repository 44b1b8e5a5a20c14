package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.ProcessSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "evenkeel",
    description =
        "Says which weight initialisations keep a deep network stable, by" + " measurement.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      PrecisionCommand.class,
      VerifyCommand.class,
      MergeCommand.class,
      AdviseCommand.class,
      InspectCommand.class,
      ListCommand.class,
      GainCommand.class,
      TheoryCommand.class,
      CriticalCommand.class,
      ReproduceCommand.class,
      HelpCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; numerical blow-up is a result, not an error",
      "1:infrastructure failed: disk, cluster, memory; or verify found a run directory damaged,"
          + " incomplete or with trials that lacked memory; or reproduce disagrees",
      "2:usage: command line or sweep file",
      "3:some trials could not be computed (status failed)",
      "130:interrupted by Ctrl-C; the same command resumes",
      "143:interrupted by SIGTERM; the same command resumes"
    })
public final class Evenkeel implements Runnable {
  @Option(names = "--debug", description = "Print stack traces.", scope = ScopeType.INHERIT)
  private boolean debug;

  @Spec private CommandSpec spec;

  Evenkeel() {}

  /**
   * Starts the command line and ends the process with its exit code. Where YARN runs the driver,
   * this returns if the code is 0, as Spark's application master asks for.
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    // To YARN a driver that exits by itself is one that was lost: it would be started once more.
    if (code != 0 || !ProcessSettings.startedByYarn()) {
      System.exit(code);
    }
  }

  /**
   * Runs one command.
   *
   * @param out for results
   * @param err for messages and progress
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    ProcessSettings.neutralLocale();
    ProcessSettings.quietLog();
    ProcessSettings.steadyStreams();
    Evenkeel evenkeel = new Evenkeel();
    CommandErrors errors = new CommandErrors(() -> evenkeel.debug);
    CommandLine command =
        new CommandLine(evenkeel, new CommandFactory())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors);
    try {
      return command.execute(args);
    } catch (LinkageError | VirtualMachineError e) {
      return errors.handle(e, command);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
