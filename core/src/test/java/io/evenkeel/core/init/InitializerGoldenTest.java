package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is drawn against what PyTorch draws: averages, over as many matrices as PyTorch's, of
 * statistics of one matrix.
 *
 * <p>The difference of two averages over k and d matrices has the standard deviation {@code s
 * sqrt(1/k + 1/d)}; s is measured on PyTorch's d matrices. The file holds 928 comparisons. For one
 * false alarm in a thousand runs over all of them, each has a share of 1e-6; Student's t with d - 1
 * degrees of freedom exceeds 6.17 with that probability for d = 30, and 5.0 for d of 300 or more.
 */
class InitializerGoldenTest {
  private static final double FEW_DRAWS_THRESHOLD = 6.17;
  private static final double MANY_DRAWS_THRESHOLD = 5.0;
  private static final int MANY_DRAWS = 300;

  /** Weights are float32 here and float64 there: 2^-24 each, and their accumulated error in Q. */
  private static final double ROUNDING = 1e-6;

  /**
   * A continuous law has no zeros, its float32 draws have: at most one in 2^24, the spacing of a
   * uniform on [0, 1). Two million draws make more than 4 zeros with a probability of 2e-7.
   */
  private static final int ROUNDED_ZEROS = 4;

  private static final List<GoldenCase> CASES = Golden.load("inits.json");

  static Stream<GoldenCase> all() {
    return CASES.stream();
  }

  static Stream<GoldenCase> orthogonal() {
    return all().filter(reference -> reference.op().equals("orthogonal"));
  }

  static Stream<GoldenCase> fixed() {
    return all().filter(reference -> reference.expected().has("matrix"));
  }

  static Stream<GoldenCase> sparse() {
    return all().filter(reference -> reference.op().equals("sparse"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theDeclaredMeanAndVarianceAreThoseOfTheory(GoldenCase reference) {
    Matrices matrices = new Matrices(reference);
    JsonNode theory = reference.expected().required("theory");
    double std = theory.required("std").doubleValue();
    double mean = theory.required("mean").doubleValue();
    assertThat(matrices.initializer.mean(matrices.rows, matrices.columns))
        .isCloseTo(mean, Offset.offset(1e-12 * (std + Math.abs(mean))));
    assertThat(Math.sqrt(matrices.initializer.variance(matrices.rows, matrices.columns)))
        .isCloseTo(std, Offset.offset(1e-12 * std));
  }

  @ParameterizedTest
  @MethodSource("all")
  void statisticsOfAMatrixAverageAsPyTorchs(GoldenCase reference) {
    Matrices matrices = new Matrices(reference);
    int draws = reference.expected().required("draws").intValue();
    JsonNode stats = reference.expected().required("stats");
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int draw = 0; draw < draws; draw++) {
      MatrixStatistics one = matrices.statistics(draw);
      stats.fieldNames().forEachRemaining(name -> sums.merge(name, one.of(name), Double::sum));
    }
    double threshold = draws >= MANY_DRAWS ? MANY_DRAWS_THRESHOLD : FEW_DRAWS_THRESHOLD;
    sums.forEach(
        (name, sum) -> {
          double expected = stats.get(name).required("avg").doubleValue();
          double spread = stats.get(name).required("sd_one_draw").doubleValue();
          double allowed =
              threshold * spread * Math.sqrt(2.0 / draws) + ROUNDING * Math.abs(expected);
          if (expected == 0 && name.equals("zero_fraction")) {
            allowed = ROUNDED_ZEROS / (draws * (double) matrices.rows * matrices.columns);
          }
          assertThat(sum / draws).as(name).isCloseTo(expected, Offset.offset(allowed));
        });
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void aMatrixWithoutChanceIsThatMatrix(GoldenCase reference) {
    double[] expected = GoldenCase.doubles(reference.expected().required("matrix"));
    float[] drawn = new Matrices(reference).draw(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(drawn[i]).isEqualTo((float) expected[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void everyColumnHasItsZeros(GoldenCase reference) {
    Matrices matrices = new Matrices(reference);
    int expected =
        reference.expected().required("zeros_per_column").required("expected").intValue();
    float[] drawn = matrices.draw(0);
    for (int column = 0; column < matrices.columns; column++) {
      int zeros = 0;
      for (int row = 0; row < matrices.rows; row++) {
        zeros += drawn[row * matrices.columns + column] == 0 ? 1 : 0;
      }
      assertThat(zeros).isEqualTo(expected);
    }
  }

  /** PyTorch's own float32 error is the measure; ours may be another, but not of another size. */
  @ParameterizedTest
  @MethodSource("orthogonal")
  void theShorterSideIsOrthonormalToFloatPrecision(GoldenCase reference) {
    Matrices matrices = new Matrices(reference);
    double gain = reference.params().required("gain").doubleValue();
    double pytorch =
        reference.expected().required("gram_error_fro").required("max_float32").doubleValue();
    for (int draw = 0; draw < 5; draw++) {
      double error =
          OrthogonalTest.gramError(matrices.draw(draw), matrices.rows, matrices.columns, gain);
      assertThat(error).isLessThan(2 * pytorch);
    }
  }

  /** The matrices of one case. */
  private static final class Matrices {
    final Initializer initializer;
    final int rows;
    final int columns;
    private final int layer;

    Matrices(GoldenCase reference) {
      Spec spec = Spec.of(reference.op());
      for (Map.Entry<String, JsonNode> field : reference.params().properties()) {
        JsonNode value = field.getValue();
        spec =
            spec.with(
                reference.op().equals("constant") ? "val" : field.getKey(),
                value.isTextual() ? value.textValue() : (Object) value.doubleValue());
      }
      initializer = Initializers.CATALOG.create(spec);
      JsonNode shape = reference.inputs().required("shape_out_in");
      rows = shape.get(0).intValue();
      columns = shape.get(1).intValue();
      layer = CASES.indexOf(reference);
    }

    float[] draw(int seed) {
      float[] weights = new float[rows * columns];
      initializer.fill(RandomStream.of(seed, Role.WEIGHT, layer), rows, columns, weights);
      return weights;
    }

    MatrixStatistics statistics(int seed) {
      double gain = initializer instanceof Orthogonal orthogonal ? orthogonal.gain() : 1;
      return new MatrixStatistics(draw(seed), rows, gain);
    }
  }
}
