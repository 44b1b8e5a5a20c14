package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.train.Optimizers;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of text keep within the width they are given, and lose no word. */
class PrintedWidthTest {
  static Stream<Catalog<?>> families() {
    return Stream.of(
        Initializers.CATALOG,
        Activations.CATALOG,
        Losses.CATALOG,
        Inputs.CATALOG,
        BlockSchemes.CATALOG,
        NormSchemes.CATALOG,
        Optimizers.CATALOG);
  }

  @ParameterizedTest
  @MethodSource("families")
  void familiesKeepWithinTheWidth(Catalog<?> family) {
    String whole = words(CatalogText.lines(family, Integer.MAX_VALUE));
    for (int width : new int[] {72, 80, 120, 200}) {
      List<String> lines = CatalogText.lines(family, width);
      assertThat(lines).allMatch(line -> line.length() <= width);
      assertThat(words(lines)).isEqualTo(whole);
    }
  }

  private static String words(List<String> lines) {
    return String.join(" ", lines).replaceAll("\\s+", "");
  }

  @Test
  void linesEndBetweenWords() {
    assertThat(Paragraph.lines("  ", "one two three four five six seven", 4, 30))
        .containsExactly("  one two three four five six", "    seven");
    assertThat(Paragraph.lines("name ", "first|second|third|fourth: what", 5, 29))
        .containsExactly("name first|second|third|", "     fourth: what");
    assertThat(Paragraph.lines("", "a".repeat(50) + " b", 2, 30))
        .containsExactly("a".repeat(50), "  b");
  }

  @Test
  void anErrorOfAFileSaysWhatIsWrongWithIt() {
    assertThat(CommandErrors.line(new NoSuchFileException("x.npz")))
        .isEqualTo("no such file: x.npz");
    assertThat(CommandErrors.line(new AccessDeniedException("x"))).isEqualTo("access denied: x");
    assertThat(CommandErrors.line(new FileSystemException("x", null, "no space left")))
        .isEqualTo("x: no space left");
  }
}
