package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.train.WeightMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Courses of training without weights and with drawn ones have one law: two-sample
 * Kolmogorov-Smirnov tests of scalars that mix steps, layers, rows and both passes.
 *
 * <p>Each scalar of each net is one test; all together raise a false alarm with a probability of at
 * most {@link #FALSE_ALARM}, by Bonferroni. Seeds are fixed, so an alarm is a change of the code.
 */
class CourseLawTest {
  private static final double FALSE_ALARM = 1e-4;
  private static final int FUNCTIONALS = 19;

  /** More than there are tests of a net here. */
  private static final int TESTS = 20;

  private static final int NETWORKS = 600;
  private static final int MANY_NETWORKS = 20_000;
  private static final long OTHER_SEEDS = 1L << 40;

  /** What drawn weights give. */
  private static final Map<String, Map<String, double[]>> DRAWN = new TreeMap<>();

  /** Maps with one step of the algorithm broken, which a test of the law has to notice. */
  private enum BrokenCourses implements LinearMapsOfCourses {
    /** Fresh normals keep their components along what is known. */
    WITHOUT_PROJECTION,

    /** The images of old directions are drawn anew in each pass. */
    FORGETFUL,

    /** What training adds to the weights is left out of the products. */
    UNCHANGED;

    @Override
    public LinearMap make(DenseLayout layout, Memory memory, Workspace workspace) {
      SeenNormals seen =
          new BrokenNormals(
              memory, workspace.course(), layout, layout.updates().orElseThrow().passes());
      WeightLaw.Gaussian law = (WeightLaw.Gaussian) layout.law().orElseThrow();
      return new TrainedGaussianMap(layout, law, memory, workspace, seen) {
        @Override
        boolean changed() {
          return BrokenCourses.this != UNCHANGED && super.changed();
        }
      };
    }

    private final class BrokenNormals extends SeenNormals {
      private long looks;

      BrokenNormals(Memory memory, CourseBuffers buffers, DenseLayout layout, int passes) {
        super(memory, buffers, layout, passes);
      }

      @Override
      double condition(MatrixSide side, MatrixSide other, int fresh) {
        return BrokenCourses.this == WITHOUT_PROJECTION ? 0 : super.condition(side, other, fresh);
      }

      @Override
      void reveal(MatrixSide side, MatrixSide other) {
        if (BrokenCourses.this == FORGETFUL && side == inputs) {
          side.known = 0;
          looks++;
        }
        super.reveal(side, other);
      }

      @Override
      void normals(long first, float[] normals, int at, int length) {
        super.normals(first + (looks << 40), normals, at, length);
      }
    }
  }

  static Stream<CourseCase> courses() {
    return CourseCase.all().stream();
  }

  static Stream<CourseCase> twoCourses() {
    return CourseCase.all().stream().limit(2);
  }

  @ParameterizedTest
  @MethodSource("twoCourses")
  void isThatOfDrawnWeights(CourseCase course) {
    assertThat(alarms(course, new MatrixFreeMaps(), NETWORKS)).isEmpty();
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("courses")
  void isThatOfDrawnWeightsInLargeSamples(CourseCase course) {
    assertThat(alarms(course, new MatrixFreeMaps(), MANY_NETWORKS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenStepIsNoticed(BrokenCourses broken) {
    assertThat(alarms(CourseCase.all().get(0), broken, NETWORKS)).isNotEmpty();
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("courses")
  void aBrokenStepIsNoticedInEveryNet(CourseCase course) {
    for (BrokenCourses broken : BrokenCourses.values()) {
      assertThat(alarms(course, broken, 5 * NETWORKS)).as("%s", broken).isNotEmpty();
    }
  }

  private static List<String> alarms(CourseCase course, LinearMaps maps, int networks) {
    double level = FALSE_ALARM / (TESTS * FUNCTIONALS);
    double threshold = KolmogorovSmirnov.threshold(networks, level);
    Map<String, double[]> expected =
        DRAWN.computeIfAbsent(
            course + " " + networks, key -> sample(course, new ExplicitMaps(), 0, networks));
    Map<String, double[]> actual = sample(course, maps, OTHER_SEEDS, networks);
    List<String> alarms = new ArrayList<>();
    expected.forEach(
        (name, values) -> {
          double distance = KolmogorovSmirnov.statistic(values, actual.get(name));
          if (!(distance <= threshold)) {
            alarms.add(String.format(Locale.ROOT, "%s: D = %.3f", name, distance));
          }
        });
    return alarms;
  }

  private static Map<String, double[]> sample(
      CourseCase course, LinearMaps maps, long seedFrom, int networks) {
    Map<String, double[]> values = new TreeMap<>();
    try (TrainedNet net = course.net(maps)) {
      for (int i = 0; i < networks; i++) {
        int at = i;
        long seed = seedFrom + i;
        Map<String, Double> measured = functionals(net.run(seed, step -> Draws.ofSeed(seed, step)));
        if (measured.size() != FUNCTIONALS) {
          throw new AssertionError("functionals: " + measured.size());
        }
        measured.forEach(
            (name, value) -> values.computeIfAbsent(name, key -> new double[networks])[at] = value);
      }
    }
    return values;
  }

  /** Scalars that mix steps, layers, rows and both passes. */
  private static Map<String, Double> functionals(TrainedNet.Course course) {
    Map<String, Double> m = new TreeMap<>();
    double[][] h0 = course.tensors().get(0).h.get(1);
    double[][] h1 = course.tensors().get(1).h.get(1);
    double[][] h2 = course.tensors().get(2).h.get(1);
    double[][] h3 = course.tensors().get(3).h.get(1);
    double[][] h5 = course.tensors().get(5).h.get(1);
    double[][] d0 = course.tensors().get(0).d.get(1);
    double[][] d2 = course.tensors().get(2).d.get(1);
    double[][] d5 = course.tensors().get(5).d.get(1);
    WeightMove third = course.moves().get(2).get(1);
    WeightMove fifth = course.moves().get(4).get(1);
    m.put("loss 1", course.losses().get(1));
    m.put("loss 5", course.losses().get(5));
    m.put("loss 2 - loss 0", course.losses().get(2) - course.losses().get(0));
    m.put("output 3 [0][0]", course.tensors().get(3).h.get(3)[0][0]);
    m.put("h1 1[0] . h1 0[0]", Tensors.dot(h1[0], h0[0]));
    m.put("h1 5[0] . h1 0[1]", Tensors.dot(h5[0], h0[1]));
    m.put("|h1 3 - h1 0|", squares(h3[0], h0[0]));
    m.put("|h1 2 - h1 1|", squares(h2[1], h1[1]));
    m.put("h2 3[0] . h1 0[0]", Tensors.dot(course.tensors().get(3).h.get(2)[0], h0[0]));
    m.put("d1 2[0] . d1 0[1]", Tensors.dot(d2[0], d0[1]));
    m.put("|d0 5[1]|", Tensors.dot(course.tensors().get(5).d.get(0)[1], d0[1]));
    m.put("d1 5[0] . h1 0[0]", Tensors.dot(d5[0], h0[0]));
    m.put("d1 0[0] . h1 2[1]", Tensors.dot(d0[0], h2[1]));
    m.put("d0 3[0] . h1 1[0]", Tensors.dot(course.tensors().get(3).d.get(0)[0], h1[0]));
    m.put("weight gradient 1, 1", course.tensors().get(1).weightGradient.get(1));
    m.put("weight gradient 2, 5", course.tensors().get(5).weightGradient.get(2));
    m.put("norm 2", course.gradientNorms().get(2).value());
    m.put("weights moved 5", fifth.rms());
    m.put("update 3", third.update().orElseThrow().ratio());
    return m;
  }

  private static double squares(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
