package dev.ares.test.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ares.test.fuzz.BadRequest.Header;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Makes bad requests to the routes of the REST API. The same seed makes the same requests. None of them may change
 * anything: no row is written, nothing fails, everything is refused. About one in twenty is made for the gateway alone
 * (no token, too large, no HTTP); the others are well enough formed to reach a service.
 */
public final class BadRequests {

    private static final String JSON = "application/json";
    private static final List<String> OTHER_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/jsonx",
            "application/x-ndjson",
            "application/cbor",
            "application/octet-stream",
            "*/*",
            "nonsense",
            "");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> ODD_HEADERS = List.of(
            "Prefer",
            "Accept-Language",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Last-Event-ID",
            "Origin",
            "X-Request-Id",
            "traceparent",
            "tracestate",
            "b3",
            "User-Agent",
            "Accept-Encoding",
            "Content-Language",
            "Stripe-Signature",
            "Cookie",
            "X-Forwarded-For",
            "X-HTTP-Method-Override");

    /** What one server resolves, takes off or decodes, and another does not. */
    private static final List<String> ODD_SEPARATORS = List.of(
            "//", "/./", "/../", "/x/../", "/..;/", "/%2e%2e/", "/%2E/", "%2f", "%2F", "%5c", "/;a=b/", "/%00/");

    private static final List<String> ODD_ENDS =
            List.of(";", ";a=b", ";jsessionid=1", "/..", "/%2e%2e", "%2f", "//", "%00");

    private final Random random;
    private final Credentials credentials;

    private BadRequests(long seed, Credentials credentials) {
        this.random = new Random(seed);
        this.credentials = credentials;
    }

    /** As many requests as asked for; lazily, in order. */
    public static Stream<BadRequest> of(long seed, int count, Credentials credentials) {
        BadRequests source = new BadRequests(seed, credentials);
        return IntStream.range(0, count).mapToObj(source::next);
    }

    /** The calls that are spoiled, each as {@code GET /api/orders/*}; {@code *} stands for an odd part. */
    public static Set<String> calls() {
        return Target.ALL.stream()
                .map(target -> target.method() + " " + target.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Each call with each path that two servers could read as two different ones: what the gateway takes for open, a
     * service must not take for something else.
     */
    public static Stream<BadRequest> oddPaths(Credentials credentials) {
        BadRequests source = new BadRequests(0, credentials);
        List<BadRequest> requests = new ArrayList<>();
        for (Target target : Target.ALL) {
            String path = target.path().replace("*", "x");
            Stream<String> between = ODD_SEPARATORS.stream().map(odd -> lastSeparator(path, odd));
            Stream<String> after = ODD_ENDS.stream().map(odd -> path + odd);
            Stream.concat(between, after).forEach(odd -> requests.add(source.oddPath(requests.size(), target, odd)));
        }
        return requests.stream();
    }

    private static String lastSeparator(String path, String odd) {
        int separator = path.lastIndexOf('/');
        return path.substring(0, separator) + odd + path.substring(separator + 1);
    }

    private BadRequest oddPath(int number, Target target, String path) {
        return new BadRequest(number, "odd path", target.method(), path, headers(target), new byte[0], false);
    }

    private BadRequest next(int number) {
        Target target = Target.pick(random);
        return switch (random.nextInt(20)) {
            case 0 -> forTheGateway(number, target);
            case 1 -> wrongMethod(number, target);
            case 2 -> wrongContentType(number, target);
            case 3, 4 -> oddHeaders(number, target);
            default -> target.hasBody() ? badBody(number, target) : oddAddress(number, target);
        };
    }

    private BadRequest badBody(int number, Target target) {
        BadBodies.Body body = BadBodies.damage(target.body(), random);
        List<Header> headers = headers(target);
        headers.add(new Header("Content-Type", JSON));
        return request(number, body.fault(), target.method(), address(target), headers, body.bytes());
    }

    private BadRequest oddAddress(int number, Target target) {
        String query = query(target);
        return request(number, "odd address", target.method(), address(target) + query, headers(target), new byte[0]);
    }

    private BadRequest wrongMethod(int number, Target target) {
        List<Header> headers = headers(target);
        headers.add(new Header("Content-Type", JSON));
        String method = Odd.pick(METHODS, random);
        return request(number, "wrong method", method, address(target), headers, bytes(target));
    }

    private BadRequest wrongContentType(int number, Target target) {
        List<Header> headers = headers(target);
        headers.add(new Header("Content-Type", Odd.pick(OTHER_TYPES, random)));
        if (random.nextInt(4) == 0) {
            headers.add(new Header("Content-Encoding", Odd.pick(List.of("gzip", "br", "nonsense"), random)));
        }
        return request(number, "wrong content type", target.method(), address(target), headers, bytes(target));
    }

    private BadRequest oddHeaders(int number, Target target) {
        List<Header> headers = headers(target);
        headers.removeIf(header -> header.name().equals("Idempotency-Key") && random.nextBoolean());
        if (random.nextInt(3) == 0) {
            headers.add(new Header("Idempotency-Key", Odd.headerValue(random)));
        }
        if (random.nextInt(4) == 0) {
            headers.add(new Header("Accept", Odd.pick(List.of("text/html", "image/*", "nonsense", "*"), random)));
        }
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            headers.add(new Header(Odd.pick(ODD_HEADERS, random), Odd.headerValue(random)));
        }
        headers.add(new Header("Content-Type", JSON));
        return request(number, "odd headers", target.method(), address(target), headers, bytes(target));
    }

    private BadRequest forTheGateway(int number, Target target) {
        String address = address(target);
        List<Header> json = List.of(new Header("Content-Type", JSON));
        return switch (random.nextInt(8)) {
            case 0 -> request(number, "no token", "GET", "/api/orders", List.of(), new byte[0]);
            case 1 -> {
                List<Header> bad = List.of(new Header("Authorization", "Bearer " + Odd.headerValue(random)));
                yield request(number, "bad token", "POST", "/api/orders", bad, bytes(target));
            }
            case 2 -> {
                byte[] large = " ".repeat(300 * 1024).getBytes(UTF_8);
                yield request(number, "body too large", target.method(), address, json, large);
            }
            case 3 -> {
                List<Header> large = List.of(new Header("X-Large", "x".repeat(20_000)));
                yield request(number, "headers too large", target.method(), address, large, new byte[0]);
            }
            case 4 -> request(number, "no path", "GET", "/api/products/" + "%" + "zz", List.of(), new byte[0]);
            case 5 ->
                request(number, "no route", "GET", "/internal/" + Odd.pathPart(random), headers(target), new byte[0]);
            case 6 -> oddPath(number, target, lastSeparator(address, Odd.pick(ODD_SEPARATORS, random)));
            default -> request(number, "no method", "BREW", address, headers(target), new byte[0]);
        };
    }

    private BadRequest request(
            int number, String fault, String method, String target, List<Header> headers, byte[] body) {
        return new BadRequest(
                number, fault, method, target, List.copyOf(headers), body, body.length > 0 && random.nextInt(10) == 0);
    }

    private List<Header> headers(Target target) {
        List<Header> headers = new ArrayList<>();
        switch (target.caller()) {
            case CUSTOMER -> headers.add(new Header("Authorization", "Bearer " + credentials.customer()));
            case ADMIN -> headers.add(new Header("Authorization", "Bearer " + credentials.admin()));
            case NOBODY -> {}
        }
        if (target.method().equals("POST") && target.path().equals("/api/orders")) {
            headers.add(new Header("Idempotency-Key", "fuzz-" + random.nextInt(Integer.MAX_VALUE)));
        }
        return headers;
    }

    private String address(Target target) {
        return target.path().replace("*", encoded(Odd.pathPart(random)));
    }

    /** What the framework takes for an attack on paths is for the gateway to refuse; here it is to pass. */
    private static String encoded(String part) {
        return part.replace("{", "%7B").replace("}", "%7D").replace("..", "%2e");
    }

    private String query(Target target) {
        StringBuilder query = new StringBuilder();
        for (String name : target.parameters()) {
            if (random.nextInt(3) > 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(Odd.parameter(random));
            }
        }
        return query.toString();
    }

    private static byte[] bytes(Target target) {
        return BadBodies.plain(target.body()).getBytes(UTF_8);
    }
}
