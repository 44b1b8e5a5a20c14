package io.evenkeel.core.table;

import java.util.function.Function;

/**
 * One column of a result table, declared once: the Parquet schema, Spark's schema and the
 * documentation all come from here.
 *
 * @param <R> what a row is made from
 * @param name as in the files
 * @param type physical type
 * @param nullable NULL means "not computed"
 * @param unit unit, or "dimensionless", or "-" for names and numbers of things
 * @param meaning one line
 * @param value reads the column's value from a row: Integer, Long, Double, Boolean or String
 *     according to {@code type}; null only if nullable
 */
public record Column<R>(
    String name,
    Type type,
    boolean nullable,
    String unit,
    String meaning,
    Function<R, Object> value) {

  /** This column, read from a row that contains the rows of this one. */
  public <S> Column<S> of(Function<S, R> inner) {
    return new Column<>(name, type, nullable, unit, meaning, inner.andThen(value));
  }

  /** Physical types, the same in Parquet, Spark, DuckDB and pandas. */
  public enum Type {
    /** 32-bit signed integer. */
    INT32,
    /** 64-bit signed integer. */
    INT64,
    /** IEEE double. */
    FLOAT64,
    /** true or false. */
    BOOLEAN,
    /** UTF-8 text with few different values. */
    STRING,
    /** UTF-8 text that differs from row to row. */
    TEXT
  }
}
