package io.evenkeel.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that carries out one command after the other: for tests of commands that start Spark,
 * which would end the Spark of the tests' own process. One process serves all tests of a Java VM
 * and ends with it, so that a Java VM and Spark's classes are started once and not for each
 * command.
 */
final class CommandProcess {
  private static final List<String> FLAGS = List.of("-Xmx1g");
  private static CommandProcess shared;

  private final DataOutputStream requests;
  private final DataInputStream answers;

  /**
   * What a command said.
   *
   * @param out lines for results
   * @param err lines of messages, those of libraries included
   */
  record Outcome(int exitCode, List<String> out, List<String> err) {}

  /** Carries out a command. */
  interface Program {
    /** Gives the exit code. */
    int run(PrintWriter out, PrintWriter err, String... words);
  }

  private CommandProcess() throws IOException {
    Process process =
        new ProcessBuilder(Driver.command(CommandProcess.class, FLAGS, List.of()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
  }

  /** Carries out {@code evenkeel} with some words. */
  static Outcome run(String... words) {
    return run(EvenkeelProgram.class, words);
  }

  /**
   * Carries out a program with some words.
   *
   * @param program has a constructor without parameters
   */
  static synchronized Outcome run(Class<? extends Program> program, String... words) {
    try {
      if (shared == null) {
        shared = new CommandProcess();
      }
      return shared.answer(program, words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome answer(Class<? extends Program> program, String... words) throws IOException {
    requests.writeUTF(program.getName());
    requests.writeInt(words.length);
    for (String word : words) {
      requests.writeUTF(word);
    }
    requests.flush();
    int exitCode = answers.readInt();
    return new Outcome(exitCode, lines(), lines());
  }

  private List<String> lines() throws IOException {
    byte[] text = new byte[answers.readInt()];
    answers.readFully(text);
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  /** The command line. */
  static final class EvenkeelProgram implements Program {
    @Override
    public int run(PrintWriter out, PrintWriter err, String... words) {
      return Evenkeel.run(out, err, words);
    }
  }

  /** Answers requests until there are no more: the tests have ended. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    DataOutputStream answers = new DataOutputStream(System.out);
    DataInputStream requests = new DataInputStream(System.in);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    // What libraries print by themselves is part of what a person sees.
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    while (true) {
      String name;
      try {
        name = requests.readUTF();
      } catch (EOFException end) {
        System.exit(0);
        return;
      }
      String[] words = new String[requests.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = requests.readUTF();
      }
      out.reset();
      err.reset();
      Program program =
          Class.forName(name).asSubclass(Program.class).getDeclaredConstructor().newInstance();
      int exitCode =
          program.run(
              new PrintWriter(System.out, true, StandardCharsets.UTF_8),
              new PrintWriter(System.err, true, StandardCharsets.UTF_8),
              words);
      answers.writeInt(exitCode);
      for (ByteArrayOutputStream said : List.of(out, err)) {
        answers.writeInt(said.size());
        said.writeTo(answers);
      }
      answers.flush();
    }
  }
}
