package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.jobs.parquet.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A task of a local Spark that lacks memory: the process lives on and says so in one line. */
class TaskWithoutMemoryTest {
  @Test
  void itsJobFailsForALackOfMemory() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    Throwable error =
        catchThrowable(
            () ->
                spark
                    .parallelize(List.of(1), 1)
                    .foreach(
                        task -> {
                          throw new OutOfMemoryError("Java heap space");
                        }));
    assertThat(CommandErrors.line(error))
        .isEqualTo("not enough memory: Java heap space; EVENKEEL_MEMORY gives a local run more");
    assertThat(CommandErrors.code(error)).isEqualTo(CommandErrors.FAILURE);
  }

  @Test
  void anyOtherErrorOfATaskIsNone() {
    assertThat(CommandErrors.line(new IllegalStateException("heap", new StackOverflowError())))
        .startsWith("internal error: IllegalStateException: heap");
  }
}
