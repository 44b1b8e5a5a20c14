package io.evenkeel.core.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.norm.LayerNorm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of a sweep file mean as a network, spelled out block by block. */
class NetDesignTest {
  private static NetDesign design(String block, String norm, double dropout, int depth) {
    return new NetDesign(
        6,
        4,
        depth,
        List.of(),
        3,
        new Tanh(),
        Initializers.CATALOG.create(Spec.of("lecun_normal")),
        Optional.empty(),
        Optional.empty(),
        BlockSchemes.CATALOG.create(Spec.parse(block)),
        norm.equals("none")
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
        dropout);
  }

  /** One letter a block: W weights, f activation, d dropout, N norm, (branch|exit). */
  private static String letters(List<Block> blocks) {
    return blocks.stream().map(block -> block.select(new Letters())).collect(Collectors.joining());
  }

  private static final class Letters implements Block.Cases<String> {
    @Override
    public String dense(Dense block) {
      return "W";
    }

    @Override
    public String activate(Activate block) {
      return "f";
    }

    @Override
    public String normalize(Normalize block) {
      return "N";
    }

    @Override
    public String dropout(Dropout block) {
      return "d";
    }

    @Override
    public String residual(Residual block) {
      return "(" + letters(block.branch()) + "|" + letters(block.exit()) + ")";
    }

    @Override
    public String repeat(Repeat block) {
      return letters(block.blocks()) + "x" + block.times() + " ";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "plain; none; 0; 4; WfWfx3 W",
        "plain; none; 0.5; 4; WfdWfdx3 W",
        "plain; batch_norm; 0; 4; WNfWNfx3 W",
        "plain; layer_norm(place=after_activation); 0.5; 4; WfdNWfdNx3 W",
        "residual; none; 0; 5; W(WfW|)x2 W",
        "residual(branch=1); none; 0.5; 5; W(Wfd|)x4 W",
        "residual(order=preact); none; 0; 5; W(fWfW|)x2 W",
        "residual(order=preact,branch=1); none; 0; 5; W(fW|)x4 W",
        "residual(order=postact); none; 0.5; 5; W(WfdW|f)x2 W",
        "residual(order=postact,branch=1); none; 0; 5; W(W|f)x4 W",
        "residual; layer_norm; 0; 5; W(NWfW|)x2 NW",
        "residual(order=preact); rms_norm; 0.5; 5; W(NfdWfdW|)x2 NW",
        "residual; layer_norm(place=stream); 0; 5; W(WfW|N)x2 W",
        "residual(order=postact); layer_norm(place=stream); 0; 5; W(WfW|fN)x2 W",
        "residual; batch_norm; 0; 5; W(WNfWN|)x2 W",
        "residual(order=postact); batch_norm; 0; 5; W(WNfWN|f)x2 W",
        "residual(order=preact); layer_norm(place=after_activation); 0; 5; W(fNWfNW|)x2 W",
        "residual; none; 0; 1; W(WfW|)x0 W",
      })
  void keysMeanTheseBlocks(String block, String norm, double dropout, int depth, String expected) {
    NetDesign design = design(block.strip(), norm.strip(), dropout, depth);
    assertThat(design.impossible()).isEmpty();
    Architecture architecture = design.architecture();
    assertThat(letters(architecture.blocks())).isEqualTo(expected);
    assertThat(architecture.layers()).isEqualTo(depth + 1);
    assertThat(architecture.outputUnits()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "residual; none; 6; depth 6 less 1 for the stem does not divide into blocks of 2 layers",
        "plain; layer_norm; 4; a plain net has no norm at place branch: that belongs to residual blocks",
        "plain; rms_norm(place=stream); 4; a plain net has no norm at place stream: that belongs to residual blocks",
      })
  void whatCannotBeHasAReason(String block, String norm, int depth, String reason) {
    NetDesign design = design(block, norm, 0, depth);
    assertThat(design.impossible()).hasValue(reason);
    assertThatThrownBy(design::architecture).hasMessage(reason);
  }

  private static Residual block(String scheme, int depth) {
    Repeat repeat = (Repeat) design(scheme, "none", 0, depth).architecture().blocks().get(1);
    return (Residual) repeat.blocks().get(0);
  }

  private static double gain(Residual block, int layer) {
    return ((Dense) block.branch().get(layer)).gain();
  }

  /** DeepNorm's numbers are those of its paper for 12 layers of two blocks each. */
  @Test
  void presetsAreFactorsOfTheNumberOfBlocks() {
    Residual deepnorm = block("deepnorm", 49);
    assertThat(deepnorm.skip()).isCloseTo(2.213364, within(5e-7));
    assertThat(gain(deepnorm, 0)).isCloseTo(0.319472, within(5e-7));
    assertThat(gain(deepnorm, 2)).isEqualTo(gain(deepnorm, 0));

    Residual fixup = block("fixup", 201);
    assertThat(gain(fixup, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(gain(fixup, 2)).isZero();

    Residual gpt2 = block("gpt2", 129);
    assertThat(gain(gpt2, 0)).isEqualTo(1);
    assertThat(gain(gpt2, 2)).isCloseTo(1 / 8.0, within(1e-15));

    assertThat(block("rezero", 9).scale()).isZero();
    assertThat(block("skipinit", 9).scale()).isZero();
    assertThat(block("residual(scale=inv_sqrt)", 33).scale()).isCloseTo(0.25, within(1e-15));
    assertThat(block("residual(scale=0.3,skip=2,gain=0.5,gain_last=4)", 9).skip()).isEqualTo(2);
    assertThat(gain(block("residual(gain=0.5,gain_last=4)", 9), 2)).isEqualTo(2);
  }

  @Test
  void expansionsSayWhatAPresetIs() {
    assertThat(BlockSchemes.CATALOG.create(Spec.of("deepnorm")).expansion())
        .isEqualTo("residual(skip=blocks^0.25, gain=0.707107 blocks^-0.25)");
    assertThat(BlockSchemes.CATALOG.create(Spec.of("plain")).expansion()).isEqualTo("plain");
  }

  @Test
  void theListingOfAResidualSchemeBeginsWithItsExpansion() {
    for (Catalog.Entry<BlockScheme> entry : BlockSchemes.CATALOG.entries()) {
      BlockScheme scheme = BlockSchemes.CATALOG.create(Spec.of(entry.name()));
      if (scheme.residual()) {
        assertThat(entry.formula()).startsWith(scheme.expansion());
      }
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> BlockSchemes.CATALOG.create(Spec.parse("residual(branch=3)")))
        .isInstanceOf(SpecException.class)
        .hasMessage("branch of residual must be 1 or 2, got 3");
    assertThatThrownBy(() -> BlockSchemes.CATALOG.create(Spec.parse("residual(scale=half)")))
        .hasMessage("scale of residual must be a finite number or inv_sqrt, got half");
    assertThatThrownBy(() -> NormSchemes.CATALOG.create(Spec.parse("layer_norm(place=head)")))
        .hasMessageStartingWith("place of layer_norm must be one of branch, stream,");
    assertThatThrownBy(() -> NormSchemes.CATALOG.create(Spec.parse("layer_norm(eps=0)")))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void aNormsSpecMakesItAgain() {
    NormScheme scheme = NormSchemes.CATALOG.create(Spec.parse("layer_norm(place=stream)"));
    assertThat(scheme.norm()).isEqualTo(new LayerNorm(1e-5));
    assertThat(NormSchemes.CATALOG.text(scheme.spec())).isEqualTo("layer_norm(place=stream)");
    assertThat(NormSchemes.CATALOG.create(scheme.spec())).isEqualTo(scheme);
  }
}
