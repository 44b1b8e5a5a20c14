package io.evenkeel.core.init;

import io.evenkeel.core.Alias;
import java.util.List;

/**
 * What other libraries call initialisers. A name that this catalogue has itself, such as {@code
 * lecun_normal}, keeps its meaning here; the class {@code LecunNormal} is Keras's.
 */
final class InitializerAliases {
  private static final String KERAS = "Keras, cut at two standard deviations";
  private static final String TRUNCATED = "Keras and JAX, cut at two standard deviations";

  static final List<Alias> ALL =
      List.of(
          Alias.of("he_normal", "variance_scaling(scale=2)", TRUNCATED),
          Alias.of("he_uniform", "kaiming_uniform", "Keras and JAX"),
          Alias.of("glorot_normal", "variance_scaling(mode=fan_avg)", TRUNCATED),
          Alias.of("glorot_uniform", "xavier_uniform", "Keras and JAX"),
          Alias.of("LecunNormal", "variance_scaling", KERAS),
          Alias.of("torch_default", "kaiming_uniform(a=sqrt(5))", "nn.Linear, weights and biases"),
          Alias.of("pytorch_default", "kaiming_uniform(a=sqrt(5))", "nn.Linear"),
          Alias.of("keras_default", "xavier_uniform", "Dense of Keras"),
          Alias.of("flax_default", "variance_scaling", "Dense of flax"),
          Alias.of("jax_default", "variance_scaling", "Dense of flax"),
          Alias.of("msra", "kaiming_normal", "Caffe"),
          Alias.of("random_normal", "normal(mean=0,std=0.05)", "Keras").with("mean", "stddev=std"),
          Alias.of("random_uniform", "uniform(a=-0.05,b=0.05)", "Keras")
              .with("minval=a", "maxval=b"),
          Alias.of("Constant", "constant(val=0)", "Keras and JAX").with("value=val"));

  private InitializerAliases() {}
}
