package dev.ares.test.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dev.ares.test.fuzz.BadRequest.Header;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Requests that speak a format that somebody parses, nearly: what is nonsense from its first character on is refused before
 * the parser comes to what it trips over.
 */
final class NearlyRight {

    private static final String NOBODYS = "00000000-0000-4000-8000-000000000000";

    private static final List<String> SIGNATURES = List.of(
            "t", "t=", "t=x", "t=x,v1=00", "t=1,v1", "t=1,=", "=", ",", "t=99999999999999999999,v1=0", "t=1,v1=zz,v0=");

    private static final List<String> PLACES =
            List.of("14.3.5", "1.", ".1", "1..1", "0000000001", "2147483648", "1" + ".1".repeat(3000), "1.1,2");

    /** Ours, but for a port that is none: whoever compares scheme and host first reads it. */
    private static final List<String> ORIGINS = List.of(
            "http://127.0.0.1:99999999999",
            "http://127.0.0.1:{port}",
            "http://127.0.0.1:-1",
            "http://[127.0.0.1",
            "http:",
            "null",
            "*");

    private static final List<String> CURSORS = List.of(
            "",
            "\0",
            " ",
            NOBODYS,
            NOBODYS + " ",
            NOBODYS + NOBODYS,
            "1-1-1-1-1",
            "+1000000000-12-31T23:59:59Z " + NOBODYS,
            "-1000000000-01-01T00:00:00Z " + NOBODYS,
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z x",
            "2026-02-30T00:00:00Z " + NOBODYS,
            "x".repeat(1000));

    /** What {@code GET /api/products} may be asked with. */
    private static final Map<String, List<String>> OF_PRODUCTS = Map.of(
            "If-None-Match", List.of("*", "\"", "W/", "W/\"", "\"a\",", "\"" + "x".repeat(3000)),
            "If-Modified-Since", List.of("Thu, 31 Feb 2026 00:00:00 GMT", "0", "Thu, 01 Jan 999999999 00:00:00 GMT"),
            "Accept", List.of("application/json;q=x", "application/json;q=2", "application/*;" + "a=b;".repeat(500)),
            "Accept-Language", List.of("de;q=", "x-" + "a".repeat(300), "de-".repeat(300)),
            "traceparent", List.of("00-" + "0".repeat(32) + "-0000000000000000-01", "ff-" + "a".repeat(32)),
            "Authorization", List.of("Bearer", "Bearer ", "Bearer a.b.c", "Bearer " + "a.".repeat(1000)));

    private static final List<String> WAITS =
            List.of("wait=999999", "wait=9999999", "wait=\"5", "wait=", "wait=5;", "wait=5,wait=6", "wait==5");

    private static final List<String> BODIES = List.of(
            " ".repeat(64 * 1024),
            "{\"items\":[{\"sku\":\"fuzz-no-such-sku\",\"quantity\":1e-400}]}",
            "{\"items\":[{\"sku\":\"fuzz-no-such-sku\",\"quantity\":" + "9".repeat(50) + "}]}",
            "{\"items\":[{\"sku\":\"fuzz-no-such-sku\",\"quantity\":1" + "0".repeat(5000) + "}]}",
            "{\"items\":[{\"sku\":\"fuzz-no-such-sku\",\"quantity\":1E+2147483647}]}",
            "{\"items\":[],\"expectedTotal\":1E-2147483648}",
            "{\"\\ud800\":1}",
            "{\"\\udfff\\ud800\":{}}",
            "{\"" + "x".repeat(60_000) + "\":1}",
            "\ufeff{}");

    private final Credentials credentials;
    private final List<BadRequest> requests = new ArrayList<>();

    private NearlyRight(Credentials credentials) {
        this.credentials = credentials;
    }

    /** All of them; none may change anything. */
    static Stream<BadRequest> all(Credentials credentials) {
        NearlyRight nearly = new NearlyRight(credentials);
        nearly.headers();
        nearly.cursors();
        nearly.bodies();
        return nearly.requests.stream();
    }

    private void headers() {
        for (String signature : SIGNATURES) {
            add(
                    "signature",
                    "POST",
                    "/api/webhooks/stripe",
                    "{\"id\":\"evt_1\"}",
                    header("Stripe-Signature", signature));
        }
        for (String place : PLACES) {
            String path = "/api/orders/" + NOBODYS + "/events";
            add("place in a stream", "GET", path, "", customer(), header("Last-Event-ID", place));
        }
        for (String wait : WAITS) {
            add("wait", "POST", "/api/orders", "{}", customer(), key(), header("Prefer", wait));
        }
        OF_PRODUCTS.forEach(
                (name, values) -> values.forEach(value -> add(name, "GET", "/api/products", "", header(name, value))));
        String unsigned =
                encoded("{\"alg\":\"none\"}") + "." + encoded("{\"sub\":\"u-1\",\"roles\":[\"admin\"]}") + ".";
        add("unsigned token", "GET", "/api/orders", "", header("Authorization", "Bearer " + unsigned));
        for (String method : List.of("GET", "get", "", "x y", "x".repeat(300))) {
            Header asked = header("Access-Control-Request-Method", method);
            add("preflight", "OPTIONS", "/api/orders", "", header("Origin", "https://eve.example"), asked);
        }
        for (String origin : ORIGINS) {
            Header from = header("Origin", origin);
            add("origin", "GET", "/api/orders", "", customer(), from);
            add("origin", "OPTIONS", "/api/orders", "", from, header("Access-Control-Request-Method", "GET"));
        }
    }

    private void cursors() {
        for (Target target : Target.ALL) {
            if (target.parameters().contains("cursor")) {
                String path = target.path().replace("*", NOBODYS) + "?cursor=";
                Header[] token = token(target);
                CURSORS.forEach(cursor -> add("cursor", target.method(), path + encoded(cursor), "", token));
            }
        }
    }

    private void bodies() {
        for (String body : BODIES) {
            add("body", "POST", "/api/orders", body, customer(), key());
        }
        BadRequest zipped = new BadRequest(
                requests.size(),
                "zipped body",
                "POST",
                "/api/orders",
                List.of(customer(), key(), json(), header("Content-Encoding", "gzip")),
                zipped("{\"items\":[]}"),
                false);
        requests.add(zipped);
    }

    private void add(String fault, String method, String target, String body, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        if (!body.isEmpty()) {
            all.add(json());
        }
        requests.add(new BadRequest(requests.size(), fault, method, target, all, body.getBytes(UTF_8), false));
    }

    private Header[] token(Target target) {
        return switch (target.caller()) {
            case NOBODY -> new Header[0];
            case CUSTOMER -> new Header[] {customer()};
            case ADMIN -> new Header[] {header("Authorization", "Bearer " + credentials.admin())};
        };
    }

    private Header customer() {
        return header("Authorization", "Bearer " + credentials.customer());
    }

    private Header key() {
        return header("Idempotency-Key", "nearly-" + requests.size());
    }

    private static Header json() {
        return header("Content-Type", "application/json");
    }

    private static Header header(String name, String value) {
        return new Header(name, value);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] zipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
