package io.evenkeel.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written must not depend on the locale, charset or time zone of the machine. */
class PortabilityTest {
  /** Methods and constructors that take these from the machine, with their parameter types. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of(
          "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
          "java.lang.String.toLowerCase()",
          "java.lang.String.toUpperCase()",
          "java.lang.String.getBytes()",
          "java.lang.String.<init>([B)",
          "java.lang.String.<init>([B, int, int)",
          "java.io.ByteArrayOutputStream.toString()",
          "java.io.InputStreamReader.<init>(java.io.InputStream)",
          "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
          "java.io.PrintStream.<init>(java.io.OutputStream)",
          "java.io.PrintStream.<init>(java.io.OutputStream, boolean)",
          "java.io.PrintWriter.<init>(java.io.OutputStream)",
          "java.io.PrintWriter.<init>(java.io.OutputStream, boolean)",
          "java.io.FileReader.<init>(java.io.File)",
          "java.io.FileReader.<init>(java.lang.String)",
          "java.io.FileWriter.<init>(java.io.File)",
          "java.io.FileWriter.<init>(java.lang.String)",
          "java.util.Scanner.<init>(java.io.InputStream)",
          "java.util.Formatter.<init>()",
          "java.text.DecimalFormat.<init>(java.lang.String)",
          "java.text.NumberFormat.getInstance()",
          "java.text.SimpleDateFormat.<init>(java.lang.String)",
          "java.nio.charset.Charset.defaultCharset()",
          "java.util.Locale.getDefault()",
          "java.util.TimeZone.getDefault()",
          "java.time.ZoneId.systemDefault()",
          "java.time.LocalDateTime.now()",
          "java.time.LocalDate.now()",
          "java.time.ZonedDateTime.now()");

  private static final String LITERALS = "((?:\"(?:[^\"\\\\\\n]|\\\\.)*\"\\s*(?:\\+\\s*)?)+)";

  /** {@code "...".formatted(}, the literal perhaps in pieces and parentheses. */
  private static final Pattern FORMATTED = Pattern.compile(LITERALS + "\\)?\\s*\\.formatted\\(");

  /** Conversions that write a number in the digits, or with the separators, of a locale. */
  private static final Pattern OF_A_LOCALE =
      Pattern.compile("(?<!%)(?:%%)*%(?:\\d+\\$)?[-+ 0-9,.(#]*[dfegGEaA]");

  @Test
  void noCodeUsesTheDefaultLocaleCharsetOrTimeZone() {
    noClasses()
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("locale, charset or zone are the machine's") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                    && OF_THE_MACHINE.contains(signature(target));
              }
            })
        .check(OwnClasses.ALL);
  }

  private static String signature(AccessTarget.CodeUnitAccessTarget target) {
    return target.getOwner().getName()
        + "."
        + target.getName()
        + target.getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * {@code String.formatted} uses the machine's locale: it may place texts, not numbers' digits.
   */
  @Test
  void numbersAreNotFormattedInTheMachinesLocale() throws IOException {
    List<String> found = new java.util.ArrayList<>();
    for (String module : List.of("core", "analysis", "jobs")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher call = FORMATTED.matcher(Files.readString(file, StandardCharsets.UTF_8));
          while (call.find()) {
            if (OF_A_LOCALE.matcher(call.group(1)).find()) {
              found.add(file.getFileName() + ": " + call.group(1).strip());
            }
          }
        }
      }
    }
    assertThat(found)
        .as("write whole numbers as %s, others by String.format(Locale.ROOT, ...)")
        .isEmpty();
  }
}
