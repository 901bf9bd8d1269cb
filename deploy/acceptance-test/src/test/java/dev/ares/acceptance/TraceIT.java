package dev.ares.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.acceptance.OtlpReceiver.Seen;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An order can be followed through all services by the one trace id that its caller chose. */
@ShopTest
class TraceIT {

    private static final String PARENT = "00f067aa0ba902b7";

    /** A profile is asked for with a customer's first order only; then it is remembered. */
    private static final String[] PROFILE = {
        "order-service: HTTP GET", "user-service: http get /internal/customers/{id}"
    };

    /** Of an order that redeems points: who does what, from the request to the last acknowledgement. */
    private static final String[] STEPS = {
        "gateway: http post",
        "order-service: http post /api/orders",
        "order-service: ares.inventory.v1.Catalogue/Quote",
        "inventory-service: ares.inventory.v1.Catalogue/Quote",
        "order-service: send ReserveStock",
        "inventory-service: process ReserveStock",
        "inventory-service: send StockReserved",
        "order-service: process StockReserved",
        "order-service: send HoldPoints",
        "user-service: process HoldPoints",
        "user-service: send PointsHeld",
        "order-service: process PointsHeld",
        "order-service: send Pay",
        "payment-service: process Pay",
        "payment-service: provider pay",
        "payment-service: send PaymentCaptured",
        "order-service: process PaymentCaptured",
        "order-service: send OrderConfirmed",
        "inventory-service: process OrderConfirmed",
        "inventory-service: send StockCommitted",
        "order-service: process StockCommitted",
        "user-service: process OrderConfirmed",
        "user-service: send PointsSettled",
        "order-service: process PointsSettled"
    };

    @BeforeEach
    void recordOrders(RunningShop shop) {
        sample(shop, "ratio: 0\nendpoints: [ { endpoint: /api/orders/**, ratio: 1 } ]");
        ShopClient customer = shop.newCustomer();
        awaitSpansOf(shop, () -> requestWithNewTrace(customer));
    }

    @AfterEach
    void recordNothingAgain(RunningShop shop) {
        sample(shop, "");
    }

    @Test
    void whatIsRecordedChangesWithoutARestart(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String otherEndpoint = newTrace();
        customer.with(traceparent(otherEndpoint)).get("/api/products").expect(200);

        sample(shop, "ratio: 0\nendpoints: [ { endpoint: GET /api/products, ratio: 1 } ]");
        awaitSpansOf(shop, () -> {
            String trace = newTrace();
            customer.with(traceparent(trace)).get("/api/products").expect(200);
            return trace;
        });

        // What the caller wished, by the flag 01, did not count before.
        assertThat(shop.spans().trace(otherEndpoint)).isEmpty();
        String notAnyMore = requestWithNewTrace(customer);
        awaitSpansOf(shop, () -> {
            String trace = newTrace();
            customer.with(traceparent(trace)).get("/api/products").expect(200);
            return trace;
        });
        assertThat(shop.spans().trace(notAnyMore)).isEmpty();
    }

    @Test
    void everyStepOfAnOrderIsInTheTraceOfItsRequest(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(5);
        String first = newTrace();
        customer.with(traceparent(first))
                .order(OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                .expect(201);
        awaitPoints(customer);
        String trace = newTrace();

        customer.with(traceparent(trace))
                .order(OrderRequest.of(shop.newProduct(5), 1).redeeming(5), newTrace())
                .expect(201);

        Awaitility.await().atMost(RunningShop.QUIESCENCE).untilAsserted(() -> {
            List<Seen> spans = shop.spans().trace(trace);
            assertThat(shop.spans().trace(first)).extracting(Seen::shown).contains(PROFILE);
            assertThat(spans).extracting(Seen::shown).contains(STEPS);
            assertThat(orphans(spans)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"b3", "X-B3-TraceId"})
    void aTraceThatBeganInB3IsContinued(String header, RunningShop shop) {
        String trace = newTrace();
        Map<String, String> headers = header.equals("b3")
                ? Map.of("b3", trace + "-" + PARENT + "-1")
                : Map.of("X-B3-TraceId", trace, "X-B3-SpanId", PARENT, "X-B3-Sampled", "1");

        shop.awaitNothingIsOff();
        shop.newCustomer().with(headers).get("/api/orders").expect(200);

        Awaitility.await().atMost(RunningShop.QUIESCENCE).untilAsserted(() -> assertThat(
                        shop.spans().trace(trace))
                .extracting(Seen::shown)
                .contains("gateway: http get", "order-service: http get /api/orders"));
    }

    private static void sample(RunningShop shop, String document) {
        shop.push("gateway", "ares.sampling", document.isEmpty() ? "ratio: 0" : document);
    }

    private static String requestWithNewTrace(ShopClient customer) {
        String trace = newTrace();
        // A trace is recorded whatever the answer is.
        customer.with(traceparent(trace)).get("/api/orders");
        return trace;
    }

    /** Until the spans of one of the requests arrive; those before it were made too early. */
    private static void awaitSpansOf(RunningShop shop, Supplier<String> request) {
        List<String> traces = new ArrayList<>();
        Awaitility.await("a trace to be recorded")
                .atMost(RunningShop.QUIESCENCE)
                .until(() -> {
                    traces.add(request.get());
                    return traces.stream()
                            .anyMatch(trace -> !shop.spans().trace(trace).isEmpty());
                });
    }

    private static Map<String, String> traceparent(String trace) {
        return Map.of("traceparent", "00-" + trace + "-" + PARENT + "-01");
    }

    /** Spans whose parent is neither in the trace nor the caller's: something between them was lost. */
    private static List<Seen> orphans(List<Seen> spans) {
        Set<String> known = spans.stream().map(Seen::id).collect(Collectors.toSet());
        return spans.stream()
                .filter(span -> !span.parent().equals(PARENT) && !known.contains(span.parent()))
                .toList();
    }

    private static void awaitPoints(ShopClient customer) {
        Awaitility.await().atMost(RunningShop.QUIESCENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        customer.me().body().path("points").asLong())
                .isEqualTo(10));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
