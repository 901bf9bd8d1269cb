package dev.ares.helm;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Everything that one rendering of the chart makes. */
record Manifests(List<Manifest> all) {

    private static final Gson GSON = new Gson();

    static Manifests parse(String yaml) {
        var options = new LoaderOptions();
        // Helm lets a key stand twice, and the last one win: a sign of two templates at odds.
        options.setAllowDuplicateKeys(false);
        return new Manifests(StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(yaml).spliterator(), false)
                .map(GSON::toJsonTree)
                .filter(JsonElement::isJsonObject)
                .map(document -> new Manifest(document.getAsJsonObject()))
                .toList());
    }

    Stream<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Stream<Manifest> workloads() {
        return all.stream().filter(Manifest::isWorkload);
    }

    Manifest the(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " among " + all));
    }

    Manifests copy() {
        return new Manifests(all.stream()
                .map(manifest -> new Manifest(manifest.json().deepCopy()))
                .toList());
    }
}
