package dev.ares.test.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that must be refused, as it goes over the wire.
 *
 * @param number its place in the run; with the seed it names the request for ever
 * @param fault what is wrong with it, for the reader of a failing test
 * @param target path and query, not necessarily well-formed
 * @param headers in order, repeated ones included; the length is added
 * @param chunked whether the body is sent without announcing its length
 */
public record BadRequest(
        int number, String fault, String method, String target, List<Header> headers, byte[] body, boolean chunked) {

    /** A header as it is written; values may be odd. */
    public record Header(String name, String value) {}

    @Override
    public String toString() {
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
        return "#" + number + " " + fault + ": " + method + " " + target + " " + start;
    }
}
