package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.train.Optimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and forms that people bring from other libraries, and what they mean there. */
class NamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kaiming_normal_ | kaiming_normal",
        "nn.init.kaiming_normal_(nonlinearity='relu') | kaiming_normal(nonlinearity=relu)",
        "torch.nn.init.xavier_uniform_(gain=5/3) | xavier_uniform(gain=1.6666666666666667)",
        "kaiming_uniform_(a=sqrt(5)) | kaiming_uniform(a=2.23606797749979)",
        "kaiming_uniform_(0, 'fan_out', \"relu\") |"
            + " kaiming_uniform(mode=fan_out,nonlinearity=relu)",
        "normal(0, 0.02) | normal(std=0.02)",
        "kaiming_normal(fan_out, relu) | kaiming_normal(mode=fan_out,nonlinearity=relu)",
        "normal_(0., std=2e-2) | normal(std=0.02)",
        "trunc_normal_(0, 0.02, -0.04, 0.04) | trunc_normal(std=0.02,a=-0.04,b=0.04)",
        "uniform(-0.1, 0.1) | uniform(a=-0.1,b=0.1)",
        "constant_(0.5) | constant(val=0.5)",
        "sparse_(0.9) | sparse(sparsity=0.9)",
        "kaiming_normal(relu) | kaiming_normal(nonlinearity=relu)",
        "xavier_uniform(1.67) | xavier_uniform(gain=1.67)",
        "xavier_normal(auto) | xavier_normal(gain=auto)",
        "orthogonal_ | orthogonal",
        "Orthogonal(gain=2) | orthogonal(gain=2)",
        "he_normal | variance_scaling(scale=2)",
        "HeNormal | variance_scaling(scale=2)",
        "keras.initializers.HeUniform | kaiming_uniform",
        "glorot_uniform | xavier_uniform",
        "GlorotNormal | variance_scaling(mode=fan_avg)",
        "LecunNormal | variance_scaling",
        "lecun_normal | lecun_normal",
        "VarianceScaling(2.0, fan_in, uniform) |"
            + " variance_scaling(scale=2,distribution=uniform)",
        "RandomNormal | normal(std=0.05)",
        "RandomNormal(stddev=0.02) | normal(std=0.02)",
        "random_uniform(-1, 1) | uniform(a=-1)",
        "torch_default | kaiming_uniform(a=2.23606797749979)",
        "kaiming_uniform_(a=math.sqrt(5)) | kaiming_uniform(a=2.23606797749979)",
        "kaiming_normal_(m.weight, mode='fan_out') | kaiming_normal(mode=fan_out)",
        "zeros_(w) | zeros",
        "zeros_init() | zeros",
        "normal(mean=0.0, stddev=0.02) | normal(std=0.02)",
        "orthogonal(scale=2) | orthogonal(gain=2)",
        "uniform(scale=1e-2) | uniform(b=0.01)",
        "normal(std=1/np.sqrt(fan_in)) | normal(std=\"1/sqrt(fan_in)\")",
        "flax_default | variance_scaling",
        "zeros_ | zeros",
        "jax.nn.initializers.lecun_normal() | variance_scaling",
        "nn.initializers.he_normal() | variance_scaling(scale=2)",
        "jax.nn.initializers.kaiming_normal() | variance_scaling(scale=2)",
        "flax.linen.initializers.xavier_normal() | variance_scaling(mode=fan_avg)",
        "nn.initializers.normal(0.02) | normal(std=0.02)",
        "jax.nn.initializers.normal() | normal(std=0.01)",
        "jax.nn.initializers.uniform() | uniform(b=0.01)",
        "jax.nn.initializers.truncated_normal(0.02) | trunc_normal(std=0.02,a=-0.04,b=0.04)",
        "keras.initializers.lecun_normal | variance_scaling",
        "TruncatedNormal(stddev=0.02) | trunc_normal(std=0.02,a=-0.04,b=0.04)",
        "keras.initializers.TruncatedNormal(1, 0.5) | trunc_normal(mean=1,std=0.5,a=0)",
        "tf.keras.initializers.TruncatedNormal() | trunc_normal(std=0.05,a=-0.1,b=0.1)",
        "torch.nn.init.kaiming_normal_ | kaiming_normal",
        "nn.init.normal_(p, mean=0.0, std=0.02) | normal(std=0.02)",
        "xavier_uniform_(self.fc1.weight.data, gain=2) | xavier_uniform(gain=2)",
        "normal(loc=0, scale=0.02) | normal(std=0.02)",
        "normal(sigma=0.02) | normal(std=0.02)",
        "uniform(low=-0.1, high=0.1) | uniform(a=-0.1,b=0.1)",
        "trunc_normal(scale=0.5) | trunc_normal(std=0.5)",
        "gaussian(std=0.02) | normal(std=0.02)",
        "torch.randn | normal",
        "haar | orthogonal",
        "eye | identity"
      })
  void initialisers(String written, String canonical) {
    assertThat(Initializers.CATALOG.text(Spec.parse(written))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ReLU | relu",
        "nn.ReLU(inplace=True) | relu",
        "nn.LeakyReLU(0.2) | leaky_relu(negative_slope=0.2)",
        "leaky_relu(0.2) | leaky_relu(negative_slope=0.2)",
        "GELU(approximate='tanh') | gelu(approximate=tanh)",
        "gelu_new | gelu(approximate=tanh)",
        "SiLU | silu",
        "Swish | silu",
        "Hardtanh(-2, 2) | hardtanh(min_val=-2,max_val=2)",
        "LogSigmoid | logsigmoid",
        "Softplus(2) | softplus(beta=2)",
        "ReLU6 | relu6",
        "Linear | identity",
        "LeakyReLU(alpha=0.3) | leaky_relu(negative_slope=0.3)",
        "gelu(approximate=True) | gelu(approximate=tanh)",
        "jax.nn.gelu | gelu(approximate=tanh)",
        "jax.nn.gelu(approximate=False) | gelu",
        "flax.linen.gelu | gelu(approximate=tanh)",
        "torch.nn.GELU() | gelu",
        "F.gelu | gelu",
        "tf.nn.gelu | gelu",
        "keras.activations.gelu | gelu",
        "keras.layers.LeakyReLU() | leaky_relu(negative_slope=0.3)",
        "tf.keras.layers.LeakyReLU(alpha=0.1) | leaky_relu(negative_slope=0.1)",
        "tf.nn.leaky_relu | leaky_relu(negative_slope=0.2)",
        "jax.nn.leaky_relu | leaky_relu",
        "jax.nn.hard_silu | hardswish",
        "expr(x+jax.nn.gelu(x)) | expr(formula=\"x+gelu(x,approximate=tanh)\")",
        "expr(x+torch.nn.gelu(x)) | expr(formula=\"x+gelu(x)\")",
        "F.leaky_relu(x, 0.2) | leaky_relu(negative_slope=0.2)",
        "F.gelu(x, approximate='tanh') | gelu(approximate=tanh)",
        "torch.relu(x) | relu",
        "nn.PReLU(num_parameters=1, init=0.1) | prelu(init=0.1)",
        "nn.PReLU(1, 0.1) | prelu(init=0.1)",
        "prelu(0.1) | prelu(init=0.1)",
        "nn.LeakyReLU(0.2, True) | leaky_relu(negative_slope=0.2)",
        "nn.ReLU(True) | relu",
        "h_sigmoid | hardsigmoid",
        "cosine | expr(formula=\"cos(x)\")",
        "np.arctan | expr(formula=\"atan(x)\")",
        "silu(beta=1) | silu",
        "expr(torch.clamp(x, 0, 6)) | expr(formula=\"min(max(x,0),6)\")",
        "expr(np.clip(x+1, -1, 2)/2) | expr(formula=\"min(max(x+1,-1),2)/2\")",
        "expr(x*Tanh(ln(1+exp(x)))) | expr(formula=\"x*tanh(log(1+exp(x)))\")",
        "expr(sgn(x)*arctan(abs(x))) | expr(formula=\"sign(x)*atan(abs(x))\")",
        "expr(fmax(x, 0)) | expr(formula=\"max(x,0)\")",
        "expr(\"gelu(x, approximate='tanh')\") | expr(formula=\"gelu(x,approximate=tanh)\")",
        "quick_gelu | expr(formula=\"x*sigmoid(1.702*x)\")",
        "relu_squared | expr(formula=\"relu(x)^2\")",
        "expr(torch.where(x > 0, x, np.exp(x) - 1)) | expr(formula=\"where(x>0,x,exp(x)-1)\")"
      })
  void activations(String written, String canonical) {
    assertThat(Activations.CATALOG.text(Spec.parse(written))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CrossEntropyLoss | cross_entropy",
        "nn.MSELoss | mse",
        "F.mse_loss | mse",
        "BCEWithLogitsLoss | bce_with_logits",
        "binary_cross_entropy_with_logits | bce_with_logits",
        "NLLLoss | nll",
        "L1Loss | l1",
        "mae | l1",
        "SmoothL1Loss | smooth_l1",
        "smooth_l1_loss(beta=2) | smooth_l1(beta=2)",
        "CTCLoss | ctc",
        "categorical_crossentropy | cross_entropy",
        "CategoricalCrossentropy(from_logits=True) | cross_entropy",
        "MSELoss(reduction='none') | mse",
        "nn.HuberLoss(reduction='mean', delta=2.0) | huber(delta=2)",
        "nn.CrossEntropyLoss(weight=None, ignore_index=-100) | cross_entropy",
        "keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1) |"
            + " cross_entropy(label_smoothing=0.1)",
        "keras.losses.KLDivergence() | kl_div",
        "keras.losses.Poisson() | poisson_nll(log_input=false)"
      })
  void losses(String written, String canonical) {
    assertThat(Losses.CATALOG.text(Spec.parse(written))).isEqualTo(canonical);
  }

  /**
   * Keras divides by the std of a normal cut at two: .87962566; the variance is then 2 / fan_in.
   */
  @Test
  void heNormalIsKerass() {
    Initializer he = Initializers.CATALOG.create(Spec.parse("he_normal"));
    assertThat(he.variance(7, 50)).isCloseTo(2.0 / 50, within(1e-15));
    // The kurtosis of a normal that is cut at two standard deviations.
    assertThat(he.excessKurtosis(7, 50)).isCloseTo(-0.63446, within(1e-5));
  }

  /** Weights and biases of nn.Linear are U(-1/sqrt(fan_in), 1/sqrt(fan_in)). */
  @Test
  void torchDefaultIsThatOfLinearLayers() {
    Initializer linear = Initializers.CATALOG.create(Spec.parse("torch_default"));
    assertThat(linear.variance(8, 48)).isCloseTo(1.0 / (3 * 48), within(1e-17));
    assertThat(Biases.variance(linear, 8, 48)).isCloseTo(1.0 / (3 * 48), within(1e-17));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0, 0.02, 3) | normal takes mean, std in this order, there is no place for 3",
        "normal(std=1, 2) | '2' in 'normal(std=1, 2)' is not of the form key=value",
        "normal(1, mean=2) | argument mean is given twice",
        "zeros(1) | zeros takes no parameters, got 1",
        "he_normal(2) | he_normal stands for variance_scaling(scale=2) and takes no parameters",
        "xavier | unknown initializer 'xavier' (did you mean 'xavier_uniform' or 'xavier_normal'?)",
        "normal(std=sqrt(2) | expected ')' at character 7 of 'sqrt(2', got its end",
        "normal(std=sqrt(2))) | 'normal(std=sqrt(2)))' is not",
        "normal(std=1/0) | '1/0' must be a finite number, got Infinity",
        "normal(std=2*root(2)) | 'root' at character 3 of '2*root(2)' is not known",
        "normal(std=2/) | expected a number, a name or '(' at character 3 of '2/', got its end"
      })
  void whatIsWrongIsSaid(String written, String message) {
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse(written)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void parametersThatAreDecidedElsewhereSayWhere() {
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse("HeNormal(seed=0)")))
        .isInstanceOf(SpecException.class)
        .hasMessage("HeNormal takes no seed: draws follow the key seed of the sweep");
    assertThatThrownBy(() -> Losses.CATALOG.create(Spec.parse("MSELoss(reduction='sum')")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("MSELoss takes no reduction: each row's own loss is measured");
  }

  /** A near name would mean something else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss | L2 | write mse",
        "loss | l2_loss | write mse",
        "loss | keras.losses.LogCosh() | smooth_l1 and huber",
        "activation | nn.PReLU(64) | PReLU takes no num_parameters: all units have one slope",
        "activation | exp | write expr(\"log(1+exp(x))\")",
        "activation | keras.layers.ReLU(max_value=3) | write relu6 or expr",
        "activation | swish(beta=1.702) | write expr(\"x*sigmoid(1.702*x)\")",
        "activation | expr(log10(1+abs(x))) | is not known (write log(..)/log(10))",
        "activation | expr(sinh(x)) | is not known (write (exp(x)-exp(-x))/2)",
        "activation | expr(\"x>0 and x<1\") | (a < b) * (b < c) holds where both do",
        "activation | expr(\"x/(1+abs(x)) if x > 0\") | where(c, a, b) is a if c holds",
        "initializer | nn.Linear | write torch_default",
        "initializer | bert | write normal(std=0.02)",
        "initializer | normal(std=sqrt(2/in_features)) | is not known (write fan_in)",
        "initializer | normal(std=0.02/sqrt(2*n_layer)) | is not known (write depth or blocks)"
      })
  void anotherNameIsToldInsteadOfANearOne(String family, String written, String message) {
    assertThatThrownBy(() -> catalog(family).text(Spec.parse(written)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("did you mean");
  }

  /** It is flax's, and one letter from PyTorch's. */
  @Test
  void aNameOfTwoLibrariesIsNotGuessed() {
    assertThatThrownBy(() -> Activations.CATALOG.create(Spec.parse("nn.gelu")))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("write gelu_tanh or gelu");
  }

  /** Elsewhere it is a learning rate, a width, a mean or a scale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initializer | truncated_normal(0.02) | write truncated_normal(std=0.02)",
        "initializer | keras.initializers.RandomNormal(0.02) | write RandomNormal(std=0.02)",
        "initializer | random_uniform(0.1) | write random_uniform(b=0.1)",
        "optimizer | optax.adam(1e-3) | write adam(beta1=0.001); the learning rate is the key lr",
        "optimizer | RMSprop(0.01) | write RMSprop(alpha=0.01); the learning rate is the key lr",
        "norm | nn.LayerNorm(512) | write LayerNorm(eps=512); the widths of a norm are those",
        "norm | nn.BatchNorm1d(64, eps=1e-3) | the widths of a norm are those of the layers"
      })
  void aNumberWithoutAKeyIsNotGuessed(String family, String written, String message) {
    assertThatThrownBy(() -> catalog(family).text(Spec.parse(written)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(" does not say which parameter that is: ")
        .hasMessageContaining(message);
  }

  /** In JAX it is the std, in PyTorch the mean. */
  @Test
  void oneValueWithoutAKeyIsNoScale() {
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse("normal(0.02)")))
        .isInstanceOf(SpecException.class)
        .hasMessage("normal(0.02) does not say which parameter that is: write normal(std=0.02)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"swiglu", "rrelu", "crelu", "max(x, 0)"})
  void whatLooksLikeAMemberAndIsNoneIsExplained(String name) {
    assertThatThrownBy(() -> Activations.CATALOG.create(Spec.parse(name)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("there is no activation '")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void everyOtherNameStandsForAMember() {
    Activations.CATALOG.aliases().forEach(a -> Activations.CATALOG.complete(a.target()));
    Losses.CATALOG.aliases().forEach(a -> Losses.CATALOG.complete(a.target()));
    Initializers.CATALOG.aliases().forEach(a -> Initializers.CATALOG.complete(a.target()));
  }

  /** What is nearest to no name gets no hint: another scheme would be worse than none. */
  @ParameterizedTest
  @ValueSource(strings = {"my_normal", "fixup", "dirac", "mimetic"})
  void hintsDoNotMislead(String name) {
    assertThatThrownBy(() -> Initializers.CATALOG.entry(name))
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void formulasAreBounded() {
    String deep = "(".repeat(60) + "1" + ")".repeat(60);
    assertThatThrownBy(() -> Spec.parse("normal(std=" + deep + ")"))
        .hasMessageContaining("nested at most 50 deep");
    String powers = "2" + "^2".repeat(70);
    assertThatThrownBy(() -> Spec.parse("normal(std=" + powers + ")"))
        .hasMessageContaining("nested at most 50 deep");
    String signs = "1" + "+-".repeat(60) + "1";
    assertThatThrownBy(() -> Spec.parse("normal(std=" + signs + ")"))
        .hasMessageContaining("nested at most 50 deep");
    assertThatThrownBy(() -> Spec.parse("normal(std=1" + "+1".repeat(200) + ")"))
        .hasMessageContaining("at most 200 characters");
  }

  /** Canonical texts of before mean what they meant. */
  @Test
  void everyMembersOwnTextStays() {
    Initializers.CATALOG
        .entries()
        .forEach(
            entry ->
                assertThat(Initializers.CATALOG.entry(entry.name()).name())
                    .isEqualTo(entry.name()));
    for (String text : new String[] {"kaiming_normal(gain=1e-05)", "uniform(a=-1e-7,b=0)"}) {
      assertThat(Initializers.CATALOG.text(Spec.parse(text)))
          .isEqualTo(Initializers.CATALOG.text(Initializers.CATALOG.complete(Spec.parse(text))));
    }
  }

  private static Catalog<?> catalog(String family) {
    return switch (family) {
      case "initializer" -> Initializers.CATALOG;
      case "activation" -> Activations.CATALOG;
      case "loss" -> Losses.CATALOG;
      case "optimizer" -> Optimizers.CATALOG;
      case "norm" -> NormSchemes.CATALOG;
      default -> throw new IllegalArgumentException(family);
    };
  }
}
