package io.evenkeel.jobs.advise;

import java.util.Optional;

/**
 * A scheme that may be advised.
 *
 * @param name what people call it
 * @param kind origin of the scheme
 * @param scheme the initialisers, with words such as {@code auto} resolved
 * @param scale of a tuned scheme, what the search found
 */
public record Candidate(String name, Kind kind, Scheme scheme, Optional<Scale> scale) {
  /** The origin of a candidate. */
  public enum Kind {
    /** A scheme that is in common use. */
    POPULAR,
    /** A gain that a table or theory gives. */
    KNOWN,
    /** The best scale that the search found. */
    TUNED
  }
}
