package io.evenkeel.core;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Rules on dependencies that the compiler does not check. */
@AnalyzeClasses(packages = "io.evenkeel.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String VECTOR_KERNELS = "io\\.evenkeel\\.core\\.kernel\\.(Vector|Species).*";

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_CLUSTER_AND_NO_FILES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.parquet..",
              "java.io..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule NATIVE_CODE_IS_CALLED_BY_LINALG_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.evenkeel.core.linalg")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "org.nd4j..");

  /** All else has to run without the module. */
  @ArchTest
  static final ArchRule ONLY_VECTOR_KERNELS_USE_THE_VECTOR_MODULE =
      noClasses()
          .that()
          .haveNameNotMatching(VECTOR_KERNELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.incubator..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(VECTOR_KERNELS);

  /** Two kinds of vectors of one type of entries in one process make loops twenty times slower. */
  @ArchTest
  static final ArchRule KINDS_OF_VECTORS_ARE_CHOSEN_IN_ONE_CLASS =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.kernel\\.(Species|VectorKernels)")
          .should()
          .accessFieldWhere(
              target(nameMatching("SPECIES_.*"))
                  .as("a field SPECIES_* of the vector module is read"));

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.evenkeel.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_IS_PRINTED =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule RANDOM_NUMBERS_COME_FROM_STREAMS_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random");
}
