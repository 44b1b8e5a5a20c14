package io.evenkeel.jobs.reproduce;

import java.util.ArrayList;
import java.util.List;

/** All published results that are reproduced. */
final class Publications {
  private Publications() {}

  static List<Claim> all() {
    List<Claim> claims = new ArrayList<>(Notebook.claims());
    claims.addAll(MeanFieldResults.claims());
    claims.addAll(ResidualResults.claims());
    claims.addAll(NormResults.claims());
    claims.addAll(TrainingResults.claims());
    claims.addAll(PrecisionResults.claims());
    claims.addAll(ExactResults.claims());
    return claims;
  }
}
