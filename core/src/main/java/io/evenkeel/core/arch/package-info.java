/** Networks as values: blocks, and the architectures that consist of them. */
package io.evenkeel.core.arch;
