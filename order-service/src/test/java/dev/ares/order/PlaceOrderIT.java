package dev.ares.order;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import dev.ares.order.application.NewOrder;
import dev.ares.order.application.Orders;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderRequest;
import dev.ares.order.domain.Placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a request makes, and what it must not make. */
class PlaceOrderIT extends RunningService {

    @Autowired
    private Orders orders;

    @Test
    void writesOfSeveralOrdersWithOneKeyTheFirstAndTheOthersBesideIt() {
        String key = newKey();
        NewOrder first = newOrder(key, "mug", "cup");
        NewOrder again = newOrder(key, "bowl");
        NewOrder other = newOrder(newKey(), "plate");

        Set<OrderId> written = orders.insert(List.of(first, again, other))
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(written)
                .containsExactlyInAnyOrder(first.order().id(), other.order().id());
        assertThat(orders.find("ann", first.order().id()).block(PATIENCE)).isEqualTo(first.order());
        assertThat(orders.find("ann", other.order().id()).block(PATIENCE)).isEqualTo(other.order());
        assertThat(orders.find("ann", again.order().id()).block(PATIENCE)).isNull();
    }

    private static NewOrder newOrder(String key, String... skus) {
        Instant now = Instant.parse("2026-11-22T10:15:30.123456Z");
        var items = Stream.of(skus).map(sku -> new OrderRequest.Item(sku, 2)).toList();
        var prices = Stream.of(skus).collect(Collectors.toMap(sku -> sku, sku -> new Money(sku.length() * 100, "EUR")));
        var placed = (Placement.Placed) new OrderRequest(items, "pm_silent", 0, null)
                .at(prices, OrderId.next(now, new SecureRandom()), "ann", now);
        return new NewOrder(placed.order(), key, new byte[] {1, -2, 3}, "pm_silent", Optional.empty());
    }

    @Test
    void answersAtOnceWhereTheOrderIsToBeFound() {
        var answer = customer("ann")
                .post()
                .uri("/api/orders")
                .header("Idempotency-Key", newKey())
                .bodyValue(order("pm_card_visa", "mug"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .doesNotExist("Preference-Applied");
        JsonNode order = body(answer);
        assertThat(order.path("status").asString()).isEqualTo("PENDING");
        String id = order.path("id").asString();
        answer.expectHeader().valueEquals("Location", "/api/orders/" + id);
        assertThat(get("ann", "/api/orders/" + id).path("createdAt")).isEqualTo(order.path("createdAt"));
    }

    @Test
    void saysWhenItStoppedWaiting() {
        place("ann", newKey(), order("pm_silent", "mug"), "wait=1")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=1")
                .expectHeader()
                .valueMatches("Server-Timing", "wait;dur=[1-9]\\d{3,}");
    }

    @Test
    void answersAtOnceWhereACustomerHasTooManyWaitsAndDoesNotSayThatItWaited() {
        // More than the 20 that may, so that none of the next ones takes a place which is still free.
        int many = 25;
        Scheduler threads = Schedulers.newBoundedElastic(many, many, "hoarder");
        var waiting = Flux.range(0, many)
                .flatMap(
                        i -> Mono.fromCallable(() -> place("hoarder", newKey(), order("pm_silent", "mug"), "wait=6")
                                        .expectStatus()
                                        .isAccepted())
                                .subscribeOn(threads),
                        many)
                .count()
                .toFuture();

        await().atMost(PATIENCE)
                .failFast(() -> assertThat(waiting).isNotCompletedExceptionally())
                .untilAsserted(() -> place("hoarder", newKey(), order("pm_silent", "mug"), "wait=1")
                        .expectStatus()
                        .isAccepted()
                        .expectHeader()
                        .doesNotExist("Preference-Applied"));
        place("ann", newKey(), order("pm_silent", "mug"), "wait=1")
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=1");

        assertThat(waiting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo(many);
        threads.dispose();
        place("hoarder", newKey(), order("pm_silent", "mug"), "wait=1")
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=1");
    }

    @Test
    void makesOneOrderOfTwentyParallelRequestsWithOneKey() {
        String key = newKey();
        long before = count("SELECT count(*) FROM orders");

        List<JsonNode> answers = Objects.requireNonNull(Flux.fromStream(
                        IntStream.range(0, 20).boxed())
                .flatMap(
                        i -> Mono.fromCallable(() -> body(place("ann", key, order("pm_card_visa", "mug"), "wait=5")
                                        .expectStatus()
                                        .is2xxSuccessful()))
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(PATIENCE));

        assertThat(answers)
                .extracting(order -> order.path("id").asString())
                .hasSize(20)
                .containsOnly(answers.get(0).path("id").asString());
        assertThat(count("SELECT count(*) FROM orders")).isEqualTo(before + 1);
    }

    @Test
    void answersARepeatedKeyWithTheOrderAsItStands() {
        String key = newKey();
        JsonNode first = body(place("ann", key, order("pm_card_visa", "mug"), "wait=10"));

        JsonNode again = body(place("ann", key, order("pm_card_visa", "mug"), "wait=0")
                .expectStatus()
                .isCreated());

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("status").asString()).isEqualTo("CONFIRMED");
        JsonNode other = body(place("bob", key, order("pm_card_visa", "mug"), "wait=0"));
        assertThat(other.path("id")).as("the same key of another customer").isNotEqualTo(first.path("id"));
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() {
        String key = newKey();
        place("ann", key, order("pm_card_visa", "mug"), "wait=0").expectStatus().isAccepted();

        JsonNode problem = body(place("ann", key, order("pm_card_visa", "pen"), "wait=0")
                .expectStatus()
                .isEqualTo(422));

        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void refusesAChangedPrice() {
        Map<String, Object> expected = Map.of("amount", 1249, "currency", "EUR");
        JsonNode problem = body(refused(with(order("pm_card_visa", "mug"), "expectedTotal", expected), 409));

        assertThat(problem.path("type").asString()).endsWith("/price-changed");
        assertThat(problem.path("detail").asString()).contains("PRICE_CHANGED", "1250");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // body | status | field
                "{\"items\":[{\"sku\":\"spoon\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 422 | items[0].sku",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1},{\"sku\":\"bowl\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 422 | items",
                "{\"items\":[],\"payment\":{\"method\":\"pm\"}} | 400 | items",
                "{\"payment\":{\"method\":\"pm\"}} | 400 | items",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}]} | 400 | payment",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{}} | 400 | payment.method",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":0}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":-1}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1001}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":99999999999}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1.5}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":\"1\"}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].quantity",
                "{\"items\":[{\"sku\":7,\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].sku",
                "{\"items\":[{\"sku\":\"\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].sku",
                "{\"items\":[{\"sku\":\"a\\u0000b\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 400 | items[0].sku",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1},{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"}} | 400 | items[1].sku",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"},\"redeemPoints\":-1} | 400 | redeemPoints",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"},\"redeemPoints\":1250} | 400 | redeemPoints",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{\"method\":\"pm\"},\"coupon\":\"x\"} | 400 | coupon",
                "{\"items\":[{\"sku\":\"mug\",\"quantity\":1}],\"payment\":{\"method\":\"no card!\"}} | 400 | payment.method",
            })
    void writesNothingForBadInput(String body, int status, String field) {
        long before = count("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM saga_instance)");

        JsonNode problem = body(refused(body, status));

        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
        assertThat(problem.path("traceId").asString()).isNotEmpty();
        assertThat(count("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM saga_instance)"))
                .isEqualTo(before);
    }

