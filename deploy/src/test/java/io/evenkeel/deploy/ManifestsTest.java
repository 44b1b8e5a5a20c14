package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of Kubernetes and the workflow, as far as a parser can tell that they fit. */
class ManifestsTest {
  /** This module's folder, in which its tests run. */
  private static final Path DEPLOY = Path.of("").toAbsolutePath();

  @Test
  void theJobFitsItsVolumesItsSweepAndTheExitCodes() throws IOException {
    List<Map<String, Object>> manifests = documents(DEPLOY.resolve("kubernetes/job.yaml"));
    assertThat(manifests)
        .extracting(manifest -> manifest.get("kind"))
        .containsExactly("PersistentVolumeClaim", "ConfigMap", "Job");
    Map<String, Object> job = map(manifests.get(2), "spec");
    Map<String, Object> pod = map(map(job, "template"), "spec");
    Map<String, Object> container = list(pod, "containers").get(0);

    Map<String, Object> resources = map(container, "resources");
    assertThat(map(resources, "limits")).isEqualTo(map(resources, "requests"));
    assertThat(names(list(container, "volumeMounts")))
        .containsExactlyInAnyOrderElementsOf(names(list(pod, "volumes")));
    // The policy on exit codes is one of Pods that are not restarted themselves.
    assertThat(pod.get("restartPolicy")).isEqualTo("Never");
    assertThat(map(list(map(job, "podFailurePolicy"), "rules").get(0), "onExitCodes"))
        .containsEntry("containerName", container.get("name"))
        .containsEntry("values", List.of(2, 3));

    String sweep = (String) map(manifests.get(1), "data").get("sweep.yaml");
    Plan plan = new Plan(SweepFile.parse(sweep, "sweep.yaml", List.of()));
    assertThat(plan.trials()).isEqualTo(90);
    assertThat(container.get("args").toString()).contains("/sweep/sweep.yaml");
  }

  @Test
  void theWorkflowTestsEachPlatformAndAttachesItsArchives() throws IOException {
    Map<String, Object> workflow = documents(DEPLOY.resolve("../.github/workflows/ci.yml")).get(0);
    Map<String, Object> test = map(map(workflow, "jobs"), "test");
    assertThat(list(map(map(test, "strategy"), "matrix"), "include"))
        .extracting(machine -> machine.get("platform"))
        .containsExactly("linux-x86_64", "linux-arm64", "macosx-arm64");
    assertThat(list(test, "steps"))
        .extracting(step -> step.get("run"))
        .contains(".ci/run")
        .anyMatch(line -> line != null && line.toString().contains("-Prelease package"));
    assertThat(map(map(workflow, "jobs"), "release")).containsEntry("needs", "test");
  }

  private static List<String> names(List<Map<String, Object>> volumes) {
    return volumes.stream().map(volume -> (String) volume.get("name")).toList();
  }

  @SuppressWarnings("unchecked") // what a YAML mapping is
  private static Map<String, Object> map(Map<String, Object> of, String key) {
    return (Map<String, Object>) of.get(key);
  }

  @SuppressWarnings("unchecked") // what a YAML sequence of mappings is
  private static List<Map<String, Object>> list(Map<String, Object> of, String key) {
    return (List<Map<String, Object>>) of.get(key);
  }

  @SuppressWarnings("unchecked") // what a YAML mapping is
  private static List<Map<String, Object>> documents(Path file) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : load.loadAllFromString(Files.readString(file, StandardCharsets.UTF_8))) {
      documents.add((Map<String, Object>) document);
    }
    return documents;
  }
}
