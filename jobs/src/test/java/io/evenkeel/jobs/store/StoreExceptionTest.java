package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreExceptionTest {
  /** As the Linux kernel and HDFS 3.4 say it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "Disk quota exceeded",
        "The DiskSpace quota of /runs is exceeded: quota = 1048576 B = 1 MB but diskspace consumed ="
            + " 402653184 B = 384 MB",
        "The NameSpace quota (directories and files) of directory /runs is exceeded: quota=10 file"
            + " count=11",
        "Cannot create file/runs/x. Name node is in safe mode.\nThe reported blocks 0 needs ...",
        "Permission denied: user=someone, access=WRITE, inode=\"/runs\":hdfs:supergroup:drwxr-xr-x"
      })
  void whatOnlyAPersonCanMendIsNotTriedAgain(String said) {
    StoreException error = StoreException.cannot("write", "/runs/x", new IOException(said));
    assertThat(error.lasting()).isTrue();
    assertThat(error.getMessage()).startsWith("cannot write /runs/x: ").doesNotContain("\n");
  }

  @Test
  void aServerThatDoesNotAnswerIsTriedAgain() {
    ConnectException refused = new ConnectException("Connection refused");
    assertThat(StoreException.cannot("read", "x", refused).lasting()).isFalse();
    assertThat(StoreException.unreached(StoreException.cannot("read", "x", refused))).isTrue();
  }

  @Test
  void missingOrForbiddenFilesAreNotReportedAsUnreachable() {
    for (IOException trouble :
        new IOException[] {
          new NoSuchFileException("x"),
          new AccessDeniedException("x"),
          new java.io.EOFException(),
          new org.apache.hadoop.fs.ChecksumException("x", 3)
        }) {
      assertThat(StoreException.unreached(StoreException.cannot("read", "x", trouble))).isFalse();
    }
    assertThat(StoreException.unreached(new StoreException("truncated", null))).isFalse();
  }
}
