package io.evenkeel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only its package uses is package-private. */
class VisibilityTest {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  /** A type in an import or in full. */
  private static final Pattern NAMED =
      Pattern.compile("\\b(io\\.evenkeel(?:\\.[a-z][a-z0-9]*)*\\.[A-Z]\\w*)");

  /** Tests count, too: those of another package cannot see what is package-private. */
  @Test
  void publicTypesAreUsedByAnotherPackageOrShownByOne() throws IOException {
    Set<String> used = namedByOtherPackages();
    Set<String> shown = new HashSet<>();
    OwnClasses.ALL.stream().filter(VisibilityTest::isPublic).forEach(type -> addShown(type, shown));
    Set<String> needless = new TreeSet<>();
    for (JavaClass type : OwnClasses.ALL) {
      boolean topLevel = !type.getName().contains("$");
      if (topLevel && isPublic(type) && !used.contains(type.getName())) {
        needless.add(type.getName());
      }
    }
    needless.removeAll(shown);
    assertThat(needless).as("public, but only their own packages use them").isEmpty();
    assertThat(used).containsAll(List.of("io.evenkeel.core.Spec", "io.evenkeel.core.arch.Dense"));
    assertThat(shown).contains("io.evenkeel.core.arch.Factor").doesNotContain("java.lang.String");
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  /** Types that the public members of a type name in their signatures, and its supertypes. */
  private static void addShown(JavaClass type, Set<String> shown) {
    type.getSuperclass().ifPresent(parent -> add(parent, shown));
    type.getInterfaces().forEach(parent -> add(parent, shown));
    for (JavaMember member : type.getMembers()) {
      if (member.getModifiers().contains(JavaModifier.PUBLIC)
          || member.getModifiers().contains(JavaModifier.PROTECTED)) {
        if (member instanceof JavaField field) {
          add(field.getType(), shown);
        } else if (member instanceof JavaCodeUnit unit) {
          add(unit.getReturnType(), shown);
          unit.getParameterTypes().forEach(parameter -> add(parameter, shown));
          unit.getExceptionTypes().forEach(thrown -> add(thrown, shown));
        }
      }
    }
  }

  private static void add(JavaType type, Set<String> shown) {
    for (JavaClass involved : type.getAllInvolvedRawTypes()) {
      String name = involved.getBaseComponentType().getName();
      if (name.startsWith("io.evenkeel.")) {
        shown.add(name);
      }
    }
  }

  /** Types that are named by a source, a test's or a program's, of another package. */
  private static Set<String> namedByOtherPackages() throws IOException {
    Set<String> used = new HashSet<>();
    for (Map.Entry<Path, String> source : sources().entrySet()) {
      Matcher own = PACKAGE.matcher(source.getValue());
      String home = own.find() ? own.group(1) : "";
      Matcher named = NAMED.matcher(source.getValue());
      while (named.find()) {
        String type = named.group(1);
        if (!home.equals(type.substring(0, type.lastIndexOf('.')))) {
          used.add(type);
        }
      }
    }
    return used;
  }

  /** All that names classes: Java, service files and scripts. */
  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String folder :
        List.of(
            "core/src", "core/nd4j/src", "analysis/src", "jobs/src", "deploy/src", "deploy/bin")) {
      try (Stream<Path> files = Files.walk(Path.of("..", folder))) {
        for (Path file : files.filter(VisibilityTest::isSource).toList()) {
          sources.put(file, Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return sources;
  }

  private static boolean isSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return Files.isRegularFile(file)
        && (name.endsWith(".java")
            || name.contains("/META-INF/services/")
            || name.contains("/bin/"));
  }
}
