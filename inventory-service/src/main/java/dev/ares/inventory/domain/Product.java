package dev.ares.inventory.domain;

/** What is for sale and at which price. The name has 1 to 200 characters, is not blank and has no control characters. */
public record Product(Sku sku, String name, Money price) {

    public static final int MAX_NAME_LENGTH = 200;

    public Product {
        if (!isValidName(name)) {
            throw new IllegalArgumentException(
                    "name: (expected: 1 to %d printable characters)".formatted(MAX_NAME_LENGTH));
        }
    }

    public static boolean isValidName(String name) {
        return !name.isBlank()
                && name.length() <= MAX_NAME_LENGTH
                && name.codePoints().noneMatch(Product::isUnprintable);
    }

    // Lone surrogates count: they cannot be stored as UTF-8.
    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
