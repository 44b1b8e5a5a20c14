package io.evenkeel.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.data.FileInput;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.jobs.tensor.Npy;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of data as inputs, against what NumPy and PyTorch make of the same rows. */
class DataFilesTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "evenkeel", "jobs", "data").toAbsolutePath();

  @TempDir private Path folder;

  private static FileInput read(Path folder, String written) {
    String text = new DataFiles(folder).resolved(Axes.INPUT, written);
    return (FileInput) Axes.INPUT.value(Axes.INPUT.canonical(text));
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in = Files.newInputStream(FOLDER.resolve("digits.json"))) {
      return new ObjectMapper().readTree(in).get(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv(\"digits.csv.gz\", columns=\"0..63\") | pixels",
        "csv(path='digits.csv.gz', columns=[0..62, 63]) | pixels",
        "file(\"digits.csv.gz\", columns='0..63') | pixels",
        "file(digits.npy, columns=\"0..63\") | pixels",
        "parquet(digits.parquet, columns=\"0..63\") | pixels",
        "parquet(digits.parquet, columns=\"pixel_0,1..62,pixel_63\") | pixels",
        "csv(\"digits.csv.gz\", columns=\"0..63\", standardize=true) | standardized",
        "file(digits.npy, columns=\"0..63\", standardize=true) | standardized",
        "parquet(digits.parquet, columns=\"0..63\", standardize=true) | standardized",
      })
  void momentsAndContentAreNumPys(String written, String name) throws IOException {
    FileInput input = read(FOLDER, written);
    JsonNode golden = golden(name);
    assertThat(input.rows()).isEqualTo(golden.get("rows").intValue());
    assertThat(input.width()).isEqualTo(golden.get("width").intValue());
    // Six digits; the mean of standardised values is a rounding error in both.
    assertThat(input.mean()).isCloseTo(golden.get("mean").doubleValue(), within(1e-5));
    assertThat(input.std()).isCloseTo(golden.get("std").doubleValue(), within(1e-5));
    assertThat(input.cosine()).isCloseTo(golden.get("cosine").doubleValue(), within(1e-6));
    assertThat(input.kurtosis()).isCloseTo(golden.get("kurtosis").doubleValue(), within(1e-5));
    float[] values = FileValues.of(input.content());
    for (int i = 0; i < input.width(); i++) {
      assertThat((double) values[i])
          .isCloseTo(golden.get("first").get(i).doubleValue(), within(1e-6));
    }
    if (name.equals("pixels")) {
      assertThat(input.content()).isEqualTo(golden.get("content").textValue());
    }
  }

  /** A batch is rows of the file, no two the same, and another one for another seed. */
  @Test
  void aBatchIsDrawnWithoutReplacement() {
    FileInput input = read(FOLDER, "file(digits.npy, columns=\"0..63\")");
    float[] all = FileValues.of(input.content());
    Set<List<Float>> rows = new HashSet<>();
    for (int row = 0; row < input.rows(); row++) {
      rows.add(row(all, row));
    }
    assertThat(rows).hasSize(300);
    int[] first = new int[300];
    for (int seed = 0; seed < 3000; seed++) {
      float[] batch = new float[64 * 7];
      input.fill(RandomStream.of(seed, Role.INPUT, 0), batch, batch.length);
      Set<List<Float>> drawn = new HashSet<>();
      for (int row = 0; row < 7; row++) {
        drawn.add(row(batch, row));
      }
      assertThat(drawn).hasSize(7);
      assertThat(rows).containsAll(drawn);
      for (int row = 0; row < 300; row++) {
        first[row] += row(all, row).equals(row(batch, 0)) ? 1 : 0;
      }
    }
    // Each row comes first in 10 of 3000 on average; a Poisson count above 40 has probability
    // 1e-12.
    assertThat(Arrays.stream(first).max().orElseThrow()).isLessThan(40);
    float[] whole = new float[64 * 300];
    input.fill(RandomStream.of(1, Role.INPUT, 0), whole, whole.length);
    Set<List<Float>> everyRow = new HashSet<>();
    for (int row = 0; row < 300; row++) {
      everyRow.add(row(whole, row));
    }
    assertThat(everyRow).isEqualTo(rows);
  }

  /** From whatever file, the labels of a batch are those of its rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "csv(\"digits.csv.gz\", labels=64)",
        "csv(\"digits.csv.gz\", columns=\"0..63\", labels=64)",
        "file(digits.npy, labels=64)",
        "parquet(digits.parquet, labels=digit)",
      })
  void labelsAreThoseOfTheRows(String written) {
    FileInput pixels = read(FOLDER, "file(digits.npy, columns=\"0..63\")");
    float[] digits = FileValues.of(read(FOLDER, "file(digits.npy)").content());
    FileInput input = read(FOLDER, written);
    assertThat(input.classes()).isEqualTo(10);
    assertThat(input.content()).isEqualTo(pixels.content());
    Map<List<Float>, Integer> labels = new HashMap<>();
    for (int row = 0; row < 300; row++) {
      labels.put(row(FileValues.of(input.content()), row), (int) digits[row * 65 + 64]);
    }
    for (int seed = 0; seed < 100; seed++) {
      float[] batch = new float[64 * 7];
      input.fill(RandomStream.of(seed, Role.INPUT, 3), batch, batch.length);
      int[] ofBatch = input.labels(RandomStream.of(seed, Role.INPUT, 3), 7);
      float[] without = new float[64 * 7];
      pixels.fill(RandomStream.of(seed, Role.INPUT, 3), without, without.length);
      assertThat(batch).isEqualTo(without);
      for (int row = 0; row < 7; row++) {
        assertThat(ofBatch[row]).isEqualTo(labels.get(row(batch, row)));
      }
    }
  }

  @Test
  void labelsOfAnNpzFileAreAnArrayOfTheirOwn() throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", NumpyArray.of(List.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}));
    arrays.put("y", NumpyArray.of(List.of(3), new float[] {2, 0, 1}));
    arrays.put("z", NumpyArray.of(List.of(2), new float[] {2, 0}));
    try (OutputStream out = Files.newOutputStream(folder.resolve("a.npz"))) {
      writeNpz(arrays, out);
    }
    FileInput input = read(folder, "file(a.npz, member=x, labels=y)");
    assertThat(input.classes()).isEqualTo(3);
    assertThat(FileValues.of(input.labels().orElseThrow().content())).containsExactly(2, 0, 1);
    assertThatThrownBy(() -> read(folder, "file(a.npz, member=x, labels=x)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("labels need an array of one number for each row, got one of shape");
    assertThatThrownBy(() -> read(folder, "file(a.npz, member=x, labels=z)"))
        .isInstanceOf(SpecException.class)
        .hasMessage("a.npz has 2 labels for 3 rows");
  }

  private static void writeNpz(Map<String, NumpyArray> arrays, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Npy.write(array.getValue(), bytes);
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(bytes.toByteArray());
        zip.closeEntry();
      }
    }
  }

  private static List<Float> row(float[] values, int row) {
    Float[] copy = new Float[64];
    for (int i = 0; i < 64; i++) {
      copy[i] = values[row * 64 + i];
    }
    return List.of(copy);
  }

  /** The name of a content is what it holds, wherever it comes from. */
  @Test
  void contentNamesTheValuesAlone() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4.5\n");
    Files.writeString(folder.resolve("b.tsv"), "1e0\t2\r\n\r\n3.0\t4.50\r\n");
    Files.writeString(folder.resolve("c.csv"), "1;2\n3;4.500001\n");
    Files.writeString(folder.resolve("d.csv"), "\"y\",\"x, of a\"\n2,1\n4.5,3\n");
    String a = read(folder, "csv(a.csv)").content();
    assertThat(read(folder, "file(b.tsv)").content()).isEqualTo(a);
    assertThat(read(folder, "csv(c.csv)").content()).isNotEqualTo(a);
    assertThat(read(folder, "csv(d.csv)").content()).isNotEqualTo(a);
    assertThat(read(folder, "csv(d.csv, columns=\"1,y\")").content()).isEqualTo(a);
    assertThat(read(folder, "csv(a.csv, columns=[y])").width()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "csv(a.csv) | 1,2\\n3\\n | a.csv, line 2: must have 2 fields, as the first line has, got 1",
        "csv(a.csv) | x,y\\n1,2\\n3,four\\n | a.csv, line 3, column y: a value must be a finite number within float32, got 'four'",
        "csv(a.csv) | 1,2\\n3,NaN\\n | a.csv, line 2, column 1: a value must be a finite number within float32, got 'NaN'",
        "csv(a.csv) | x,y\\n1,\\n | a.csv, line 2, column y: a value must be a finite number within float32, got ''",
        "csv(a.csv) | x,y\\n1,1e39\\n | a.csv, line 2, column y: a value must be a finite number within float32, got '1e39'",
        "csv(a.csv) | x,y\\n | a.csv has no row",
        "csv(a.csv) | `` | a.csv has no row",
        "csv(a.csv) | 0,0\\n0,0\\n | a.csv: all values are 0",
        "csv(a.csv, columns=z) | x,y\\n1,2\\n | a.csv has no column 'z'",
        "csv(a.csv, columns=2) | x,y\\n1,2\\n | a.csv: columns must be from 0 to 1, got '2'",
        "csv(a.csv, columns=x) | 1,2\\n | a.csv: its columns have no names: give numbers from 0 to 1, got 'x'",
        "csv(a.csv, columns=\"x,0\") | x,y\\n1,2\\n | a.csv: a column is asked for twice in 'x,0'",
        "csv(a.csv, colums=x) | x,y\\n1,2\\n | unknown parameter 'colums' of csv (did you mean 'columns'?); known: path, columns, standardize, labels",
        "csv(a.csv, labels=y) | x,y\\n1,0\\n2,1.5\\n | a.csv, row 1: a label must be a whole number from 0 to 65535, got 1.5",
        "csv(a.csv, labels=y) | x,y\\n1,0\\n2,-1\\n | a.csv, row 1: a label must be a whole number from 0 to 65535, got -1",
        "csv(a.csv, labels=y) | x,y\\n1,cat\\n | a.csv, line 2, column y: a value must be a finite number within float32, got 'cat'",
        "csv(a.csv, labels=z) | x,y\\n1,0\\n | a.csv has no column 'z'",
        "csv(a.csv, labels='0..1') | x,y\\n1,0\\n | a.csv: labels must be one column, got '0..1'",
        "csv(a.csv, columns=\"x,y\", labels=y) | x,y\\n1,0\\n | a.csv: the labels 'y' are among the columns 'x,y'",
        "csv(a.csv, labels=y) | y\\n1\\n | a.csv has no column beside that of its labels",
        "file(a.csv, member=x) | x,y\\n1,2\\n | a.csv: member belongs to .npz files",
        "file(a.dat) | x | file must end in .npy, .npz, .csv, .csv.gz, .tsv or .parquet, got 'a.dat'; csv(...) and parquet(...) take any name",
        "file(a.npy) | x | a.npy: this is no .npy file: it does not begin with \\x93NUMPY",
        "parquet(a.csv) | x | a.csv cannot be read as Parquet: it is not a Parquet file",
        "csv | x | csv needs path",
      })
  void whatIsWrongIsSaidWithItsPlace(String written, String content, String message)
      throws IOException {
    for (String name : List.of("a.csv", "a.npy", "a.dat")) {
      Files.writeString(
          folder.resolve(name),
          content == null ? "" : content.replace("\\n", "\n"),
          StandardCharsets.UTF_8);
    }
    assertThatThrownBy(() -> read(folder, written))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv(none.csv)", "file(none.npy)", "parquet(none.parquet)"})
  void aMissingFileIsNamed(String written) {
    assertThatThrownBy(() -> read(folder, written))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("there is no file " + folder.resolve("none"));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Files.write(folder.resolve("latin.csv"), new byte[] {'1', ',', (byte) 0xE4, '\n'});
    Files.writeString(folder.resolve("text.csv.gz"), "1,2\n");
    assertThatThrownBy(() -> read(folder, "csv(latin.csv)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("latin.csv is not UTF-8 text");
    assertThatThrownBy(() -> read(folder, "csv(text.csv.gz)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("text.csv.gz is no gzip file");
    byte[] packed = Files.readAllBytes(FOLDER.resolve("digits.csv.gz"));
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, packed.length / 2));
    assertThatThrownBy(() -> read(folder, "csv(cut.csv.gz)"))
        .isInstanceOf(SpecException.class)
        .message()
        .contains("cut.csv.gz")
        .doesNotContain("\n");
    assertThatThrownBy(() -> read(folder.getRoot(), "csv(%s)".formatted("'" + folder + "'")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is a folder");
  }
}
