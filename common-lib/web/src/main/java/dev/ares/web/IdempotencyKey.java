package dev.ares.web;

import java.util.List;

/**
 * The value of the required request header {@code Idempotency-Key}: 1 to 255 visible ASCII characters. A controller
 * method takes it as an argument; a missing or malformed one is answered with 400 naming the header.
 */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final String EXPECTED = "1 to 255 visible ASCII characters";

    public IdempotencyKey {
        if (value.isEmpty() || value.length() > 255 || !value.chars().allMatch(IdempotencyKey::isVisibleAscii)) {
            throw Problem.badRequest(HEADER, EXPECTED);
        }
    }

    /** From all values of the header in one request: exactly one is expected, and 400 otherwise. */
    public static IdempotencyKey from(List<String> values) {
        if (values.size() != 1) {
            throw Problem.badRequest(HEADER, "exactly once, " + EXPECTED);
        }
        return new IdempotencyKey(values.get(0));
    }

    private static boolean isVisibleAscii(int c) {
        return c > ' ' && c < 0x7f;
    }
}
