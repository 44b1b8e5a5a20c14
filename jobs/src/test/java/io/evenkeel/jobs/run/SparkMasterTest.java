package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[2]",
        "local[*]",
        "local[ 4 ]",
        "local[2,3]",
        "local[*, 3]",
        "spark://host:7077",
        "spark://one:7077,two:7077",
        "spark://[::1]:7077",
        "yarn",
        "k8s://https://10.0.0.1:6443"
      })
  void whatSparkUnderstandsIsTaken(String url) {
    assertThat(SparkMaster.parse(url).url()).isEqualTo(url);
    assertThat(SparkMaster.parse(url).local()).isEqualTo(url.startsWith("local"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo",
        "Local",
        "local[x]",
        "local[0]",
        "local[",
        "local[2,0]",
        "spark://",
        "spark://host",
        "spark://host:0",
        "spark://host:99999",
        "spark://host:7077,",
        "mesos://host:5050",
        "yarn-client"
      })
  void anythingElseIsAUsageErrorInOneLine(String url) {
    assertThatThrownBy(() -> SparkMaster.parse(url))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "--master %s: must be local, local[2], local[*], spark://host:7077, yarn or"
                + " k8s://https://host:443",
            url);
  }

  @Test
  void sparksOwnTestModeIsNotForRuns() {
    assertThatThrownBy(() -> SparkMaster.parse("local-cluster[2,1,1024]"))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("local[2] runs on two cores of this machine");
  }

  @Test
  void aMasterThatDoesNotAnswerIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      SparkMaster there = SparkMaster.parse("spark://127.0.0.1:" + port);
      assertThatCode(() -> there.requireReachable(0)).doesNotThrowAnyException();
    }
    SparkMaster gone = SparkMaster.parse("spark://127.0.0.1:" + port);
    assertThatThrownBy(() -> gone.requireReachable(0))
        .isInstanceOf(RunFailure.class)
        .hasMessageStartingWith(
            "no Spark master answers at spark://127.0.0.1:%s (", Integer.toString(port))
        .hasMessageContaining("is it running there");
    SparkMaster nowhere = SparkMaster.parse("spark://no-such-host.invalid:7077");
    assertThatThrownBy(() -> nowhere.requireReachable(0))
        .hasMessageContaining("there is no host no-such-host.invalid");
    assertThatCode(() -> SparkMaster.parse("local[2]").requireReachable(0))
        .doesNotThrowAnyException();
  }
}
