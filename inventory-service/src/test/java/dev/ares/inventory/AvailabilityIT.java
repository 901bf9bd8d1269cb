package dev.ares.inventory;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockChanged;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.OutgoingMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is available, from the caches. */
class AvailabilityIT extends RunningService {

    @Autowired
    private AvailabilityView view;

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Autowired
    private DatabaseClient database;

    @Test
    void followsTheStockByItsEvents() {
        addProduct("followed", 7);
        assertThat(viewed("followed")).containsExactly(availability("followed", 7, 1));

        restock("followed", 3);

        mustBecome(availability("followed", 10, 2));
    }

    @Test
    void keepsTheNewestOfNewsThatComeInAnyOrder() {
        addProduct("newest", 7);
        addProduct("older", 7);
        mustBeKept("newest");
        mustBeKept("older");
        keep(availability("newest", 5, 12));
        keep(availability("newest", 9, 9));
        keep(availability("newest", 4, 13), availability("newest", 3, 11), availability("older", 1, 0));

        assertThat(viewed("newest")).containsExactly(availability("newest", 4, 13));
        assertThat(viewed("older")).containsExactly(availability("older", 7, 1));
    }

    @Test
    void appliesNewsFromKafkaByVersion() {
        addProduct("told", 7);
        mustBeKept("told");

        send(List.of(news("told", 3, 30), news("told", 2, 20)));

        mustBecome(availability("told", 3, 30));
        assertThat(appliedInTransactions())
                .as("a cache that goes by versions needs no transaction and no inbox")
                .isZero();
    }

    @Test
    void readsFromTheStockWhatIsMissingAndKeepsIt() {
        addProduct("lost", 7);

        assertThat(view.of(List.of(new Sku("lost"), new Sku("nowhere"))).block(PATIENCE))
                .containsExactly(availability("lost", 7, 1));
        mustBeKept("lost");
    }

    /** News replaces what is kept; what is not kept is read from the stock, which knows nothing of news made up here. */
    private void mustBeKept(String sku) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(viewed(sku)).hasSize(1);
            assertThat(redis.opsForValue()
                            .get("{ares.inventory}:availability:" + sku)
                            .block(PATIENCE))
                    .startsWith("=")
                    .endsWith(" 1 1 7");
        });
    }

    private void restock(String sku, int quantity) {
        caller("admin")
                .post()
                .uri("/api/admin/products/" + sku + "/restock")
                .bodyValue(Map.of("quantity", quantity))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private long appliedInTransactions() {
        return database.sql("SELECT count(*) FROM inbox WHERE reader = 'inventory-service-availability'")
                .mapValue(Long.class)
                .one()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private void mustBecome(Availability expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(viewed(expected.sku().value())).containsExactly(expected));
    }

    private void keep(Availability... availabilities) {
        view.keep(List.of(availabilities)).block(PATIENCE);
    }

    private List<Availability> viewed(String sku) {
        return view.of(List.of(new Sku(sku))).blockOptional(PATIENCE).orElseThrow();
    }

    private static Availability availability(String sku, long available, long version) {
        return new Availability(new Sku(sku), available, version);
    }

    private static OutgoingMessage news(String sku, long available, long version) {
        StockChanged changed = StockChanged.newBuilder()
                .setSku(sku)
                .setAvailable(available)
                .setVersion(version)
                .build();
        return OutgoingMessage.of(Topics.INVENTORY_EVENTS, sku, changed);
    }
}
