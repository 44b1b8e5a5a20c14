package io.evenkeel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of the modules core, analysis and jobs, without their tests; they are read once. */
final class OwnClasses {
  static final JavaClasses ALL = read();

  private OwnClasses() {}

  private static JavaClasses read() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.evenkeel");
    assertThat(classes.contain("io.evenkeel.core.Spec")).isTrue();
    assertThat(classes.contain("io.evenkeel.analysis.stability.Ranking")).isTrue();
    return classes;
  }
}
