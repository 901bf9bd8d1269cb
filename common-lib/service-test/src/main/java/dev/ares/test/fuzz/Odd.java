package dev.ares.test.fuzz;

import java.util.List;
import java.util.Random;

/** Values that nobody means: for JSON, for paths and for headers. */
final class Odd {

    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "-1",
            "0",
            "-0",
            "1.5",
            "1e400",
            "-2147483649",
            "9223372036854775808",
            "99999999999999999999999999",
            "\"\"",
            "\" \"",
            "\"1\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"<script>alert(1)</script>\"",
            "\"'; DROP TABLE orders; --\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"a\":{\"b\":[]}}",
            "NaN",
            "01",
            "+1",
            "0x10",
            "'a'",
            "nul",
            "\"\t\"",
            "\"unterminated",
            "//",
            "");

    private static final List<String> PATH_PARTS = List.of(
            "none",
            "00000000-0000-0000-0000-000000000000",
            "0",
            "-1",
            "%20",
            "%C3%A9",
            "%FF",
            "%E4%BD%A0%E5%A5%BD",
            "null",
            "undefined",
            "a'b",
            "1%20OR%201=1",
            "%3Cscript%3E",
            "..",
            "%5B%5D",
            "{id}",
            "~",
            "a:b@c",
            "a,b",
            "*",
            "%F0%9F%92%A9");

    private static final List<String> PARAMETERS = List.of(
            "0", "-1", "abc", "", "1.5", "99999999999", "2147483648", "%20", "%00", "null", "1,2", "%FF", "1e3");

    private static final List<String> HEADER_VALUES =
            List.of("", "   ", "\u00e9", "a\tb", "x".repeat(300), "null", "-1", "{}", "\"", ",,,", "0;q=2");

    private Odd() {}

    /** Often no JSON value at all. */
    static String literal(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "\"" + "x".repeat(1 + random.nextInt(5000)) + "\"";
            case 1 -> "[".repeat(1 + random.nextInt(200)) + "]".repeat(random.nextInt(200));
            case 2 -> Long.toString(random.nextLong());
            default -> pick(LITERALS, random);
        };
    }

    static String pathPart(Random random) {
        return random.nextInt(10) == 0 ? "x".repeat(1 + random.nextInt(1000)) : pick(PATH_PARTS, random);
    }

    static String parameter(Random random) {
        return pick(PARAMETERS, random);
    }

    static String headerValue(Random random) {
        return pick(HEADER_VALUES, random);
    }

    static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
