package dev.ares.test.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A call of the REST API, for those who want to spoil it.
 *
 * @param path {@code *} stands for an odd part
 * @param parameters query parameters that the call knows
 * @param body template as in {@link BadBodies}; empty when it has none
 * @param weight how often it is chosen, against the others
 */
record Target(String method, String path, Caller caller, List<String> parameters, String body, int weight) {

    /** Whose token is sent. */
    enum Caller {
        NOBODY,
        CUSTOMER,
        ADMIN
    }

    private static final String ORDER = """
        {"items":[{"sku":«"fuzz-no-such-sku"»,"quantity":«1»}],"payment":{"method":«"pm_card_visa"»},\
        "redeemPoints":«0»,"expectedTotal":«100»}\
        """;
    private static final String MINIMAL_ORDER = """
        {"items":«[{"sku":"fuzz-no-such-sku","quantity":1},{"sku":"fuzz-no-such-sku-2","quantity":1000}]»,\
        "payment":«{"method":"pm_card_visa"}»}\
        """;
    private static final String QUOTES = """
        {"skus":["fuzz-no-such-sku",«"fuzz-no-such-sku-2"»]}\
        """;
    private static final String REFUND = """
        {"lines":[{"sku":«"fuzz-no-such-sku"»,"quantity":«1»}]}\
        """;
    private static final String PRODUCT = """
        {"sku":«"fuzz"»,"name":«"Fuzz"»,"price":{"amount":«-1»,"currency":«"???"»},"stock":-1}\
        """;

    /** Wrong in two rules, so that no damage to the one makes faults of it. */
    private static final String FAULTS = """
        {"rules":[{"id":«"fuzz"»,"hop":«"outbox"»,"kind":«"delay"»,"percent":«1»,"until":"never"},\
        {"id":"fuzz","hop":"nowhere","kind":"nothing","until":"never"}]}\
        """;

    static final List<Target> ALL = Stream.concat(named(), faultSwitches()).toList();

    private static final int WEIGHTS = ALL.stream().mapToInt(Target::weight).sum();

    private static Stream<Target> named() {
        return Stream.of(
                new Target("POST", "/api/orders", Caller.CUSTOMER, List.of(), ORDER, 30),
                new Target("POST", "/api/orders", Caller.CUSTOMER, List.of(), MINIMAL_ORDER, 10),
                new Target("GET", "/api/orders", Caller.CUSTOMER, List.of("limit", "cursor", "x"), "", 6),
                new Target("GET", "/api/orders/*", Caller.CUSTOMER, List.of(), "", 4),
                new Target("POST", "/api/orders/*/cancel", Caller.CUSTOMER, List.of(), "", 4),
                new Target("GET", "/api/orders/*/timeline", Caller.CUSTOMER, List.of(), "", 3),
                new Target("GET", "/api/orders/*/events", Caller.CUSTOMER, List.of(), "", 3),
                new Target("POST", "/api/orders/*/refunds", Caller.ADMIN, List.of(), REFUND, 5),
                new Target("GET", "/api/orders/*/refunds", Caller.CUSTOMER, List.of("limit", "cursor"), "", 3),
                new Target("GET", "/api/products", Caller.NOBODY, List.of("limit", "cursor", "sort"), "", 6),
                new Target("GET", "/api/products/*", Caller.NOBODY, List.of(), "", 5),
                // Most of it the gateway refuses by itself, as it is the gateway that reads these bodies.
                new Target("POST", "/api/quotes", Caller.CUSTOMER, List.of(), QUOTES, 1),
                new Target("POST", "/api/quotes", Caller.CUSTOMER, List.of(), "{\"skus\":«[\"fuzz\"]»}", 1),
                new Target("POST", "/api/users", Caller.NOBODY, List.of(), user("«\"nobody\"»"), 6),
                new Target("GET", "/api/users/*", Caller.CUSTOMER, List.of(), "", 2),
                new Target("GET", "/api/users/me", Caller.CUSTOMER, List.of("x"), "", 1),
                new Target(
                        "POST", "/api/auth/token", Caller.NOBODY, List.of(), "{\"email\":«\"\"»,\"password\":\"\"}", 5),
                new Target("POST", "/api/auth/refresh", Caller.NOBODY, List.of(), "{\"refreshToken\":«\"x\"»}", 4),
                new Target("POST", "/api/auth/logout", Caller.NOBODY, List.of(), "{\"refreshToken\":«\"x\"»}", 2),
                new Target("POST", "/api/admin/products", Caller.ADMIN, List.of(), PRODUCT, 8),
                new Target("POST", "/api/admin/products/*/restock", Caller.ADMIN, List.of(), "{\"quantity\":«0»}", 4),
                new Target(
                        "PUT", "/api/admin/users/*/roles", Caller.ADMIN, List.of(), "{\"roles\":[«\"emperor\"»]}", 4),
                new Target("POST", "/api/admin/users/*/points", Caller.ADMIN, List.of(), "{\"points\":«-1»}", 2),
                new Target("GET", "/api/admin/sagas", Caller.ADMIN, List.of("status", "limit"), "", 3),
                new Target("GET", "/api/admin/sagas/definitions", Caller.ADMIN, List.of("x"), "", 1),
                new Target("POST", "/api/admin/sagas/*/retry", Caller.ADMIN, List.of(), "", 3),
                new Target("GET", "/api/admin/payments", Caller.ADMIN, List.of("status", "limit", "cursor"), "", 2),
                new Target("POST", "/api/admin/payments/*/retry", Caller.ADMIN, List.of(), "", 2),
                new Target(
                        "POST", "/api/admin/payments/*/not-taken", Caller.ADMIN, List.of(), "{\"note\":«\"gone\"»}", 2),
                new Target(
                        "POST", "/api/admin/payments/*/not-given", Caller.ADMIN, List.of(), "{\"note\":«\"gone\"»}", 2),
                new Target(
                        "GET",
                        "/api/admin/messages/user-service",
                        Caller.ADMIN,
                        List.of("status", "limit", "cursor"),
                        "",
                        2),
                new Target("POST", "/api/admin/messages/inventory-service/*/redrive", Caller.ADMIN, List.of(), "", 2),
                new Target(
                        "GET", "/api/admin/messages/order-service", Caller.ADMIN, List.of("status", "cursor"), "", 1),
                new Target("POST", "/api/admin/messages/payment-service/*/redrive", Caller.ADMIN, List.of(), "", 1),
                new Target("GET", "/.well-known/jwks.json", Caller.NOBODY, List.of("kid"), "", 1),
                new Target("POST", "/api/webhooks/stripe", Caller.NOBODY, List.of(), "{\"id\":«\"evt_1\"»}", 4));
    }

    private static Stream<Target> faultSwitches() {
        return Stream.of("order-service", "inventory-service", "payment-service", "user-service")
                .map(service -> "/api/admin/faults/" + service)
                .flatMap(path -> Stream.of(
                        new Target("GET", path, Caller.ADMIN, List.of("x"), "", 1),
                        new Target("PUT", path, Caller.ADMIN, List.of(), FAULTS, 1)));
    }

    static Target pick(Random random) {
        int at = random.nextInt(WEIGHTS);
        for (Target target : ALL) {
            at -= target.weight();
            if (at < 0) {
                return target;
            }
        }
        return ALL.get(0);
    }

    boolean hasBody() {
        return !body.isEmpty();
    }

    private static String user(String email) {
        return "{\"email\":" + email + ",\"password\":\"short\",\"name\":«\"Fuzz\"»}";
    }
}
