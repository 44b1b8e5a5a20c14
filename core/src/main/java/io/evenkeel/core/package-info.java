/** Words and numbers that users write: specs, catalogues of families, messages. */
package io.evenkeel.core;
