package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.verdict.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapVerdictsTest {
  /** The maps look up a letter and a colour for the verdict of each square. */
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void everyVerdictHasALetterAndAColour(Verdict verdict) {
    assertThat(String.join("", PageResources.charts().values()))
        .contains("'%s': { letter: ".formatted(verdict.text()));
  }
}
