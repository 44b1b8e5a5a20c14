package io.evenkeel.core;

/**
 * A name, parameter or value that a sweep may not contain; the message is one line for the user.
 */
public final class SpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what is allowed, on one line
   */
  public SpecException(String message) {
    super(message);
  }
}
