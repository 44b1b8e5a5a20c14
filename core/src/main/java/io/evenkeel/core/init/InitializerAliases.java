package io.evenkeel.core.init;

import io.evenkeel.core.Alias;
import java.util.List;

/**
 * Names of initialisers in other libraries. A name that this catalogue has itself, such as {@code
 * lecun_normal}, keeps its meaning here; the class name {@code LecunNormal} is Keras's.
 */
final class InitializerAliases {
  private static final String JAX = "JAX, cut at two standard deviations";
  private static final String KERAS = "Keras, cut at two standard deviations";
  private static final String TRUNCATED = "Keras and JAX, cut at two standard deviations";

  static final List<Alias> ALL =
      List.of(
          Alias.of("he_normal", "variance_scaling(scale=2)", TRUNCATED),
          Alias.of("he_uniform", "kaiming_uniform", "Keras and JAX"),
          Alias.of("glorot_normal", "variance_scaling(mode=fan_avg)", TRUNCATED),
          Alias.of("glorot_uniform", "xavier_uniform", "Keras and JAX"),
          Alias.of("LecunNormal", "variance_scaling", KERAS),
          Alias.of("keras.lecun_normal", "variance_scaling", KERAS),
          Alias.of("jax.lecun_normal", "variance_scaling", JAX),
          Alias.of("jax.kaiming_normal", "variance_scaling(scale=2)", JAX),
          Alias.of("jax.xavier_normal", "variance_scaling(mode=fan_avg)", JAX),
          Alias.of("jax.normal", "normal(mean=0,std=0.01)", "JAX").with("stddev=std"),
          Alias.of("jax.uniform", "uniform(a=0,b=0.01)", "JAX").with("scale=b"),
          Alias.of("jax.truncated_normal", "trunc_normal(mean=0,std=0.01,a=-0.02,b=0.02)", JAX)
              .with("stddev=std")
              .cutAtTwo(),
          Alias.of("truncated_normal", "trunc_normal(mean=0,std=0.05,a=-0.1,b=0.1)", KERAS)
              .with("mean", "stddev=std")
              .cutAtTwo(),
          Alias.of("torch_default", "kaiming_uniform(a=sqrt(5))", "nn.Linear, weights and biases"),
          Alias.of("pytorch_default", "kaiming_uniform(a=sqrt(5))", "nn.Linear"),
          Alias.of("keras_default", "xavier_uniform", "Dense of Keras"),
          Alias.of("flax_default", "variance_scaling", "Dense of flax"),
          Alias.of("jax_default", "variance_scaling", "Dense of flax"),
          Alias.of("gaussian", "normal", "another name").with("mean", "std"),
          Alias.of("randn", "normal", "PyTorch and NumPy"),
          Alias.of("haar", "orthogonal", "another name").with("gain"),
          Alias.of("random_orthogonal", "orthogonal", "another name").with("gain"),
          Alias.of("msra", "kaiming_normal", "Caffe"),
          Alias.of("random_normal", "normal(mean=0,std=0.05)", "Keras").with("mean", "stddev=std"),
          Alias.of("random_uniform", "uniform(a=-0.05,b=0.05)", "Keras")
              .with("minval=a", "maxval=b"),
          Alias.of("Constant", "constant(val=0)", "Keras and JAX").with("value=val"));

  private InitializerAliases() {}
}
