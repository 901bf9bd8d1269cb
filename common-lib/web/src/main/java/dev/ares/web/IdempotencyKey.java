package dev.ares.web;

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

    static Problem missing() {
        return Problem.badRequest(HEADER, "exactly once, " + EXPECTED);
    }

    private static boolean isVisibleAscii(int c) {
        return c > ' ' && c < 0x7f;
    }
}
