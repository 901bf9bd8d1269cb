package dev.ares.web;

/**
 * One field, header or parameter that is not as expected.
 *
 * @param field where it stands, in the caller's terms: {@code items[0].quantity}, {@code Idempotency-Key}
 * @param expected what would have been right, readable after "expected:": {@code 1..1000}
 */
public record FieldFault(String field, String expected) {

    String sentence() {
        return field + " (expected: " + expected + ")";
    }
}
