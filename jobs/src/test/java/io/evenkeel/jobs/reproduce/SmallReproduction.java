package io.evenkeel.jobs.reproduce;

import java.util.List;

/** A reproduction of a few trials: identity changes nothing, and ln std is 0 on average. */
public final class SmallReproduction {
  private static final String SWEEP =
      """
      name: small
      grids:
        - {activation: linear, init: eye, depth: 3, width: 8, batch: 4, seed: {from: 0, to: 9}}
      """;

  private SmallReproduction() {}

  /** Of published numbers that are right. */
  public static Reproduction right() {
    return claiming("0");
  }

  /** One of the published numbers is wrong. */
  public static Reproduction wrong() {
    return claiming("9");
  }

  private static Reproduction claiming(String mean) {
    return new Reproduction(
        SWEEP,
        List.of(
            Claim.of(
                "identity: change of signal",
                "exact",
                Published.exact("0", 0),
                new Statistic.Every(
                    new Selection("init = 'identity'", "at[2].act_rms - at[0].act_rms"))),
            Claim.of(
                "identity: ln std",
                "test",
                Published.rounded(mean),
                Statistic.Means.of(new Selection("init = 'identity'", "ln(at[1].act_std)")))));
  }
}
