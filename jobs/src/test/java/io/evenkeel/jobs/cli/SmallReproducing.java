package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.reproduce.SmallReproduction;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** {@code evenkeel reproduce} of a few trials: the first word says how, the others are its own. */
final class SmallReproducing implements CommandProcess.Program {
  @Override
  public int run(PrintWriter out, PrintWriter err, String... words) {
    boolean right = words[0].equals("right");
    ReproduceCommand command =
        new ReproduceCommand(right ? SmallReproduction::right : SmallReproduction::wrong);
    return new CommandLine(command)
        .setOut(out)
        .setErr(err)
        .execute(Arrays.copyOfRange(words, 1, words.length));
  }
}
