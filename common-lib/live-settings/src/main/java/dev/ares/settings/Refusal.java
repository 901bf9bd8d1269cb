package dev.ares.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;

/** Why a document is not valid, for people. */
final class Refusal {

    /** A document may be long, and a reason that quotes it would be as long. */
    private static final int MAX_LENGTH = 500;

    private Refusal() {}

    /** What the record says of itself; or which value is of the wrong kind. A few hundred characters at most. */
    static String reason(Throwable refused) {
        String whole = refused instanceof StackOverflowError ? "too deeply nested" : whole(refused);
        return whole.length() <= MAX_LENGTH ? whole : whole.substring(0, MAX_LENGTH) + "…";
    }

    private static String whole(Throwable refused) {
        ConfigurationProperty property = null;
        Throwable root = refused;
        while (root.getCause() != null) {
            if (root instanceof BindException binding && binding.getProperty() != null) {
                property = binding.getProperty();
            }
            if (root instanceof ConversionFailedException conversion && property != null) {
                return "%s: %s (expected: %s)".formatted(property.getName(), property.getValue(), expected(conversion));
            }
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String expected(ConversionFailedException conversion) {
        Class<?> type = conversion.getTargetType().getType();
        Object[] constants = type.getEnumConstants();
        return constants == null
                ? "a " + type.getSimpleName()
                : Arrays.stream(constants)
                        .map(constant ->
                                constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
    }
}
