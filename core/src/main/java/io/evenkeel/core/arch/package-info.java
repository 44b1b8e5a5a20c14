/** What a network is made of, as values. */
package io.evenkeel.core.arch;
