package dev.ares.web.failure;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A Java type in the words of someone who writes JSON. */
final class ExpectedType {

    private ExpectedType() {}

    static String of(@Nullable Class<?> declared) {
        if (declared == null) {
            return "another type";
        }
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(declared);
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type)) {
            return number(type);
        }
        if (type == Instant.class || type == OffsetDateTime.class) {
            return "a time as in RFC 3339, such as 2026-01-31T12:00:00Z";
        }
        return structure(type);
    }

    private static String number(Class<?> type) {
        if (type == Integer.class) {
            return "an integer of at most 32 bits";
        }
        if (type == Long.class) {
            return "an integer of at most 64 bits";
        }
        return "a number";
    }

    private static String structure(Class<?> type) {
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (TemporalAccessor.class.isAssignableFrom(type)) {
            return "a date or time as in ISO 8601";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "a valid value";
    }
}
