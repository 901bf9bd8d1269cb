package dev.ares.inventory.domain;

import java.util.regex.Pattern;

/**
 * What a product is called, by people and machines: 1 to 64 ASCII letters, digits, dots, dashes and underscores, the
 * first a letter or digit. Case matters. The order is that of the ASCII characters, the same as the database's, since
 * stock is locked in it.
 */
public record Sku(String value) implements Comparable<Sku> {

    public static final String EXPECTED = "1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or a digit";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Sku {
        if (!isValid(value)) {
            throw new IllegalArgumentException("sku: %s (expected: %s)".formatted(value, EXPECTED));
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
