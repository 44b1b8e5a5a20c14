package io.evenkeel.core.axis;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.init.Gain;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.theory.CriticalGain;
import java.util.Optional;

/** Scheme of the weights; {@code auto} and {@code critical} in it are gains of the activation. */
final class InitAxis extends FamilyAxis<Initializer> {
  private final Axis<Activation> activation;

  InitAxis(Axis<Activation> activation, Placement placement) {
    super(
        "init",
        "weight initialiser, with what differs from its defaults",
        placement,
        Initializers.CATALOG,
        Initializer::spec,
        Optional.empty());
    this.activation = activation;
  }

  /**
   * The canonical text. It is checked with an arbitrary activation, because the gain that a word
   * stands for does not affect the check.
   */
  @Override
  public String canonical(String written) {
    Identity any = new Identity();
    return Initializers.CATALOG.textOfPossible(
        Spec.parse(written),
        complete -> Gain.resolve(CriticalGain.resolve(complete, any, Optional.empty()), any));
  }

  @Override
  public Optional<Axis<?>> follows() {
    return Optional.of(activation);
  }

  @Override
  public String resolve(String text, Object led) {
    Spec complete = Initializers.CATALOG.complete(Spec.parse(text));
    return Initializers.CATALOG.text(Gain.resolve(complete, (Activation) led));
  }
}
