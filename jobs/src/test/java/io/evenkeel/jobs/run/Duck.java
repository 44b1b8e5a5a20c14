package io.evenkeel.jobs.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB with a run directory's two tables as the views {@code trials} and {@code layers}. */
public final class Duck implements AutoCloseable {
  private final Connection connection = DriverManager.getConnection("jdbc:duckdb:");

  public Duck(Path root) throws SQLException {
    for (String table : List.of("trials", "layers")) {
      execute("CREATE VIEW %s AS FROM '%s/%s/*.parquet'".formatted(table, root, table));
    }
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public List<List<Object>> rows(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  public long number(String sql) throws SQLException {
    return ((Number) rows(sql).get(0).get(0)).longValue();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
