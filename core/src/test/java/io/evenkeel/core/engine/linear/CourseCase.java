package io.evenkeel.core.engine.linear;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormScheme;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.train.Optimizers;
import io.evenkeel.core.train.Parametrization;
import io.evenkeel.core.train.StepSize;
import io.evenkeel.core.train.TrainingRule;
import java.util.List;
import java.util.Optional;

/**
 * A net and how it is trained.
 *
 * @param width of hidden layers
 * @param block how layers are joined
 * @param norm of branches, or none
 * @param activation after hidden layers
 * @param bias scheme of biases, or none
 * @param optimizer a linear one
 * @param lr learning rate
 * @param decay weight decay
 * @param clip largest norm of the gradient; 0 for no clipping
 * @param fresh whether each step has a batch of its own
 */
record CourseCase(
    int width,
    String block,
    String norm,
    String activation,
    String bias,
    double dropout,
    String optimizer,
    double lr,
    double decay,
    double clip,
    boolean fresh) {
  static final int STEPS = 5;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;

  /** Plain nets and one with norms in its branches, narrow and wide, under all that can be done. */
  static List<CourseCase> all() {
    return List.of(
        new CourseCase(18, "plain", "none", "tanh", "none", 0, "sgd", 0.5, 0, 0, false),
        new CourseCase(
            16, "residual", "layer_norm", "tanh", "none", 0, "momentum", 0.2, 0.02, 0, false),
        new CourseCase(9, "plain", "none", "tanh", "normal", 0, "nesterov", 0.2, 0, 0.5, true),
        new CourseCase(
            16, "residual", "layer_norm", "relu", "normal", 0.2, "nesterov", 0.1, 0.05, 0.3, true),
        new CourseCase(20, "plain", "none", "relu", "none", 0, "momentum", 0.1, 0.1, 0, true));
  }

  Architecture architecture() {
    Initializer init = Initializers.CATALOG.create(Spec.parse("lecun_normal"));
    Optional<NormScheme> scheme =
        norm.equals("none")
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm)));
    Optional<Initializer> biases =
        bias.equals("none")
            ? Optional.empty()
            : Optional.of(Initializers.CATALOG.create(Spec.parse("normal(std=0.1)")));
    return new NetDesign(
            INPUTS,
            width,
            3,
            List.of(),
            OUTPUTS,
            Activations.CATALOG.create(Spec.of(activation)),
            init,
            Optional.empty(),
            biases,
            BlockSchemes.CATALOG.create(Spec.parse(block)),
            scheme,
            dropout)
        .architecture();
  }

  TrainingRule rule() {
    return new TrainingRule(
        Optimizers.CATALOG.create(Spec.parse(optimizer)),
        new StepSize(lr, decay),
        clip,
        Parametrization.STANDARD,
        width);
  }

  TrainedNet net(LinearMaps maps) {
    return new TrainedNet(architecture(), maps, rule(), STEPS, fresh);
  }
}