    @Test
    void namesAMissingKey() {
        JsonNode problem = body(customer("ann")
                .post()
                .uri("/api/orders")
                .bodyValue(order("pm_card_visa", "mug"))
                .exchange()
                .expectStatus()
                .isBadRequest());

        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void saysWhenToComeBackWhilePricesAreNotToBeHad() {
        INVENTORY_SERVICE.outOfOrder.set(true);
        try {
            place("ann", newKey(), order("pm_card_visa", "never-quoted"), "wait=0")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "1");
        } finally {
            INVENTORY_SERVICE.outOfOrder.set(false);
        }
    }

    @Test
    void listsACustomersOrdersPageByPage() {
        List<String> placed = IntStream.range(0, 5)
                .mapToObj(i -> body(place("lister", newKey(), order("pm_card_visa", "mug"), "wait=0"))
                        .path("id")
                        .asString())
                .toList();

        JsonNode first = get("lister", "/api/orders?limit=3");
        JsonNode second =
                get("lister", "/api/orders?limit=3&cursor=" + first.path("next").asString());

        List<String> listed = Flux.just(first, second)
                .flatMapIterable(page -> page.path("items"))
                .map(order -> order.path("id").asString())
                .collectList()
                .block();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(placed).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(second.path("next").isNull()).isTrue();
        customer("lister")
                .get()
                .uri("/api/orders?cursor=x")
                .exchange()
                .expectStatus()
                .isBadRequest();
        customer("lister")
                .get()
                .uri("/api/orders?limit=0")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void showsAnOrderToOperators() {
        String id = placed("ann", order("pm_card_visa", "mug")).path("id").asString();
        WebTestClient operator = caller("op", "operator");

        assertThat(body(operator.get()
                                .uri("/api/orders/{id}", id)
                                .exchange()
                                .expectStatus()
                                .isOk())
                        .path("status")
                        .asString())
                .isEqualTo("CONFIRMED");
        assertThat(body(operator.get()
                                .uri("/api/orders/{id}/timeline", id)
                                .exchange()
                                .expectStatus()
                                .isOk())
                        .path("entries"))
                .isNotEmpty();
        operator.get()
                .uri("/api/orders/{id}/events", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM);
        operator.post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void hidesAnOrderFromEverybodyElse() {
        String id = body(place("ann", newKey(), order("pm_card_visa", "mug"), "wait=0"))
                .path("id")
                .asString();

        for (String path : List.of("", "/timeline", "/events")) {
            customer("eve")
                    .get()
                    .uri("/api/orders/" + id + path)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
            anybody()
                    .get()
                    .uri("/api/orders/" + id + path)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
        }
        customer("ann")
                .get()
                .uri("/api/orders/no-such-id")
                .exchange()
                .expectStatus()
                .isNotFound();
        customer("ann").get().uri("/api/admin/sagas").exchange().expectStatus().isForbidden();
        caller("op", "operator")
                .get()
                .uri("/api/admin/sagas")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec refused(Object body, int status) {
        return customer("ann")
                .post()
                .uri("/api/orders")
                .header("Idempotency-Key", newKey())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
