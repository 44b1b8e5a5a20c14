package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every initializer keeps, whatever its law. */
class InitializerContractTest {
  /** Arguments of the members that need some. */
  private static final Map<String, String> REQUIRED =
      Map.of("constant", "constant(val=-0.25)", "sparse", "sparse(sparsity=0.3)");

  private static final List<String> FURTHER =
      List.of(
          "uniform(a=-3,b=-1)",
          "uniform(a=2,b=2)",
          "normal(mean=-4,std=0.5)",
          "normal(std=0)",
          "trunc_normal(mean=1,std=3,a=-1,b=0.5)",
          "trunc_normal(a=4,b=9)",
          "trunc_normal(mean=10,std=2,a=-7,b=-5)",
          "xavier_uniform(gain=0.3)",
          "xavier_normal(gain=0)",
          "kaiming_uniform(mode=fan_out,nonlinearity=tanh)",
          "kaiming_normal(a=0.5)",
          "kaiming_normal(gain=1.1)",
          "variance_scaling(scale=2,mode=fan_avg)",
          "variance_scaling(scale=0.1,mode=fan_out,distribution=untruncated_normal)",
          "variance_scaling(mode=fan_avg,distribution=uniform)",
          "orthogonal(gain=-1.5)",
          "sparse(sparsity=0.9,std=2)",
          "sparse(sparsity=0)",
          "sparse(sparsity=1)",
          "normal(std=\"sqrt(2/fan_in)\")",
          "uniform(a=\"-1/sqrt(fan_out)\",b=\"min(1,2/fan_in)\")");

  /** What draws nothing: FileWeightsTest tries it. */
  private static final List<String> OF_FILES = List.of("file", "weights");

  private static final int[][] SHAPES = {{24, 24}, {12, 35}, {35, 12}, {1, 7}, {7, 1}, {1, 1}};

  static Stream<Initializer> all() {
    Stream<String> defaults =
        Initializers.CATALOG.entries().stream()
            .filter(entry -> !OF_FILES.contains(entry.name()))
            .map(entry -> REQUIRED.getOrDefault(entry.name(), entry.name()));
    return Stream.concat(defaults, FURTHER.stream())
        .map(text -> Initializers.CATALOG.create(Spec.parse(text)));
  }

  @Test
  void theCatalogHoldsEveryMemberOnce() {
    assertThat(all().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            members(Initializer.class).filter(type -> type != FileWeights.class).toList());
    // All but the schemes with formulas have a name of their own; weights of files have two.
    assertThat(Initializers.CATALOG.entries())
        .hasSize((int) members(Initializer.class).count() - 1 + OF_FILES.size() - 1);
  }

  /** The records of a sealed family, also those of sealed interfaces within it. */
  private static Stream<Class<?>> members(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(InitializerContractTest::members)
        : Stream.of(family);
  }

