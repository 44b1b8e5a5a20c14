package io.evenkeel.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A course of {@code torch.optim} that {@code golden/training/optimizers.py} recorded, where its
 * fields are described.
 */
record OptimizerCase(JsonNode node, List<Integer> labels) {
  static final int STEPS = 20;

  /** Places of W0, b0, W1, b1 among all parameters, and behind them. */
  static final int[] BOUNDS = {0, 12, 16, 24, 26};

  static List<OptimizerCase> all() {
    try (InputStream in =
        OptimizerCase.class.getResourceAsStream("/golden/training/optimizers.json")) {
      JsonNode file = new ObjectMapper().readTree(in);
      List<Integer> labels = new ArrayList<>();
      file.required("labels").forEach(label -> labels.add(label.intValue()));
      List<OptimizerCase> cases = new ArrayList<>();
      file.required("cases").forEach(node -> cases.add(new OptimizerCase(node, labels)));
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return node.required("id").textValue();
  }

  Optimizer optimizer() {
    return Optimizers.CATALOG.create(Spec.parse(node.required("optimizer").textValue()));
  }

  StepSize size() {
    return new StepSize(
        node.required("lr").doubleValue(), node.required("weight_decay").doubleValue());
  }

  double clip() {
    return node.path("clip").asDouble(0);
  }

  /** Factor of the loss. */
  double scale() {
    return node.path("scale").asDouble(1);
  }

  boolean ownRates() {
    return node.has("rates");
  }

  /** Factor of the learning rate of one of the four parameters. */
  double rate(int parameter) {
    return ownRates() ? node.required("rates").get(parameter).doubleValue() : 1;
  }

  boolean mse() {
    return node.required("loss").textValue().equals("mse");
  }

  double[] start() {
    return numbers(node.required("start"));
  }

  double[] x() {
    return numbers(node.required("x"));
  }

  double[] target() {
    return numbers(node.required("target"));
  }

  /** Gradients before step t, from 0. */
  double[] gradient(int t) {
    return numbers(node.required("gradients").get(t));
  }

  /** Parameters after step t, from 0. */
  double[] parameters(int t) {
    return numbers(node.required("parameters").get(t));
  }

  double float32Error(int t) {
    return node.required("float32_error").get(t).doubleValue();
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return id();
  }
}
