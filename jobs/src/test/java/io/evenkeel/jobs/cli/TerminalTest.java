package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.text.Screen;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What results are read on. */
class TerminalTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

  @Test
  void aTerminalsOwnWidthCountsUnlessColumnsSaysAnother() {
    assertThat(Terminal.screen(XTERM, true, () -> 132)).isEqualTo(new Screen(132, true));
    assertThat(screen("COLUMNS", "100", true).width()).isEqualTo(100);
    assertThat(screen("COLUMNS", "wide", true).width()).isEqualTo(132);
    assertThat(screen("COLUMNS", "0", true).width()).isEqualTo(132);
  }

  @Test
  void withoutATerminalThereAre80ColumnsAndNoColours() {
    assertThat(Terminal.screen(XTERM, false, () -> 132)).isEqualTo(new Screen(80, false));
    assertThat(screen("COLUMNS", "100", false)).isEqualTo(new Screen(100, false));
  }

  @Test
  void noColorAndDumbTerminalsHaveNoColours() {
    assertThat(screen("NO_COLOR", "1", true).colour()).isFalse();
    assertThat(screen("NO_COLOR", "", true).colour()).isTrue();
    assertThat(screen("TERM", "dumb", true).colour()).isFalse();
    assertThat(Terminal.screen(Map.of(), true, () -> 132).colour()).isFalse();
  }

  private static Screen screen(String variable, String value, boolean terminal) {
    Map<String, String> environment = new HashMap<>(XTERM);
    environment.put(variable, value);
    return Terminal.screen(environment, terminal, () -> 132);
  }
}
