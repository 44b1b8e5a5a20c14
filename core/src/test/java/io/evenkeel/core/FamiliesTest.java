package io.evenkeel.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Optimizers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member that joins a sealed family has to stand in the list by which sweep files name it. */
class FamiliesTest {
  private static List<Class<?>> made(Catalog<?> catalog) {
    List<Class<?>> made = new ArrayList<>();
    for (Catalog.Entry<?> entry : catalog.entries()) {
      if (entry.parameters().stream().allMatch(parameter -> parameter.defaultValue() != null)) {
        made.add(catalog.create(catalog.complete(Spec.of(entry.name()))).getClass());
      }
    }
    return made;
  }

  @Test
  void everyOptimizerHasAName() {
    assertThat(made(Optimizers.CATALOG)).contains(Optimizer.class.getPermittedSubclasses());
  }

  @Test
  void everyNormHasAName() {
    List<Class<?>> norms = new ArrayList<>();
    for (Catalog.Entry<?> entry : NormSchemes.CATALOG.entries()) {
      Spec named = NormSchemes.CATALOG.complete(Spec.of(entry.name()));
      norms.add(NormSchemes.CATALOG.create(named).norm().getClass());
    }
    assertThat(norms).containsExactlyInAnyOrder(Norm.class.getPermittedSubclasses());
  }
}
