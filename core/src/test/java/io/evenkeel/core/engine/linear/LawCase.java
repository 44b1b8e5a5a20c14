package io.evenkeel.core.engine.linear;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An ensemble of networks: their shape, the law of their weights and what follows each layer. */
record LawCase(String name, MlpShape shape, WeightLaw law, Activation activation) {
  /** How much of the output enters the gradient: enough to tie both passes together. */
  private static final double SHARE_OF_OUTPUT = 0.5;

  private static final int FUNCTIONALS = 22;

  /** How many scalars {@link #sample} gives of each network. */
  static int functionals() {
    return FUNCTIONALS;
  }

  /**
   * Draws networks with inputs and cotangents, and measures each.
   *
   * @param seedFrom of the first network
   * @return by the functional's name, its value for each network
   */
  Map<String, double[]> sample(TestNet net, long seedFrom, int networks) {
    Map<String, double[]> values = new TreeMap<>();
    for (int i = 0; i < networks; i++) {
      long seed = seedFrom + i;
      Tensors tensors =
          Tensors.run(
              net,
              new LawNetwork(law, activation, seed),
              input(seed),
              cotangent(seed),
              SHARE_OF_OUTPUT);
      int at = i;
      measure(tensors)
          .forEach(
              (name, value) ->
                  values.computeIfAbsent(name, key -> new double[networks])[at] = value);
    }
    return values;
  }

  /** Some network of the ensemble. */
  LawNetwork network() {
    return new LawNetwork(law, activation, 0);
  }

  /** Normal rows, the second at an angle of 37 degrees to the first. */
  private float[] input(long seed) {
    int in = shape.fanIn(0);
    float[] x = new float[shape.batch() * in];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, x, 0, x.length);
    for (int i = 0; i < in; i++) {
      x[in + i] = 0.8f * x[i] + 0.6f * x[in + i];
    }
    return x;
  }

  private float[] cotangent(long seed) {
    float[] c = new float[Math.toIntExact(shape.values(shape.layers() - 1))];
    RandomStream.of(seed, Role.COTANGENT, 0).fillNormal(0, c, 0, c.length);
    return c;
  }

  /** Scalars that mix layers, directions, rows and the two passes. */
  private static Map<String, Double> measure(Tensors t) {
    Map<String, Double> m = new TreeMap<>();
    List<double[][]> x = t.x;
    List<double[][]> h = t.h;
    List<double[][]> g = t.g;
    List<double[][]> d = t.d;
    int last = h.size() - 1;
    m.put("h0[0][0]", h.get(0)[0][0]);
    m.put("h0[0].h0[1]", Tensors.dot(h.get(0)[0], h.get(0)[1]));
    m.put("h1[0].h1[2]", Tensors.dot(h.get(1)[0], h.get(1)[2]));
    m.put("|h_last[0]|", Tensors.dot(h.get(last)[0], h.get(last)[0]));
    m.put("h0[0][0] h0[1][1]", h.get(0)[0][0] * h.get(0)[1][1]);
    m.put("x1[0].h1[0]", Tensors.dot(x.get(1)[0], h.get(1)[0]));
    m.put("g0[0][0]", g.get(0)[0][0]);
    m.put("|g0[0]|", Tensors.dot(g.get(0)[0], g.get(0)[0]));
    m.put("g0[0].g0[1]", Tensors.dot(g.get(0)[0], g.get(0)[1]));
    m.put("g1[1].g1[2]", Tensors.dot(g.get(1)[1], g.get(1)[2]));
    m.put("g0[0][0] g0[1][1]", g.get(0)[0][0] * g.get(0)[1][1]);
    m.put("d1[0].d1[1]", Tensors.dot(d.get(1)[0], d.get(1)[1]));
    m.put("g0[0].x0[0]", Tensors.dot(g.get(0)[0], x.get(0)[0]));
    m.put("g0[0].x0[1]", Tensors.dot(g.get(0)[0], x.get(0)[1]));
    m.put("g1[2].x1[0]", Tensors.dot(g.get(1)[2], x.get(1)[0]));
    m.put("d_last[0].h_last[1]", Tensors.dot(d.get(last)[0], h.get(last)[1]));
    m.put("g0[0].h0[0]", Tensors.dot(g.get(0)[0], h.get(0)[0]));
    m.put("g_last[0].h_last[0]", Tensors.dot(g.get(last)[0], h.get(last)[0]));
    m.put("g_last[1].h_last[0]", Tensors.dot(g.get(last)[1], h.get(last)[0]));
    m.put("g1[0][0] h1[0][0]", g.get(1)[0][0] * h.get(1)[0][0]);
    m.put("weight gradient 0", t.weightGradient.get(0));
    m.put("weight gradient 1", t.weightGradient.get(1));
    if (m.size() != FUNCTIONALS) {
      throw new AssertionError("functionals: " + m.size());
    }
    return m;
  }
}
