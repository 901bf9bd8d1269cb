package dev.ares.settings;

import java.util.regex.Pattern;

/**
 * What a path pattern in settings may be, and an endpoint: such a pattern, with a method before it or without. Spring's
 * patterns may hold regular expressions, and a segment of several wildcards becomes one: matched against the paths that
 * callers choose, one pushed document would spend a processor on each request, or the stack of its thread.
 */
public final class PathForm {

    /** Words for a refusal. */
    public static final String EXPECTED = "at most one wildcard to a segment, no regular expressions";

    /** The same for an endpoint. */
    public static final String EXPECTED_ENDPOINT =
            "a path pattern such as GET /api/orders/*; the method may be missing, "
                    + "and is one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS and TRACE; " + EXPECTED;

    private static final Pattern ENDPOINT = Pattern.compile("((GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) )?/\\S*");

    private static final Pattern SEGMENT =
            Pattern.compile("\\*\\*|[^*{}]*+((\\*|\\{\\*?[A-Za-z][A-Za-z0-9]*+\\})[^*{}]*+)?+");

    private PathForm() {}

    /**
     * Whether it is {@code /path} or {@code METHOD /path}, and the path simple. A method that is misspelt would be that of no
     * request, and what was set would never be in force.
     */
    public static boolean isEndpoint(String text) {
        return ENDPOINT.matcher(text).matches() && isSimple(text);
    }

    /** Whether each segment is {@code **}, or has one {@code *} or <code>{name}</code> at most. Nothing else is asked of it. */
    public static boolean isSimple(String pattern) {
        for (String segment : pattern.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }
}
