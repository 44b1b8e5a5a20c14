/** Inputs of a network: random rows, and rows of files. */
package io.evenkeel.core.data;
