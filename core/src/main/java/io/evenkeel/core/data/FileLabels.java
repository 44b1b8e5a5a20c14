package io.evenkeel.core.data;

import io.evenkeel.core.SpecException;

/**
 * The classes of the rows of a file.
 *
 * @param classes one more than the largest label, at least 1
 * @param content name of the labels among {@link FileValues}: one number per row, from 0
 */
public record FileLabels(int classes, String content) {
  /**
   * @throws SpecException if there is no class or the content is not named by its hash
   */
  public FileLabels {
    if (classes < 1) {
      throw new SpecException("classes of data must be at least 1, got %s".formatted(classes));
    }
    if (!FileValues.isName(content)) {
      throw new SpecException(
          "labels of data must be sha256: and 64 hexadecimal digits, got '%s'".formatted(content));
    }
  }
}
