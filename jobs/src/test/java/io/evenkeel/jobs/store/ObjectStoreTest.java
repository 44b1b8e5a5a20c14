package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.jobs.store.ModelDisk.Fate;
import io.evenkeel.jobs.store.ModelDisk.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An object store where files appear when they are closed, with conditional creation. */
class ObjectStoreTest {
  private static final String FILE = "trials/shard-000000.parquet";
  private static final String BUCKET = "object-store-test";

  private ModelDisk disk;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    disk = ModelDisk.of(BUCKET);
    store = Store.at("s3a://" + BUCKET + "/run", ModelFileSystem.configuration());
  }

  @AfterEach
  void drop() throws IOException {
    ((ModelFileSystem) files()).close();
    ModelDisk.drop(BUCKET);
  }

  private static org.apache.hadoop.fs.FileSystem files() throws IOException {
    return new org.apache.hadoop.fs.Path("s3a://" + BUCKET + "/")
        .getFileSystem(ModelFileSystem.configuration());
  }

  @Test
  void ofTwoWritersAtOnceTheFirstToFinishWinsAndTheOtherLearnsOfIt() throws IOException {
    Content second =
        during(
            content("second"), () -> assertThat(store.createOnce(FILE, content("first"))).isTrue());
    assertThatThrownBy(() -> store.createOnce(FILE, second)).isInstanceOf(ConflictException.class);
    assertThat(read()).isEqualTo("first");
  }

  @Test
  void twoWritersOfTheSameBytesAreWelcome() throws IOException {
    Content second =
        during(content("same"), () -> assertThat(store.createOnce(FILE, content("same"))).isTrue());
    assertThat(store.createOnce(FILE, second)).isFalse();
    assertThat(read()).isEqualTo("same");
  }

  @Test
  void aWriteThatFailsHalfwayMakesNothingAndCanBeRepeated() throws IOException {
    disk.suffer((operation, path) -> operation == Operation.WRITE ? Fate.HALF : Fate.DONE);
    assertThatThrownBy(() -> store.createOnce(FILE, content("whole")))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot write s3a://%s/run/%s: injected within WRITE of /run/%s"
                .formatted(BUCKET, FILE, FILE));
    assertThat(disk.files()).isEmpty();
    disk.recover();
    assertThat(store.createOnce(FILE, content("whole"))).isTrue();
    assertThat(read()).isEqualTo("whole");
  }

  @Test
  void aContentThatThrowsMakesNothing() {
    Content broken =
        during(
            content("x"),
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> store.createOnce(FILE, broken)).hasMessage("broken");
    assertThat(disk.files()).isEmpty();
  }

  @Test
  void aWriteWhoseAnswerIsLostIsFoundThere() throws IOException {
    disk.suffer((operation, path) -> operation == Operation.CLOSE ? Fate.FAILS_AFTER : Fate.DONE);
    assertThat(store.createOnce(FILE, content("x"))).isFalse();
    disk.recover();
    assertThat(read()).isEqualTo("x");
  }

  @Test
  void aWriteThatFailsWhenItIsClosedIsAnError() {
    disk.suffer((operation, path) -> operation == Operation.CLOSE ? Fate.FAILS_BEFORE : Fate.DONE);
    assertThatThrownBy(() -> store.createOnce(FILE, content("x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("injected before CLOSE");
    assertThat(disk.files()).isEmpty();
  }

  @Test
  void aNoteThatFailsHalfwayLeavesTheOlderOne() throws IOException {
    store.note("_evenkeel/note", "old".getBytes(StandardCharsets.UTF_8));
    disk.suffer((operation, path) -> operation == Operation.WRITE ? Fate.HALF : Fate.DONE);
    assertThatThrownBy(() -> store.note("_evenkeel/note", "new".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StoreException.class);
    disk.recover();
    assertThat(new String(store.open("_evenkeel/note").readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("old");
  }

  /** The model throws an error at any rename. */
  @Test
  void aFileIsMovedByACopy() throws IOException {
    store.createOnce(FILE, content("x"));
    store.move(FILE, "_evenkeel/quarantine/x.1");
    assertThat(disk.files()).containsOnlyKeys("/run/_evenkeel/quarantine/x.1");
  }

  private String read() throws IOException {
    return new String(store.open(FILE).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Content content(String text) {
    return StoreTest.content(text);
  }

  private interface Event {
    void happen() throws IOException;
  }

  /** The content; something happens when it is first written. */
  private static Content during(Content content, Event event) {
    return new Content() {
      private boolean happened;

      @Override
      public long size() {
        return content.size();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        if (!happened) {
          happened = true;
          event.happen();
        }
        content.writeTo(out);
      }
    };
  }
}
