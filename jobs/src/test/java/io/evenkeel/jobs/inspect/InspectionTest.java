package io.evenkeel.jobs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.jobs.tensor.Npz;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that PyTorch drew, and numpy's singular values of them. */
class InspectionTest {
  private static final Path TORCH = Path.of("src/test/resources/inspect/torch.safetensors");

  @TempDir private Path folder;

  private static Inspection torch() throws IOException {
    return Inspection.of(TORCH, false, Optional.empty());
  }

  private static MatrixReport matrix(Inspection inspection, String name) {
    return inspection.matrices().stream()
        .filter(matrix -> matrix.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Squares of singular values are computed: half the digits of a small one are kept. */
  @Test
  void singularValuesAreNumpys() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(TORCH.resolveSibling("torch.json").toFile());
    Inspection inspection = torch();
    assertThat(inspection.matrices()).hasSize(expected.size());
    for (MatrixReport matrix : inspection.matrices()) {
      JsonNode numpy = expected.required(matrix.name());
      double norm = numpy.required("norm").doubleValue();
      Spectrum spectrum = matrix.spectrum().orElseThrow();
      assertThat(matrix.std()).isCloseTo(numpy.required("std").doubleValue(), within(1e-12));
      assertThat(spectrum.largest()).isCloseTo(norm, within(1e-12 * norm));
      assertThat(spectrum.smallest().orElseThrow())
          .isCloseTo(numpy.required("smallest").doubleValue(), within(1e-7 * norm));
    }
    assertThat(inspection.others()).containsExactly("linear.bias");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kaiming_uniform | kaiming_uniform",
        "kaiming_normal | kaiming_normal",
        "copy | kaiming_normal",
        "xavier_uniform | xavier_uniform",
        "linear.weight | torch_default",
        "orthogonal | orthogonal(gain=2)",
        "gpt2 | normal(std=0.02)",
        "half | normal(std=0.02)",
        "bfloat | xavier_normal",
        "double | xavier_normal",
        "zeros | zeros"
      })
  void theSchemeIsRecognised(String name, String scheme) throws IOException {
    assertThat(matrix(torch(), name).likeliest()).contains(scheme);
  }

  @Test
  void whatNoSchemeDrewIsSaid() throws IOException {
    Inspection inspection = torch();
    assertThat(matrix(inspection, "none of them").likeliest()).isEmpty();
    assertThat(InspectionText.lines(inspection))
        .anyMatch(line -> line.endsWith("no scheme agrees"));
  }

  @Test
  void faultsAreNamed() throws IOException {
    assertThat(torch().warnings())
        .containsExactlyInAnyOrder(
            "copy is a copy of kaiming_normal",
            "half as large is 0.5 times xavier_uniform",
            "zeros is dead: all of its weights are 0",
            "tied: 1 unit has weights of 0 alone",
            "tied: 1 unit has the weights of another unit");
  }

  /** A seed that is set anew before each layer gives the same numbers to layers of any shape. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void layersDrawnFromOneSeedAreNamed(boolean transposed) {
    float[] draws = new float[30 * 40];
    RandomStream.of(5, Role.WEIGHT, 0).fillNormal(0, draws, 0, draws.length);
    float[] half = Arrays.copyOf(draws, 10 * 30);
    for (int i = 0; i < half.length; i++) {
      half[i] *= 0.5f;
    }
    float[] others = new float[10 * 40];
    RandomStream.of(6, Role.WEIGHT, 0).fillNormal(0, others, 0, others.length);
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    List<WeightMatrix> matrices =
        List.of(
            WeightMatrix.of("a", NumpyArray.of(List.of(30, 40), draws), transposed),
            WeightMatrix.of("b", NumpyArray.of(List.of(10, 30), half), transposed),
            WeightMatrix.of("c", NumpyArray.of(List.of(10, 40), others), transposed),
            WeightMatrix.of("d", NumpyArray.of(List.of(10, 10), ones), transposed),
            WeightMatrix.of("e", NumpyArray.of(List.of(5, 20), ones), transposed));
    assertThat(Copies.of(matrices)).containsExactly(new Inspection.Alike("a", "b", 0.5, false));
  }

  /**
   * A matrix of the scheme fails in one of a thousand tests. Of 200 the 99.99 % quantile of
   * failures is 3 (binomial).
   */
  @ParameterizedTest
  @ValueSource(strings = {"kaiming_uniform", "xavier_normal", "variance_scaling", "torch_default"})
  void theTestFailsAsOftenAsStated(String scheme) {
    int failures = 0;
    for (int seed = 0; seed < 200; seed++) {
      float[] weights = new float[20 * 30];
      Initializers.CATALOG
          .create(Spec.parse(scheme))
          .fill(RandomStream.of(seed, Role.WEIGHT, 0), 20, 30, weights);
      WeightMatrix w = WeightMatrix.of("w", NumpyArray.of(List.of(20, 30), weights), false);
      failures +=
          SchemeMatch.of(w).stream()
                  .filter(match -> match.scheme().equals(scheme))
                  .allMatch(SchemeMatch::agrees)
              ? 0
              : 1;
    }
    assertThat(failures).isLessThanOrEqualTo(3);
  }

