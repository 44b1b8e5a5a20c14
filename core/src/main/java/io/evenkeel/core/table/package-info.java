/** The columns of result tables, each declared once with its type, unit and meaning. */
package io.evenkeel.core.table;
