package io.evenkeel.jobs.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The notebook's five experiments: 100 layers of 256 units, batch 16, each run once. The number of
 * a single run is one draw of the law over seeds, so it is compared with the spread of the seeds.
 */
final class Notebook {
  /** The name of the linear curves in the notebook. */
  private static final String LINEAR = "linear_normal";

  private static final String SCALED = "linear_normal_sqrt1n";
  private static final String TANH = "tanh_xavier_uniform";
  private static final String RELU_XAVIER = "relu_xavier_uniform";
  private static final String RELU_KAIMING = "relu_kaiming_normal";
  private static final String SOURCE = "the notebook";

  private static final String RELU_XAVIER_CELL = cell("relu", "xavier_uniform");
  private static final String RELU_KAIMING_CELL = cell("relu", "kaiming_normal");

  private Notebook() {}

  static List<Claim> claims() {
    Properties printed = printed();
    return List.of(
        curve("linear, N(0, 1): std", cell("identity", "normal"), printed, LINEAR),
        overflow(256, Published.exact("31", 31)),
        overflow(512, Published.range(27, 28)),
        curve("linear, N(0, 1/n): std", cell("identity", "lecun_normal"), printed, SCALED),
        curve("tanh, xavier_uniform 5/3: std", cell("tanh", "xavier_uniform"), printed, TANH),
        curve("relu, xavier_uniform: std", RELU_XAVIER_CELL, printed, RELU_XAVIER),
        curve("relu, kaiming_normal: std", RELU_KAIMING_CELL, printed, RELU_KAIMING),
        Claim.of(
            "relu, the two: ln std, difference at layer 99",
            "equal variance",
            Published.exact("0", 0),
            Statistic.Means.difference(
                new Selection(RELU_XAVIER_CELL, "ln(at[99].act_std)"),
                new Selection(RELU_KAIMING_CELL, "ln(at[99].act_std)"))));
  }

  /**
   * The layer at which float32 overflows. Values grow as sqrt(n)^layers, and float32 ends at 2^128.
   * For n = 256 this is 16^32, which is one standard deviation of layer 31; for n = 512 it is four
   * standard deviations of layer 27, which some of the 16 x 512 values exceed.
   */
  private static Claim overflow(int width, Published layer) {
    String cell =
        "%s AND engine = 'explicit'".formatted(Selection.cell("identity", "normal", width, 34, 16));
    return Claim.of(
        "linear, N(0, 1): first layer to overflow, " + width + " wide",
        "float32",
        layer,
        new Statistic.Every(new Selection(cell, "first_nonfinite_layer")));
  }

  private static Claim curve(String what, String cell, Properties printed, String name) {
    List<Claim.Point> points = new ArrayList<>();
    double[] stds =
        Arrays.stream(printed.getProperty(name).split(","))
            .mapToDouble(Double::parseDouble)
            .toArray();
    for (int layer = 0; layer < stds.length; layer++) {
      Selection seeds = new Selection(cell, "log10(at[%s].act_std)".formatted(layer));
      points.add(
          new Claim.Point(
              "layer " + layer, Published.draw(stds[layer]), Statistic.Means.of(seeds)));
    }
    return new Claim("%s of layers 0..%s".formatted(what, stds.length - 1), SOURCE, points);
  }

  private static String cell(String activation, String init) {
    return Selection.cell(activation, init, 256, 100, 16);
  }

  private static Properties printed() {
    Properties properties = new Properties();
    try (InputStream in = Notebook.class.getResourceAsStream("notebook.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
