package io.evenkeel.deploy.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.deploy.bench.micro.TimeTable.Row;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

class MicroBenchTest {
  static Stream<Class<?>> benchmarks() {
    return MicroBench.BENCHMARKS.stream();
  }

  /** Once with all values of all parameters, as JMH would call it. */
  @ParameterizedTest
  @MethodSource("benchmarks")
  void everyBenchmarkRuns(Class<?> benchmark) throws ReflectiveOperationException {
    List<Method> timed = annotated(benchmark, Benchmark.class);
    assertThat(timed).isNotEmpty();
    for (Map<Field, String> values : combinations(benchmark)) {
      Object state = benchmark.getConstructor().newInstance();
      for (Map.Entry<Field, String> entry : values.entrySet()) {
        Field field = entry.getKey();
        field.set(
            state,
            field.getType() == int.class
                ? (Object) Integer.valueOf(entry.getValue())
                : entry.getValue());
      }
      call(state, annotated(benchmark, Setup.class));
      for (Method method : timed) {
        assertThat(method.invoke(state)).as("%s %s", method, values).isNotNull();
      }
      call(state, annotated(benchmark, TearDown.class));
    }
  }

  private static void call(Object state, List<Method> methods) throws ReflectiveOperationException {
    for (Method method : methods) {
      method.invoke(state);
    }
  }

  private static List<Method> annotated(Class<?> type, Class<? extends Annotation> annotation) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(annotation))
        .toList();
  }

  private static List<Map<Field, String>> combinations(Class<?> type) {
    List<Map<Field, String>> combinations = List.of(Map.of());
    for (Field field : type.getFields()) {
      if (field.isAnnotationPresent(Param.class)) {
        List<Map<Field, String>> longer = new ArrayList<>();
        for (Map<Field, String> shorter : combinations) {
          for (String value : field.getAnnotation(Param.class).value()) {
            Map<Field, String> map = new TreeMap<>(Comparator.comparing(Field::getName));
            map.putAll(shorter);
            map.put(field, value);
            longer.add(map);
          }
        }
        combinations = longer;
      }
    }
    return combinations;
  }

  @Test
  void theListHasEveryBenchmark() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/java", packagePath()))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith("Bench.java") && !name.equals("MicroBench.java")))
          .containsExactlyInAnyOrderElementsOf(
              benchmarks().map(benchmark -> benchmark.getSimpleName() + ".java").toList());
    }
  }

  private static String packagePath() {
    return MicroBench.class.getPackageName().replace('.', '/');
  }

  @Test
  void theTableIsAligned() {
    String text =
        TimeTable.markdown(
            Map.of("Java", "17"),
            List.of(
                new Row("Draw.normals", 12345.6789, 1.5, "us/op"),
                new Row("Statistics.moments 256", 0.25, Double.NaN, "us/op")));
    assertThat(text.lines())
        .containsExactly(
            "- Java: 17",
            "",
            "| benchmark              |      mean | error | unit  |",
            "| ---------------------- | --------: | ----: | ----- |",
            "| Draw.normals           | 12345.679 | 1.500 | us/op |",
            "| Statistics.moments 256 |     0.250 |       | us/op |");
  }

  @Test
  void theMachineIsDescribed() throws IOException {
    Map<String, String> description = Machine.description();
    assertThat(description)
        .containsOnlyKeys("date", "machine", "load average", "system", "Java", "Evenkeel", "BLAS");
    assertThat(description.get("BLAS"))
        .matches("OpenBLAS \\d+\\.\\d+\\.\\d+, kernels [A-Za-z0-9]+");
    assertThat(description.get("BLAS")).doesNotEndWith("unknown");
  }
}
