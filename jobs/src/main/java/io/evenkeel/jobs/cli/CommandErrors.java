package io.evenkeel.jobs.cli;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Ends a command that has thrown an error: with one line and an exit code. The reasons of I/O
 * errors are those that {@link io.evenkeel.analysis.files.IoReason} has put into messages, except
 * for the few kinds of errors whose message is a path alone.
 */
final class CommandErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final Map<Class<? extends FileSystemException>, String> FILE_REASONS =
      Map.of(
          NoSuchFileException.class, "no such file",
          AccessDeniedException.class, "access denied",
          FileAlreadyExistsException.class, "there is such a file already",
          DirectoryNotEmptyException.class, "the directory is not empty",
          NotDirectoryException.class, "no directory");

  /** Infrastructure failed. */
  static final int FAILURE = 1;

  /** Command line or sweep file. */
  static final int USAGE = 2;

  private final BooleanSupplier debug;

  /**
   * @param debug whether stack traces are wanted
   */
  CommandErrors(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    print(command, line(error), error);
    return code(error);
  }

  /** The exit code of a command that ends with an error. */
  static int code(Throwable error) {
    return error instanceof SpecException ? USAGE : FAILURE;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    print(
        command,
        "%s; see %s --help".formatted(usage(error), command.getCommandSpec().qualifiedName()),
        error);
    return USAGE;
  }

  /**
   * Reports an error that no command catches, such as a missing class or a lack of memory, in one
   * line.
   */
  int handle(Error error, CommandLine command) {
    print(command, line(error), error);
    return code(error);
  }

  private static String usage(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      List<String> known =
          word.startsWith("-")
              ? error.getCommandLine().getCommandSpec().options().stream()
                  .flatMap(option -> List.of(option.names()).stream())
                  .toList()
              : List.copyOf(error.getCommandLine().getSubcommands().keySet());
      String what = word.startsWith("-") ? "option" : known.isEmpty() ? "argument" : "command";
      return "unknown %s '%s'%s".formatted(what, word, Suggestions.didYouMean(word, known));
    }
    return firstLine(error);
  }

  /** The message for an error, on one line. */
  static String line(Throwable error) {
    Optional<OutOfMemoryError> lack = lackOfMemory(error);
    if (lack.isPresent()) {
      return "not enough memory: %s; EVENKEEL_MEMORY gives a local run more"
          .formatted(firstLine(lack.get()));
    }
    boolean explained =
        error instanceof SpecException
            || error instanceof IOException
            || error.getClass().getName().startsWith("io.evenkeel.");
    return explained
        ? firstLine(error)
        : "internal error: %s: %s (--debug shows where)"
            .formatted(error.getClass().getSimpleName(), firstLine(error));
  }

  /** The lack of memory that an error is, or that made a Spark task fail. */
  private static Optional<OutOfMemoryError> lackOfMemory(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(OutOfMemoryError.class::isInstance)
        .map(OutOfMemoryError.class::cast)
        .findFirst();
  }

  private static String firstLine(Throwable error) {
    String message = reason(error);
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse(error.getClass().getSimpleName());
  }

  /** The message, with its reason where a file's error has its path alone for a message. */
  private static String reason(Throwable error) {
    if (!(error instanceof FileSystemException of)
        || of.getReason() != null
        || of.getFile() == null) {
      return error.getMessage();
    }
    String what = FILE_REASONS.getOrDefault(of.getClass(), of.getClass().getSimpleName());
    return what + ": " + error.getMessage();
  }

  private void print(CommandLine command, String line, Throwable error) {
    PrintWriter err = command.getErr();
    err.println("evenkeel: " + line);
    if (debug.getAsBoolean()) {
      error.printStackTrace(err);
    }
    err.flush();
  }
}
