package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.random.StreamVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The draws of the current {@link StreamVersion} against the record of every version ({@code
 * pinned/draws.sha256}), which is never rewritten: a commit that changes a draw raises the version
 * and adds its lines.
 *
 * <p>Orthogonal weights are products by OpenBLAS, whose rounding the processor decides: of them the
 * four leading decimals count.
 */
class PinnedDrawsTest {
  private static final long SEED = 20_240_229;
  private static final int OUT = 37;
  private static final int IN = 29;

  private static final String[] SCHEMES = {
    "uniform(a=-0.5,b=2)",
    "normal(mean=0.25,std=0.1)",
    "constant(val=0.1)",
    "xavier_uniform",
    "xavier_normal",
    "kaiming_uniform(mode=fan_out,nonlinearity=relu)",
    "kaiming_normal(nonlinearity=relu)",
    "lecun_uniform",
    "lecun_normal",
    "trunc_normal",
    "trunc_normal(mean=10,std=2,a=-7,b=-5)",
    "variance_scaling",
    "variance_scaling(distribution=untruncated_normal)",
    "variance_scaling(distribution=uniform)",
    "sparse(sparsity=0.2)",
    "sparse(sparsity=0.9)",
    "orthogonal"
  };

  private static final String[] BIASES = {
    "lecun_uniform",
    "kaiming_uniform(a=2.23606797749979)",
    "xavier_normal",
    "variance_scaling",
    "variance_scaling(distribution=uniform)",
    "normal(mean=0.25,std=0.1)"
  };

  @Test
  void areThoseOfTheDeclaredVersion() throws IOException {
    Map<String, String> recorded = recorded();
    Map<String, String> drawn = drawn("v" + StreamVersion.CURRENT + " ");
    assertThat(recorded)
        .as(
            "draws of stream version %s; if they are meant to change, raise StreamVersion.CURRENT and add its lines",
            StreamVersion.CURRENT)
        .containsAllEntriesOf(drawn);
    assertThat(recorded.keySet())
        .as("draws that have no record, or versions to come")
        .allMatch(key -> drawn.containsKey(key) || version(key) < StreamVersion.CURRENT);
  }

  /**
   * A version is raised for a reason: some draw that was recorded for the one before is another.
   */
  @Test
  void everyVersionDiffersFromTheOneBefore() throws IOException {
    Map<String, String> recorded = recorded();
    for (int version = 2; version <= StreamVersion.CURRENT; version++) {
      String before = "v" + (version - 1) + " ";
      String here = "v" + version + " ";
      assertThat(recorded.entrySet())
          .as("draws of version " + version)
          .anyMatch(
              entry ->
                  entry.getKey().startsWith(before)
                      && !entry
                          .getValue()
                          .equals(recorded.get(entry.getKey().replace(before, here))));
    }
  }

  private static Map<String, String> drawn(String prefix) {
    Map<String, String> drawn = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      RandomStream stream = RandomStream.of(SEED, role, 3);
      String name = role.name().toLowerCase(java.util.Locale.ROOT);
      float[] normals = new float[2000];
      stream.fillNormal(-7, normals, 0, normals.length);
      drawn.put(prefix + "normals of " + name, hash(normals));
      float[] uniforms = new float[2000];
      stream.fillUniform(5, uniforms, 0, uniforms.length);
      drawn.put(prefix + "uniforms of " + name, hash(uniforms));
      float[] numbers = new float[2000];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = stream.below(10_000, (1L << 40) + i);
      }
      drawn.put(prefix + "whole numbers of " + name, hash(numbers));
    }
    for (String scheme : SCHEMES) {
      Initializer initializer = Initializers.CATALOG.create(Spec.parse(scheme));
      float[] weights = new float[OUT * IN];
      initializer.fill(RandomStream.of(SEED, Role.WEIGHT, 2), OUT, IN, weights);
      if (scheme.equals("orthogonal")) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] = Math.round(weights[i] * 1e4f);
        }
      }
      drawn.put(prefix + scheme, hash(weights));
    }
    for (String scheme : BIASES) {
      Initializer initializer = Initializers.CATALOG.create(Spec.parse(scheme));
      float[] bias = new float[OUT];
      Biases.fill(initializer, RandomStream.of(SEED, Role.BIAS, 2), OUT, IN, bias);
      drawn.put(prefix + "bias " + scheme, hash(bias));
    }
    return drawn;
  }

  private static String hash(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Sha256.hex(bytes.array());
  }

  private static int version(String key) {
    return Integer.parseInt(key.substring(1, key.indexOf(' ')));
  }

  private static Map<String, String> recorded() throws IOException {
    Map<String, String> recorded = new LinkedHashMap<>();
    for (String line : TableHashes.text("draws.sha256").lines().toList()) {
      if (!line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        recorded.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    assertThat(recorded.values()).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    return recorded;
  }
}
