package dev.ares.helm;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads JSON by path: {@code spec.template.spec.containers[].env[].name}. */
final class Json {

    private static final Pattern PATH = Pattern.compile("\\.");

    private Json() {}

    /** Everything at the path; what is not there is skipped. */
    static Stream<JsonElement> all(JsonElement from, String path) {
        Stream<JsonElement> found = Stream.of(from);
        for (String step : PATH.splitAsStream(path).toList()) {
            found = found.flatMap(element -> step(element, step));
        }
        return found;
    }

    static Optional<JsonElement> one(JsonElement from, String path) {
        return all(from, path).findFirst();
    }

    static Optional<String> text(JsonElement from, String path) {
        return one(from, path).map(JsonElement::getAsString);
    }

    static boolean isTrue(JsonElement from, String path) {
        return one(from, path).filter(JsonElement::getAsBoolean).isPresent();
    }

    static boolean isFalse(JsonElement from, String path) {
        return one(from, path).filter(value -> !value.getAsBoolean()).isPresent();
    }

    /** Object at the path, empty when it is not there. */
    static JsonObject object(JsonElement from, String path) {
        return one(from, path).map(JsonElement::getAsJsonObject).orElseGet(JsonObject::new);
    }

    private static Stream<JsonElement> step(JsonElement element, String step) {
        boolean each = step.endsWith("[]");
        String name = each ? step.substring(0, step.length() - 2) : step;
        if (!element.isJsonObject() || !element.getAsJsonObject().has(name)) {
            return Stream.empty();
        }
        JsonElement value = element.getAsJsonObject().get(name);
        return each ? value.getAsJsonArray().asList().stream() : Stream.of(value);
    }
}
