package dev.ares.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Argo CD's own types are not to be had in Java: what is checked is that its objects fit the repository and the chart. */
class GitopsTest {

    private static final Path GITOPS = Path.of("../gitops");

    @Test
    void theApplicationPointsAtFilesThatAreThere() throws IOException {
        JsonObject source = Json.object(read("application.yaml", "Application"), "spec.source");
        Path chart = Path.of("../..").resolve(Json.text(source, "path").orElseThrow());

        assertThat(chart.resolve("Chart.yaml")).exists();
        assertThat(Json.all(source, "helm.valueFiles[]").map(JsonElement::getAsString))
                .hasSize(2)
                .allSatisfy(file -> assertThat(chart.resolve(file)).exists());
    }

    @Test
    void theProjectTakesTheApplication() throws IOException {
        JsonObject application = Json.object(read("application.yaml", "Application"), "spec");
        JsonObject project = read("project.yaml", "AppProject");

        assertThat(Json.text(application, "project")).isEqualTo(Json.text(project, "metadata.name"));
        assertThat(Json.all(project, "spec.sourceRepos[]"))
                .contains(Json.one(application, "source.repoURL").orElseThrow());
        assertThat(Json.all(project, "spec.destinations[]")).contains(Json.object(application, "destination"));
        assertThat(Json.all(project, "spec.clusterResourceWhitelist[]")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theProjectAllowsWhatTheChartMakes(Chart chart) throws IOException {
        Set<String> allowed = Json.all(read("project.yaml", "AppProject"), "spec.namespaceResourceWhitelist[]")
                .map(kind -> Json.text(kind, "group").orElseThrow() + " "
                        + Json.text(kind, "kind").orElseThrow())
                .collect(Collectors.toSet());

        assertThat(chart.render().all()).isNotEmpty().allSatisfy(manifest -> assertThat(allowed)
                .contains(group(Json.text(manifest.json(), "apiVersion").orElseThrow()) + " " + manifest.kind()));
        assertThat(allowed).doesNotContain(" Secret");
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    private static JsonObject read(String file, String kind) throws IOException {
        return Stream.of(Manifests.parse(Files.readString(GITOPS.resolve(file))))
                .flatMap(manifests -> manifests.of(kind))
                .findFirst()
                .orElseThrow()
                .json();
    }
}
