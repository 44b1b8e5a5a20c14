package io.evenkeel.jobs.data;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.evenkeel.core.SpecException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a table in UTF-8 text. Its fields are separated by commas, semicolons or tabs, whichever is
 * most frequent in the first line. The first line has the names of columns if one of its fields is
 * not a number.
 */
final class CsvTable {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)[+-]?(nan|inf|infinity)|na|null|");
  private static final int MOST_COLUMNS = 1_000_000;
  private static final int LONGEST_FIELD = 10_000;
  private static final int FIRST_LINE = 1 << 20;

  private final String file;
  private final CsvParser parser;

  private CsvTable(String file, char separator) {
    this.file = file;
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separator);
    settings.getFormat().setComment('\0');
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(LONGEST_FIELD);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setSkipEmptyLines(true);
    parser = new CsvParser(settings);
  }

  /**
   * Reads a file.
   *
   * @param file as the user names it
   * @param columns see {@link Columns}
   * @throws SpecException on one line with the place, if it is no table of finite numbers
   * @throws IOException if it cannot be read
   */
  static Table read(Path path, String file, Columns columns) throws IOException {
    try (Reader in = open(path)) {
      in.mark(FIRST_LINE);
      char separator = separator(in);
      in.reset();
      return new CsvTable(file, separator).table(in, columns);
    } catch (TextParsingException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new SpecException("%s is not UTF-8 text".formatted(file));
      }
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new SpecException(
          "%s, line %s: this is no table: fields must have at most %s characters, lines at most %s fields"
              .formatted(file, e.getLineIndex() + 1, LONGEST_FIELD, MOST_COLUMNS));
    } catch (CharacterCodingException | CharConversionException e) {
      throw new SpecException("%s is not UTF-8 text".formatted(file));
    } catch (ZipException e) {
      throw new SpecException("%s is no gzip file: %s".formatted(file, e.getMessage()));
    }
  }

  private static Reader open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    try {
      boolean packed = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
      return new BufferedReader(
          new InputStreamReader(
              packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static char separator(Reader in) throws IOException {
    char best = ',';
    int[] counts = new int[128];
    for (int read = 0; read < FIRST_LINE - 1; read++) {
      int c = in.read();
      if (c < 0 || c == '\n') {
        break;
      }
      if (c == ',' || c == ';' || c == '\t') {
        counts[c]++;
        best = counts[c] > counts[best] ? (char) c : best;
      }
    }
    return best;
  }

  private Table table(Reader in, Columns asked) {
    parser.beginParsing(in);
    String[] first = parser.parseNext();
    if (first == null) {
      throw new SpecException("%s has no row".formatted(file));
    }
    List<String> fields = List.of(first).stream().map(String::strip).toList();
    boolean numbers = fields.stream().allMatch(f -> isNumber(f) || NO_NUMBER.matcher(f).matches());
    List<String> names = numbers ? List.of() : fields;
    int[] places = asked.chosen(file, names, first.length);
    Table table = new Table(file, places.length);
    for (String[] line = numbers ? first : parser.parseNext();
        line != null;
        line = parser.parseNext()) {
      if (line.length != first.length) {
        throw new SpecException(
            "%s, line %s: must have %s fields, as the first line has, got %s"
                .formatted(file, line(), first.length, line.length));
      }
      for (int place : places) {
        String field = line[place].strip();
        if (!isNumber(field)) {
          throw Table.notFinite(file, place(names, place), field);
        }
        table.add(Double.parseDouble(field), () -> place(names, place));
      }
    }
    return table;
  }

  private static boolean isNumber(String field) {
    return NUMBER.matcher(field).matches();
  }

  private String place(List<String> names, int place) {
    return "line %s, %s".formatted(line(), Columns.text(names, place));
  }

  private long line() {
    return parser.getContext().currentLine();
  }
}
