package dev.ares.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkflowsTest {

    private static final Path FOLDER = Path.of("../../.github/workflows");

    @ParameterizedTest
    @ValueSource(strings = {"ci", "images", "dependencies", "weekly"})
    void keepTheRules(String name) throws IOException {
        assertThat(read(name).violations()).isEmpty();
    }

    @Test
    void thereIsNoOther() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ci.yml", "images.yml", "dependencies.yml", "weekly.yml");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            actions are pinned by commit           | @3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1 | @v7
            actions are pinned by commit           | ' # v7.0.1'                                        | ''
            nothing may be written                 | contents: read                                     | contents: write
            jobs end                               | timeout-minutes: 90                                | name: endless
            a checkout leaves no credentials       | persist-credentials: false                         | persist-credentials: true
            no script is written by a pull request | run: .ci/run                                       | run: echo "${{ github.event.pull_request.title }}"
            a stranger's change                    | pull_request:                                      | pull_request_target:
            """)
    void aRuleBites(String rule, String given, String broken) throws IOException {
        String text = read("ci").text();

        assertThat(text).contains(given);
        assertThat(Workflow.parse(text.replace(given, broken)).violations()).anyMatch(v -> v.startsWith(rule));
    }

    /** What a machine of GitHub's runs is what everyone runs. */
    @Test
    void ciRunsTheScriptThatEveryoneRuns() throws IOException {
        assertThat(commands("ci"))
                .containsExactly(
                        ".ci/run",
                        "deploy/helm/definitions",
                        "deploy/helm/verify",
                        "deploy/helm/try-out",
                        "deploy/docker/verify --observability",
                        ".ci/testcontainers");
        assertThat(commands("weekly")).containsExactly(".ci/full", ".ci/seata", "deploy/docker/verify --seata");
        assertThat(Stream.concat(commands("ci"), commands("weekly")))
                .allSatisfy(command -> assertThat(Path.of("../..").resolve(command.split(" ")[0]))
                        .isExecutable());
    }

    private static Stream<String> commands(String workflow) throws IOException {
        return read(workflow)
                .jobs()
                .flatMap(job -> Json.all(job, "steps[].run"))
                .map(JsonElement::getAsString);
    }

    /** The commands of the chart's README, in its order. */
    @Test
    void theChartIsInstalledByItsReadme() throws IOException {
        String script = Files.readString(Path.of("try-out")).replaceAll("\\\\\\n\\s*", "");

        assertThat(script)
                .containsSubsequence(
                        "create namespace $namespace",
                        "label namespace $namespace pod-security.kubernetes.io/enforce=restricted",
                        "deploy/helm/make-secrets | k create -f -",
                        "install ares deploy/helm/ares -n $namespace -f deploy/helm/ares/values-try-out.yaml --wait",
                        "port-forward service/ares-gateway");
        assertThat(Files.readString(Path.of("README.md")))
                .containsSubsequence(
                        "kubectl create namespace ares",
                        "kubectl label namespace ares pod-security.kubernetes.io/enforce=restricted",
                        "deploy/helm/make-secrets | kubectl create -n ares -f -",
                        "helm install ares deploy/helm/ares -n ares -f deploy/helm/ares/values-try-out.yaml --wait",
                        "port-forward service/ares-gateway");
    }

    @Test
    void imagesAreThoseOfTheChartForBothArchitectures() throws IOException {
        var images = read("images");
        var wanted = Chart.TRY_OUT
                .render()
                .of("Deployment")
                .map(deployment -> deployment.name().replaceFirst("^ares-", ""))
                .collect(Collectors.toSet());

        assertThat(images.jobs().filter(job -> Json.one(job, "strategy").isPresent()))
                .hasSize(2)
                .allSatisfy(job -> assertThat(
                                Json.all(job, "strategy.matrix.module[]").map(JsonElement::getAsString))
                        .containsExactlyInAnyOrderElementsOf(wanted));
        assertThat(Json.all(images.json(), "jobs.publish.steps[].with.platforms")
                        .map(JsonElement::getAsString))
                .containsExactly("linux/amd64,linux/arm64");
    }

    @Test
    void nothingIsPublishedThatDoesNotPassTestsAndScan() throws IOException {
        var images = read("images").json();

        assertThat(Json.all(images, "jobs.publish.needs[]").map(JsonElement::getAsString))
                .containsExactlyInAnyOrder("tests", "scan");
        assertThat(Json.text(images, "jobs.tests.uses")).contains("./.github/workflows/ci.yml");
        assertThat(read("ci").text()).contains("\n  workflow_call:\n").doesNotContain("push:");
    }

    /** ghcr.io refuses the name that an owner with capitals would make. */
    @Test
    void theNameOfAnImageIsInLowerCase() throws IOException {
        var images = read("images").json();

        assertThat(read("images").text()).doesNotContain("github.repository_owner");
        assertThat(Json.all(images, "jobs.publish.steps[].run").map(JsonElement::getAsString))
                .anyMatch(script -> script.contains("prefix=ghcr.io/${GITHUB_REPOSITORY_OWNER,,}/ares"));
        assertThat(Json.all(images, "jobs.publish.steps[].with.tags").map(JsonElement::getAsString))
                .containsExactly(
                        "${{ steps.image.outputs.prefix }}/${{ matrix.module }}:${{ steps.image.outputs.tag }}");
    }

    private static Workflow read(String name) throws IOException {
        return Workflow.parse(Files.readString(FOLDER.resolve(name + ".yml")));
    }
}