  @Test
  void aSignalIsCarriedThrough() throws IOException {
    Inspection he = Inspection.of(chain("kaiming_normal", 20), false, Optional.of(new Relu()));
    Propagation propagation = he.propagation().orElseThrow();
    assertThat(propagation.forward()).isEqualTo("keeps its size");
    assertThat(propagation.backward()).isEqualTo("keeps its size");
    // x 0.02 sqrt(64) = 0.16 a layer, both ways: E[tanh'^2] is almost 1.
    Inspection small = Inspection.of(chain("normal(std=0.02)", 20), false, Optional.of(new Tanh()));
    Propagation faded = small.propagation().orElseThrow();
    assertThat(faded.forward()).isEqualTo("vanishes");
    assertThat(Math.log10(faded.forwardChange())).isCloseTo(19 * Math.log10(0.16), within(1.0));
    assertThat(faded.backwardDecades()).isCloseTo(19 * Math.log10(0.16), within(1.0));
  }

  /** Keras and JAX store [inputs][units]: the fans change places. */
  @Test
  void transposedMatricesHaveTheirFansSwapped() throws IOException {
    Path file = folder.resolve("k.npz");
    float[] weights = new float[100 * 25];
    Initializers.CATALOG
        .create(Spec.parse("kaiming_normal"))
        .fill(RandomStream.of(1, Role.WEIGHT, 0), 25, 100, weights);
    float[] kernel = new float[weights.length];
    for (int o = 0; o < 25; o++) {
      for (int i = 0; i < 100; i++) {
        kernel[i * 25 + o] = weights[o * 100 + i];
      }
    }
    Npz.write(Map.of("kernel", NumpyArray.of(List.of(100, 25), kernel)), file);
    MatrixReport right = Inspection.of(file, true, Optional.empty()).matrices().get(0);
    assertThat(right.units()).isEqualTo(25);
    assertThat(right.likeliest()).contains("kaiming_normal");
    MatrixReport wrong = Inspection.of(file, false, Optional.empty()).matrices().get(0);
    assertThat(wrong.likeliest()).contains("kaiming_normal(mode=fan_out)");
  }

  @Test
  void damagedFilesAreSaidOnOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(TORCH);
    Path file = folder.resolve("d.safetensors");
    for (int length : new int[] {0, 5, 8, 300, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Inspection.of(file, false, Optional.empty()))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("\n");
    }
    Path other = Files.writeString(folder.resolve("w.bin"), "x");
    assertThatThrownBy(() -> Inspection.of(other, false, Optional.empty()))
        .hasMessage(
            other
                + ": inspect reads .npz and .safetensors files;"
                + " safetensors.torch.save_file(model.state_dict(), \"model.safetensors\") writes"
                + " one");
    Path none = folder.resolve("none.npz");
    assertThatThrownBy(() -> Inspection.of(none, false, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessage("there is no file " + none);
    Path twice = safetensors("fc:F32", "fc:F32");
    assertThatThrownBy(() -> Inspection.of(twice, false, Optional.empty()))
        .hasMessage(twice + ": two arrays have one name in its header");
  }

  /** A file as the library of safetensors writes one: by type, then by name. */
  private Path safetensors(String... namesAndTypes) throws IOException {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    int at = 0;
    for (String nameAndType : namesAndTypes) {
      String[] parts = nameAndType.split(":", -1);
      int bytes = 6 * Map.of("F32", 4, "I64", 8, "BOOL", 1, "F8_E4M3", 1).get(parts[1]);
      header.append(
          ",\"%s\":{\"dtype\":\"%s\",\"shape\":[2,3],\"data_offsets\":[%s,%s]}"
              .formatted(parts[0], parts[1], at, at + bytes));
      at += bytes;
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + text.length + at).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    while (file.hasRemaining()) {
      file.put((byte) (file.position() % 60));
    }
    return Files.write(folder.resolve("model.safetensors"), file.array());
  }

  /** Models hold masks and positions beside their weights. */
  @Test
  void arraysThatAreNoWeightsAreNamed() throws IOException {
    Path file = safetensors("positions:I64", "fc:F32", "mask:BOOL", "small:F8_E4M3");
    Inspection inspection = Inspection.of(file, false, Optional.empty());
    assertThat(inspection.names()).containsExactly("fc");
    assertThat(inspection.others())
        .containsExactly("mask (BOOL)", "positions (I64)", "small (F8_E4M3)");
    Path none = safetensors("mask:BOOL");
    assertThatThrownBy(() -> Inspection.of(none, false, Optional.empty()))
        .hasMessage(none + ": there is no matrix in it, only [mask (BOOL)]");
  }

  @Test
  void layersAreInTheOrderOfTheirNumbers() throws IOException {
    Path sorted = safetensors("h.0.w:F32", "h.1.w:F32", "h.10.w:F32", "h.2.w:F32", "out:F32");
    assertThat(Inspection.of(sorted, false, Optional.empty()).names())
        .containsExactly("h.0.w", "h.1.w", "h.2.w", "h.10.w", "out");
    Path asBuilt = safetensors("stem:F32", "h.10.w:F32", "h.2.w:F32", "out:F32");
    assertThat(Inspection.of(asBuilt, false, Optional.empty()).names())
        .containsExactly("stem", "h.10.w", "h.2.w", "out");
  }

  private Path chain(String scheme, int layers) throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      float[] weights = new float[64 * 64];
      Initializers.CATALOG
          .create(Spec.parse(scheme))
          .fill(RandomStream.of(2, Role.WEIGHT, layer), 64, 64, weights);
      arrays.put("w" + layer, NumpyArray.of(List.of(64, 64), weights));
    }
    Path file = folder.resolve(scheme.substring(0, 4) + ".npz");
    Npz.write(arrays, file);
    return file;
  }
}
