/**
 * Linear algebra in float32 and float64: blocks of native memory, products by OpenBLAS,
 * factorisations. No other package calls native code.
 */
package io.evenkeel.core.linalg;
