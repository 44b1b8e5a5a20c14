package io.evenkeel.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of a module depend on each other in one direction. */
class PackageCyclesTest {
  @ParameterizedTest
  @ValueSource(strings = {"core", "analysis", "jobs"})
  void packagesOfAModuleHaveNoCycle(String module) {
    slices()
        .matching("io.evenkeel." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(OwnClasses.ALL);
  }

  /** The package {@code analysis} itself puts the steps together. */
  @Test
  void stepsOfTheAnalysisDoNotKnowTheWhole() {
    noClasses()
        .that()
        .resideInAPackage("io.evenkeel.analysis.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.evenkeel.analysis")
        .check(OwnClasses.ALL);
  }
}
