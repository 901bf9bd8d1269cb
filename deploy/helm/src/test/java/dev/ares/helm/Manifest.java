package dev.ares.helm;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One rendered object. */
record Manifest(JsonObject json) {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

    String kind() {
        return Json.text(json, "kind").orElse("");
    }

    String name() {
        return Json.text(json, "metadata.name").orElse("");
    }

    boolean isWorkload() {
        return WORKLOADS.contains(kind());
    }

    JsonObject pod() {
        return Json.object(json, "spec.template.spec");
    }

    JsonObject podLabels() {
        return Json.object(json, "spec.template.metadata.labels");
    }

    Stream<JsonElement> containers() {
        return Stream.of("containers", "initContainers")
                .flatMap(name -> Json.all(json, "spec.template.spec." + name + "[]"));
    }

    /** Whether every label that the selector asks for is on this workload's pods. */
    boolean podsMatch(JsonObject matchLabels) {
        return matchLabels.entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(podLabels().get(wanted.getKey())));
    }

    /** Variables with this prefix, by the rest of their names, and their values; references are left out. */
    Map<String, String> plainVariables(String prefix) {
        return containers()
                .flatMap(container -> Json.all(container, "env[]"))
                .filter(variable -> Json.one(variable, "value").isPresent())
                .filter(variable -> Json.text(variable, "name").orElse("").startsWith(prefix))
                .collect(Collectors.toMap(
                        variable -> Json.text(variable, "name").orElse("").substring(prefix.length()),
                        variable -> Json.text(variable, "value").orElse("")));
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
