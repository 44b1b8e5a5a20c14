package io.evenkeel.jobs.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays in files that NumPy 1.24.2 ({@code save}, {@code savez}, {@code savez_compressed}, {@code
 * lib.format.write_array}) and ND4J 1.0.0-M2.1 ({@code Nd4j.writeAsNumpy}) wrote.
 */
class NumpyFilesTest {
  /** {@code (arange(12).reshape(3, 4) - 5.5) / 7}. */
  private static final double[] MATRIX =
      IntStream.range(0, 12).mapToDouble(i -> (i - 5.5) / 7).toArray();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"c_f8", "fortran_f8", "version2_f8", "version3_f8"})
  void float64InAnyOrderAndVersion(String name) throws IOException {
    NumpyArray array = read(name);
    assertThat(array.shape()).containsExactly(3, 4);
    assertThat(array.single()).isFalse();
    assertThat(array.doubles()).isEqualTo(MATRIX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_f4", "fortran_big_f4"})
  void float32InAnyOrderOfBytesAndIndices(String name) throws IOException {
    NumpyArray array = read(name);
    assertThat(array.rows()).isEqualTo(3);
    assertThat(array.columns()).isEqualTo(4);
    assertThat(array.single()).isTrue();
    assertThat(array.floats()).isEqualTo(NumpyArray.of(List.of(12), MATRIX).floats());
  }

  @Test
  void otherShapes() throws IOException {
    float[] counted = new float[24];
    IntStream.range(0, 24).forEach(i -> counted[i] = i);
    assertThat(read("cube_fortran_f4")).isEqualTo(NumpyArray.of(List.of(2, 3, 4), counted));
    assertThat(read("number_f8")).isEqualTo(NumpyArray.of(List.of(), new double[] {Math.PI}));
    assertThat(read("empty_f4")).isEqualTo(NumpyArray.of(List.of(0, 5), new float[0]));
    float[] special = {
      Float.MIN_VALUE, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
    };
    assertThat(read("vector_f4")).isEqualTo(NumpyArray.of(List.of(5), special));
    assertThatThrownBy(read("vector_f4")::rows)
        .isInstanceOf(SpecException.class)
        .hasMessage("an array of shape [5] is no matrix");
  }

  @Test
  void filesOfNd4j() throws IOException {
    float[] values = {1, 2, 3, 4, 5, 6.5f};
    assertThat(read("nd4j_f4")).isEqualTo(NumpyArray.of(List.of(2, 3), values));
    assertThat(read("nd4j_f8"))
        .isEqualTo(NumpyArray.of(List.of(2, 3), new double[] {1, -2, 3e300, 4, 5, 6.5}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "packed"})
  void namedArrays(String name) throws IOException {
    Map<String, NumpyArray> arrays = Npz.read(resource(name + ".npz"));
    assertThat(arrays.keySet()).containsExactly("w0", "b0");
    assertThat(arrays.get("w0")).isEqualTo(read("c_f4"));
    assertThat(arrays.get("b0").doubles()).isEqualTo(Arrays.copyOf(MATRIX, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_f8", "c_f4", "number_f8", "empty_f4", "vector_f4"})
  void whatIsWrittenIsWhatNumpyWrites(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(read(name), out);
    assertThat(out.toByteArray()).isEqualTo(bytes(name + ".npy"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    // More values than are converted at a time, and as many.
    for (int length : new int[] {1, 1 << 14, 40_000}) {
      double[] values = random.doubles(length).toArray();
      arrays.put("wide" + length, NumpyArray.of(List.of(length), values));
      float[] floats = NumpyArray.of(List.of(length), values).floats();
      arrays.put("narrow" + length, NumpyArray.of(List.of(1, length), floats));
    }
    Path npz = folder.resolve("all.npz");
    Npz.write(arrays, npz);
    assertThat(Npz.read(npz)).isEqualTo(arrays);
    byte[] first = Files.readAllBytes(npz);
    Npz.write(arrays, npz);
    assertThat(Files.readAllBytes(npz)).isEqualTo(first);
    Path npy = folder.resolve("one.npy");
    Npy.write(arrays.get("wide40000"), npy);
    assertThat(Npy.read(npy)).isEqualTo(arrays.get("wide40000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'descr': '<c8', 'fortran_order': False, 'shape': (3,), } | values must be float, whole numbers or bool (such as <f4, <f8, <i8, u1), got descr '<c8'
          {'descr': '<f4', 'fortran_order': False} | the header must be a dictionary of descr, fortran_order and shape, got {'descr': '<f4', 'fortran_order': False}
          {'descr': '<f4', 'fortran_order': 0, 'shape': (3,)} | the header must be a dictionary of descr, fortran_order and shape, got {'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}
          {'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (3,)} | the header must be a dictionary of descr, fortran_order and shape, got {'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (3,)}
          nonsense | the header must be a dictionary of descr, fortran_order and shape, got nonsense
          {'descr': '<f4', 'fortran_order': False, 'shape': (-3,)} | shape must be a tuple of whole numbers, got (-3,)
          {'descr': '<f4', 'fortran_order': False, 'shape': (3,,4)} | shape must be a tuple of whole numbers, got (3,,4)
          {'descr': '<f4', 'fortran_order': False, 'shape': (3000000000,)} | a dimension must be at most 2147483647, got 3000000000
          {'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999)} | an array must have at most 2147483639 values, got 9999800001
          {'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999, 999999999)} | the shape has more than 2^63 values
          {'descr': '<f4', 'fortran_order': False, 'shape': (4,)} | the file ends after 3 of 4 values
          {'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,)} | the file ends after 3 of 2000000000 values
          {'descr': '<f4', 'fortran_order': False, 'shape': (2,)} | there are bytes behind the 2 values
          """)
  void aMalformedHeaderIsSaidInOneLine(String header, String message) {
    byte[] file = file(header, new byte[12]);
    assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(file), "x.npy"))
        .isInstanceOf(SpecException.class)
        .hasMessage("x.npy: " + message);
  }

  private static byte[] file(String header, byte[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.writeBytes(new byte[] {(byte) (header.length() + 1), 0});
    out.writeBytes((header + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(values);
    return out.toByteArray();
  }

  @Test
  void otherNumbersAreNamed() {
    assertThatThrownBy(() -> read("record")).hasMessageContaining("got descr 'fields'");
  }

  /** A file that is cut off, or has other bytes, is refused with one line or is another array. */
  @Test
  void damageNeverEscapesAsAnotherException() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    for (String name : List.of("c_f8.npy", "fortran_big_f4.npy", "stored.npz", "packed.npz")) {
      byte[] intact = bytes(name);
      for (int length = 0; length < intact.length; length += name.endsWith("y") ? 3 : 29) {
        refusedOrRead(name, Arrays.copyOf(intact, length), true);
      }
      for (int i = 0; i < 200; i++) {
        byte[] damaged = intact.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        refusedOrRead(name, damaged, false);
      }
    }
  }

  private void refusedOrRead(String name, byte[] bytes, boolean cut) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    try {
      Object read = name.endsWith("z") ? Npz.read(file) : Npy.read(file);
      // A zip file's arrays come before its directory: they are there if only that is cut off.
      assertThat(read).isNotNull();
      assertThat(cut && name.endsWith("y")).isFalse();
    } catch (SpecException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
    }
  }

  /** numpy.savez keeps names of classes, and configurations, beside the arrays of numbers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'<U3' | <U3",
        "[('x', '<f4'), ('y', '<f4', (2,))] | fields",
        "[('p', [('q', '<f4'), ('r', '<f8')])] | fields"
      })
  void arraysOfOtherTypesAreLeftOut(String descr, String type) throws IOException {
    Path file = folder.resolve("mixed.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("names.npy"));
      String header = "{'descr': %s, 'fortran_order': False, 'shape': (2,), }".formatted(descr);
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
      zip.write(header.getBytes(StandardCharsets.US_ASCII));
      zip.write(new byte[24]);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("w.npy"));
      zip.write(bytes("c_f4.npy"));
      zip.closeEntry();
    }
    NamedArrays arrays = NamedArrays.read(file).orElseThrow();
    assertThat(arrays.arrays()).containsOnlyKeys("w");
    assertThat(arrays.arrays().get("w")).isEqualTo(read("c_f4"));
    assertThat(arrays.others()).isEqualTo(Map.of("names", type));
    assertThatThrownBy(() -> arrays.member("m.npz", "names"))
        .hasMessage("m.npz, array names: values of type " + type + " are not read");
    assertThatThrownBy(() -> arrays.member("m.npz", "other"))
        .hasMessage("m.npz has no array 'other'; it holds w, names (" + type + ")");
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(SpecException.class);
  }

  @Test
  void aZipFileOfOtherThingsIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("text.npz"), "no zip", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessage(file + ": this is no .npz file: there is no array in it");
  }

  private Path resource(String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  private NumpyArray read(String name) throws IOException {
    return Npy.read(new ByteArrayInputStream(bytes(name + ".npy")), name);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = NumpyFilesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
