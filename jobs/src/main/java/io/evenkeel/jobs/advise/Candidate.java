package io.evenkeel.jobs.advise;

import java.util.Optional;

/**
 * A scheme that may be advised.
 *
 * @param name what people call it
 * @param kind where it comes from
 * @param scheme what is drawn, with words such as {@code auto} resolved
 * @param scale of a tuned scheme, what the search found
 */
public record Candidate(String name, Kind kind, Scheme scheme, Optional<Scale> scale) {
  /** Where a candidate comes from. */
  public enum Kind {
    /** What people take without asking. */
    POPULAR,
    /** A gain that a table or theory gives. */
    KNOWN,
    /** The best scale that the search found. */
    TUNED
  }
}
