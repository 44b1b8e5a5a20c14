/** Laws of weight matrices and of single entries: what an engine has to know of an initialiser. */
package io.evenkeel.core.law;
