/**
 * Laws of weight matrices and of single entries: what an engine has to know about an initialiser.
 */
package io.evenkeel.core.law;
