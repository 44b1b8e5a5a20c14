package io.evenkeel.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.analysis.files.SortedFooter;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.jobs.store.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What footers say of the meaning of columns and of the order of rows. */
class FooterTest {
  private static final String TRIAL =
      "width=8; batch=4; init=ones; loss=mse; engine=explicit; depth=%s; activation=%s; seed=%s";

  @TempDir Path folder;

  @Test
  void everyColumnOfEveryTableHasAMeaning() throws IOException {
    EncodedShard shard = Samples.encode(Samples.planned(0, 3, 2));
    for (Content table : List.of(shard.trials(), shard.layers())) {
      FileMetaData footer = footer(EncodingTest.bytes(table));
      JsonNode meanings =
          new ObjectMapper()
              .readTree(
                  footer.getKey_value_metadata().stream()
                      .filter(entry -> entry.getKey().equals("evenkeel.columns"))
                      .findFirst()
                      .orElseThrow()
                      .getValue());
      List<String> named = new ArrayList<>();
      meanings.fieldNames().forEachRemaining(named::add);
      assertThat(named).containsExactlyElementsOf(columns(footer));
      assertThat(meanings).allMatch(meaning -> !meaning.asText().isBlank());
      assertThat(meanings.path("sigma_w2").asText()).endsWith(" [dimensionless]");
    }
  }

  @Test
  void rowsAreSortedByTheColumnsThatTheFooterNames() throws Exception {
    assertThat(order(trials("3 relu", "3 tanh", "2 relu", "2 tanh")))
        .startsWith("width DESC")
        .containsSubsequence("depth DESC", "batch DESC", "activation")
        .endsWith("seed", "step", "layer");
    // A plan keeps the order in which a sweep names activations, which need not be the alphabet's.
    assertThat(order(trials("3 tanh", "3 relu")))
        .contains("depth DESC")
        .doesNotContain("activation");
    assertThat(order(trials("2 tanh", "3 tanh"))).containsExactly("width DESC", "input_width DESC");
    assertThat(order(trials("2 tanh"))).endsWith("seed", "step", "layer");
  }

  /** Two seeds of each: {@code "depth activation"}. */
  private static List<Trial> trials(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.split(" ", -1))
        .flatMap(
            cell ->
                Stream.of(1, 2)
                    .map(seed -> TrialIdentity.parse(TRIAL.formatted(cell[0], cell[1], seed))))
        .toList();
  }

  /** What the footer of the layers says of the order of rows; DuckDB sees whether it is true. */
  private List<String> order(List<Trial> trials) throws IOException, SQLException {
    ShardEncoder encoder = new ShardEncoder("0.1.0", 1, Samples.planned(0, trials.size(), 3));
    for (Trial trial : trials) {
      encoder.add(Samples.result(trial));
    }
    byte[] bytes = EncodingTest.bytes(encoder.finish().layers());
    Path file = Files.write(folder.resolve("layers.parquet"), bytes);
    FileMetaData footer = footer(bytes);
    List<String> order = new ArrayList<>();
    for (RowGroup group : footer.getRow_groups()) {
      for (SortingColumn column : group.getSorting_columns()) {
        String name = columns(footer).get(column.getColumn_idx());
        order.add(column.isDescending() ? name + " DESC" : name);
      }
    }
    String rows = "SELECT %s FROM read_parquet('%s', file_row_number = true) ORDER BY %s";
    String keys = String.join(", ", order);
    String names = keys.replace(" DESC", "");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(rows(duck, rows.formatted(names, file, "file_row_number")))
          .isEqualTo(rows(duck, rows.formatted(names, file, keys)));
    }
    return order;
  }

  private static List<String> rows(Connection duck, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  private static List<String> columns(FileMetaData footer) {
    return footer.getSchema().stream().skip(1).map(element -> element.getName()).toList();
  }

  private static FileMetaData footer(byte[] file) throws IOException {
    int end = file.length - SortedFooter.TAIL;
    int begin = end - SortedFooter.length(Arrays.copyOfRange(file, end, file.length));
    return Util.readFileMetaData(new ByteArrayInputStream(file, begin, end - begin));
  }
}
