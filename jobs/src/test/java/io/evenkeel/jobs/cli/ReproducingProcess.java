package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.reproduce.SmallReproduction;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** {@code evenkeel reproduce} of a few trials: the first word says how, the others are its own. */
final class ReproducingProcess {
  private ReproducingProcess() {}

  public static void main(String[] args) {
    boolean right = args[0].equals("right");
    ReproduceCommand command =
        new ReproduceCommand(right ? SmallReproduction::right : SmallReproduction::wrong);
    System.exit(
        new CommandLine(command)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(Arrays.copyOfRange(args, 1, args.length)));
  }
}
