package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import java.util.List;

/**
 * A loss function in double precision: value and gradient, with the semantics of PyTorch's
 * documentation.
 *
 * <ul>
 *   <li>Where the derivative jumps (a kink, named by each loss) the gradient is PyTorch's choice.
 *   <li>NaN and infinite inputs give what the formula makes of them, never an exception.
 *   <li>An empty input gives an empty value, the sum 0 and the mean NaN.
 * </ul>
 */
sealed interface Loss
    permits PointwiseLoss,
        CrossEntropy,
        Nll,
        Bce,
        BceWithLogits,
        GaussianNll,
        MarginRanking,
        MultilabelMargin,
        MultilabelSoftMargin,
        MultiMargin,
        TripletMargin,
        CosineEmbedding,
        Ctc {
  /** PyTorch's name: {@code "cross_entropy"}. */
  String name();

  /** Names of the inputs, in the order {@link #evaluate} takes them. */
  List<String> inputs();

  /** How the single losses are combined. */
  Reduction reduction();

  /**
   * Value and gradients.
   *
   * @param inputs one tensor per name of {@link #inputs()}
   * @throws SpecException if their number, a shape, a label or a value outside the domain is wrong
   */
  LossValue evaluate(Tensor... inputs);
}