  @Test
  void everyEntryHasALineOfFormulaAndMeaning() {
    for (Catalog.Entry<Initializer> entry : Initializers.CATALOG.entries()) {
      assertThat(entry.formula()).isNotBlank().doesNotContain("\n");
      entry.parameters().forEach(parameter -> assertThat(parameter.meaning()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsSpecIsCompleteAndMakesItAgain(Initializer initializer) {
    Spec spec = initializer.spec();
    assertThat(Initializers.CATALOG.complete(spec).text()).isEqualTo(spec.text());
    assertThat(Initializers.CATALOG.create(Spec.parse(spec.text()))).isEqualTo(initializer);
    String shortest = Initializers.CATALOG.text(spec);
    assertThat(Initializers.CATALOG.create(Spec.parse(shortest))).isEqualTo(initializer);
  }

  /** Where entries have mean 0: within five standard errors, of 400 x 400 entries. */
  @ParameterizedTest
  @MethodSource("all")
  void excessKurtosisIsThatOfItsEntries(Initializer initializer) {
    int n = 400;
    boolean random = initializer.variance(n, n) > 0 && initializer.mean(n, n) == 0;
    boolean independent = !(initializer instanceof Orthogonal || initializer instanceof Identity);
    if (random && independent) {
      float[] weights = new float[n * n];
      initializer.fill(RandomStream.of(5, Role.WEIGHT, 1), n, n, weights);
      double kurtosis = new MatrixStatistics(weights, n, 1).of("kurtosis");
      double expected = initializer.excessKurtosis(n, n) + 3;
      // Var(w^4) / E[w^4]^2 is at most 105 / 9 times the share's inverse for sparse normal entries.
      double error = 5 * expected * Math.sqrt(105 / 9.0 * expected / 3) / n;
      assertThat(kurtosis).isCloseTo(expected, Offset.offset(error));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void fillIsAFunctionOfTheStreamAndWritesTheMatrixOnly(Initializer initializer) {
    for (int[] shape : SHAPES) {
      int count = shape[0] * shape[1];
      float[] first = new float[count + 5];
      Arrays.fill(first, -77f);
      float[] second = new float[count + 5];
      Arrays.fill(second, -77f);
      second[0] = Float.NaN;
      initializer.fill(RandomStream.of(9, Role.WEIGHT, 4), shape[0], shape[1], first);
      initializer.fill(RandomStream.of(9, Role.WEIGHT, 4), shape[0], shape[1], second);
      assertThat(second).isEqualTo(first);
      assertThat(Arrays.copyOfRange(first, count, count + 5)).containsOnly(-77f);
      for (int i = 0; i < count; i++) {
        assertThat(Float.isFinite(first[i])).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void otherStreamsGiveOtherMatricesUnlessThereIsNoChance(Initializer initializer) {
    boolean chance = initializer.variance(24, 24) > 0 && !(initializer instanceof Identity);
    float[] first = new float[24 * 24];
    float[] second = new float[24 * 24];
    initializer.fill(RandomStream.of(9, Role.WEIGHT, 4), 24, 24, first);
    initializer.fill(RandomStream.of(9, Role.WEIGHT, 5), 24, 24, second);
    assertThat(Arrays.equals(first, second)).isEqualTo(!chance);
  }

  /**
   * Averages over D independent matrices of a matrix's mean and mean squared distance from the
   * declared mean, against the declaration, in units of their standard deviation measured on the D
   * matrices. Some 35 members by 6 shapes by 2 are 420 comparisons; for one false alarm in a
   * thousand runs each has 2.4e-6, which Student's t with 399 degrees of freedom exceeds at 4.8.
   */
  @ParameterizedTest
  @MethodSource("all")
  void whatIsDeclaredIsDrawn(Initializer initializer) {
    for (int[] shape : SHAPES) {
      int count = shape[0] * shape[1];
      int draws = Math.max(400, 20_000 / count);
      double mean = initializer.mean(shape[0], shape[1]);
      double variance = initializer.variance(shape[0], shape[1]);
      double[] means = new double[draws];
      double[] squares = new double[draws];
      float[] weights = new float[count];
      for (int draw = 0; draw < draws; draw++) {
        initializer.fill(RandomStream.of(draw, Role.WEIGHT, count), shape[0], shape[1], weights);
        for (float weight : weights) {
          means[draw] += weight / (double) count;
          squares[draw] += (weight - mean) * (weight - mean) / count;
        }
      }
      double rounding = 1e-6 * (Math.abs(mean) + Math.sqrt(variance));
      String where = initializer.spec() + " " + Arrays.toString(shape);
      assertAverage(where + " mean", means, mean, rounding);
      assertAverage(where + " variance", squares, variance, rounding * rounding + 1e-6 * variance);
    }
  }

  private static void assertAverage(
      String what, double[] values, double expected, double rounding) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / (values.length - 1.0) / values.length);
    assertThat(mean).as(what).isCloseTo(expected, Offset.offset(4.8 * deviation + rounding));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLawHasTheDeclaredSpread(Initializer initializer) {
    for (int[] shape : SHAPES) {
      initializer
          .law(shape[0], shape[1])
          .ifPresent(
              law -> {
                double variance = initializer.variance(shape[0], shape[1]);
                if (law instanceof WeightLaw.Gaussian
                    || law instanceof WeightLaw.Haar
                    || law instanceof WeightLaw.Sparse) {
                  assertThat(law.std(shape[0], shape[1]))
                      .isCloseTo(Math.sqrt(variance), Offset.offset(1e-12));
                  assertThat(initializer.mean(shape[0], shape[1])).isZero();
                } else if (law instanceof WeightLaw.Constant constant) {
                  assertThat(constant.value()).isEqualTo(initializer.mean(shape[0], shape[1]));
                  assertThat(variance).isZero();
                } else {
                  assertThat(initializer).isInstanceOf(Identity.class);
                  assertThat(shape[0]).isEqualTo(shape[1]);
                }
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "normal, true",
    "xavier_normal, true",
    "kaiming_normal, true",
    "lecun_normal, true",
    "orthogonal, true",
    "constant(val=2), true",
    "ones, true",
    "zeros, true",
    "identity, true",
    "variance_scaling(distribution=untruncated_normal), true",
    "variance_scaling, false",
    "normal(mean=1), false",
    "uniform, false",
    "xavier_uniform, false",
    "trunc_normal, false",
    "sparse(sparsity=0.5), true"
  })
  void schemesOfIndependentOrRotationInvariantWeightsHaveALaw(String text, boolean present) {
    assertThat(Initializers.CATALOG.create(Spec.parse(text)).law(8, 8).isPresent())
        .isEqualTo(present);
  }

  @Test
  void onlyIdentityNeedsASquareLayer() {
    all()
        .forEach(
            initializer -> {
              assertThat(initializer.unsupported(7, 7)).isEmpty();
              assertThat(initializer.unsupported(7, 8).isPresent())
                  .isEqualTo(initializer instanceof Identity);
            });
    assertThat(new Identity().unsupported(7, 8))
        .hasValue("identity needs a square layer, got 8 inputs and 7 units");
    assertThat(new Identity().law(7, 8)).isEmpty();
  }

  @Test
  void eyeIsIdentity() {
    assertThat(Initializers.CATALOG.create(Spec.of("eye"))).isEqualTo(new Identity());
  }

  @ParameterizedTest
  @MethodSource("all")
  void tooManyWeightsAreRefused(Initializer initializer) {
    RandomStream stream = RandomStream.of(0, Role.WEIGHT, 0);
    assertThatThrownBy(() -> initializer.fill(stream, 65_536, 65_537, new float[1]))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "a layer must have at most 2147483639 weights to be drawn, got 65536 x 65537 ="
                + " 4295032832");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uniform(a=2,b=1) | b of uniform must be at least a = 2, got 1",
        "uniform(a=1e39) | a of uniform must be a number within +-3.4028234663852886e38, got 1e39",
        "uniform(a=-3e38,b=3e38)"
            + " | b - a of uniform must be a number within +-3.4028234663852886e38, got 6e38",
        "normal(std=-1) | std of normal must be between 0 and 3.4028234663852886e38, got -1",
        "normal(std=auto) | std of normal must be a finite number, got auto",
        "constant | constant needs val",
        "trunc_normal(std=0) | std of trunc_normal must be between 1.401298464324817e-45 and"
            + " 3.4028234663852886e38, got 0",
        "trunc_normal(a=2) | b of trunc_normal must be above a = 2, got 2",
        "xavier_uniform(gain=-1)"
            + " | gain of xavier_uniform must be between 0 and 3.4028234663852886e38, got -1",
        "xavier_normal(gain=NaN) | gain of xavier_normal must be a finite number, auto or critical,"
            + " got NaN",
        "xavier_normal(gain=auto) | gain=auto of xavier_normal needs a trial's activation",
        "kaiming_normal(mode=fan_avg)"
            + " | mode of kaiming_normal must be one of fan_in, fan_out, got fan_avg",
        "kaiming_uniform(gain=-2)"
            + " | gain of kaiming_uniform must be between 0 and 3.4028234663852886e38, got -2",
        "kaiming_uniform(nonlinearity=gelu) | nonlinearity of kaiming_uniform must be one of"
            + " linear, conv1d, conv2d, conv3d, conv_transpose1d, conv_transpose2d,"
            + " conv_transpose3d, sigmoid, tanh, relu, leaky_relu, selu or auto, got gelu",
        "variance_scaling(scale=0)"
            + " | scale of variance_scaling must be above 0 and at most 3.4028234663852886e38,"
            + " got 0",
        "variance_scaling(distribution=normal) | distribution of variance_scaling must be one of"
            + " truncated_normal, untruncated_normal, uniform, got normal",
        "orthogonal(gain=1e40)"
            + " | gain of orthogonal must be a number within +-3.4028234663852886e38, got 1e40",
        "sparse | sparse needs sparsity",
        "sparse(sparsity=1.01) | sparsity of sparse must be between 0 and 1, got 1.01",
        "sparse(sparsity=0.5,std=-1)"
            + " | std of sparse must be between 0 and 3.4028234663852886e38, got -1",
        "ones(val=1) | ones takes no parameters, got val",
        "xavier_unifrom | unknown initializer 'xavier_unifrom' (did you mean 'xavier_uniform'?);"
            + " known: uniform, normal, constant, ones, zeros, identity, xavier_uniform,"
            + " xavier_normal, kaiming_uniform, kaiming_normal, lecun_uniform, lecun_normal,"
            + " trunc_normal, variance_scaling, orthogonal, sparse, file, weights",
      })
  void aBadParameterIsOneLine(String text, String message) {
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse(text)))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }
}
