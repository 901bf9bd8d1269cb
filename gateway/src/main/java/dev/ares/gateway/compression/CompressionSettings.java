package dev.ares.gateway.compression;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import dev.ares.gateway.endpoint.Endpoint;

/**
 * Settings {@code ares.gateway.compression}, from the environment and live from Nacos: which answers are compressed for
 * callers that say {@code Accept-Encoding}.
 *
 * @param enabled false: none (default true)
 * @param minSize of an answer that says its length; smaller ones gain nothing (default 2 KB). One that does not say it is
 *     compressed
 * @param types media types, never {@code text/event-stream}, whose events must not wait for each other (default: JSON and
 *     problem details)
 * @param except endpoints whose answers are never compressed (default: those that answer with tokens)
 */
record CompressionSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2KB") DataSize minSize,

        @DefaultValue({"application/json", "application/problem+json"})
        List<String> types,

        @DefaultValue("/api/auth/**") List<String> except) {

    CompressionSettings {
        types = List.copyOf(types);
        except = List.copyOf(except);
        if (minSize.isNegative()) {
            throw new IllegalArgumentException(
                    "ares.gateway.compression.min-size: %s (expected: 0 or more)".formatted(minSize));
        }
        types.forEach(CompressionSettings::mediaType);
        Endpoint.all(except);
    }

    static MediaType mediaType(String text) {
        MediaType type = MediaType.parseMediaType(text);
        if (!type.isConcrete() || type.includes(MediaType.TEXT_EVENT_STREAM)) {
            throw new IllegalArgumentException(
                    "ares.gateway.compression.types: %s (expected: a media type such as application/json, no events)"
                            .formatted(text));
        }
        return type;
    }
}
