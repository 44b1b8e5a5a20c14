package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.SpecException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 as plain maps, lists and scalars. Tags that create objects, anchors, aliases and
 * repeated keys are refused.
 */
final class YamlText {
  /** The longest text that is read, in characters and in bytes. */
  static final int MOST = 1 << 20;

  /** How deep lists and maps may be nested: the code that reads them calls itself that often. */
  private static final int DEEPEST = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setAllowRecursiveKeys(false)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(MOST)
          .setParseComments(false)
          .build();

  private YamlText() {}

  /**
   * Reads one document.
   *
   * @return a map, list, string, number or boolean; null for an empty document
   * @throws SpecException with line and column if {@code text} is not such YAML
   */
  static Object parse(String text, String file) {
    try {
      int depth = 0;
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > DEEPEST) {
          throw new SpecException(
              "lists and maps must be nested at most %s deep (%s)"
                  .formatted(DEEPEST, place(file, event.getStartMark())));
        }
        boolean anchored =
            event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent());
        if (anchored) {
          throw new SpecException(
              "anchors and aliases are not allowed (%s)"
                  .formatted(place(file, event.getStartMark())));
        }
      }
      return new Load(SETTINGS).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      throw new SpecException("%s (%s)".formatted(problem(e), place(file, e.getProblemMark())));
    } catch (YamlEngineException e) {
      throw new SpecException("%s (%s)".formatted(oneLine(e.getMessage()), file));
    }
  }

  private static String place(String file, Optional<Mark> mark) {
    return mark.map(
            m -> "%s, line %s, column %s".formatted(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(file);
  }

  /**
   * The problem in words. Some problems continue a sentence that their context begins: "expected
   * this", "but found that".
   */
  private static String problem(MarkedYamlEngineException e) {
    String problem = oneLine(e.getProblem());
    return problem.startsWith("but ") && e.getContext() != null
        ? oneLine(e.getContext()) + ", " + problem
        : problem;
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("not YAML");
  }
}
