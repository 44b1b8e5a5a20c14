package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.jobs.store.LocalStore;
import io.evenkeel.jobs.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notes of tries at shards as a table that DuckDB reads. */
class AttemptTableTest {
  @TempDir private Path folder;

  @Test
  void oneRowForEachTryWhateverBecameOfIt() throws Exception {
    Store store = new LocalStore(folder);
    Attempt ended = Attempt.begin(store, 3);
    ended.computed();
    ended.end(3, 40, 800, 12_345, new KernelClock(), true);
    Attempt.begin(store, 7); // and then its process was killed
    store.note(RunFiles.ATTEMPTS + "/shard-000009-torn.json", text("{\"shard\": 9, \"proc"));
    store.note(RunFiles.ATTEMPTS + "/somebody's notes.txt", text("not ours"));

    AttemptTable.FILES.write(
        new io.evenkeel.analysis.cells.RunFolder(folder.toString(), new Configuration(false)),
        AttemptTable.read(store));

    assertThat(
            rows(
                "SELECT shard, begun IS NOT NULL, kernels, trials, layer_rows, bytes, published,"
                    + " compute_seconds >= 0 FROM '%s' ORDER BY shard"))
        .containsExactly(
            "3, true, %s, 40, 800, 12345, true, true".formatted(Kernels.name()),
            "7, true, %s, null, null, null, null, null".formatted(Kernels.name()),
            "9, false, null, null, null, null, null, null");
  }

  private static byte[] text(String note) {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> rows(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(sql.formatted(folder.resolve(AttemptTable.FILES.parquet())))) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(", ", row));
      }
    }
    return rows;
  }
}
