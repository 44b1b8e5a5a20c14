/** What is fed into a network. */
package io.evenkeel.core.data;
