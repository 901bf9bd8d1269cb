package dev.ares.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * What was pushed, as properties: YAML (so JSON too), one document, no placeholders, no anchors, and within
 * {@link DocumentBounds}.
 */
final class SettingsDocument {

    private SettingsDocument() {}

    /** The document's values by their full names: {@code prefix.field}. */
    static Map<String, Object> read(String prefix, String document) {
        DocumentBounds.check(document);
        List<PropertySource<?>> sources = load(document);
        if (sources.size() > 1) {
            throw new IllegalArgumentException(sources.size() + " documents (expected: one)");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (PropertySource<?> source : sources) {
            EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) source;
            for (String key : properties.getPropertyNames()) {
                String value = String.valueOf(properties.getProperty(key));
                refusePlaceholder(key);
                refusePlaceholder(value);
                values.put(prefix + "." + key, value);
            }
        }
        return values;
    }

    /**
     * One would make the environment's secrets readable for everyone who may push. Asked of what was read and not of the
     * document, in which a dollar may be written as an escape.
     */
    private static void refusePlaceholder(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("${ (expected: plain values, no placeholders)");
        }
    }

    private static List<PropertySource<?>> load(String document) {
        try {
            return new YamlPropertySourceLoader()
                    .load("pushed", new ByteArrayResource(document.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not YAML: " + unreadable.getMessage(), unreadable);
        }
    }
}
