package dev.ares.inventory;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockChanged;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.CheckAvailability;
import dev.ares.inventory.application.ProjectAvailability;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.OutgoingMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The read model in Redis. */
class AvailabilityIT extends RunningService {

    @Autowired
    private AvailabilityView view;

    @Autowired
    private CheckAvailability check;

    @Autowired
    private ProjectAvailability project;

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Test
    void followsTheStockByItsEvents() {
        addProduct("followed", 7);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(viewed("followed")).containsExactly(availability("followed", 7, 1)));
    }

    @Test
    void keepsTheNewestOfNewsThatComeInAnyOrder() {
        keep(availability("newest", 5, 12));
        keep(availability("newest", 9, 9));
        keep(availability("newest", 4, 13), availability("older", 1, 1));

        assertThat(viewed("newest")).containsExactly(availability("newest", 4, 13));
        assertThat(viewed("older")).containsExactly(availability("older", 1, 1));
    }

    @Test
    void appliesNewsFromKafkaByVersion() {
        send(List.of(news("told", 3, 30), news("told", 2, 20), news("told-last", 1, 1)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(viewed("told-last")).hasSize(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(viewed("told")).containsExactly(availability("told", 3, 30)));
    }

    @Test
    void readsFromTheStockWhatIsMissingAndKeepsIt() {
        addProduct("lost", 7);
        mustFollow("lost");
        empty();

        assertThat(check.of(List.of(new Sku("lost"), new Sku("nowhere"))).block(PATIENCE))
                .containsExactly(availability("lost", 7, 1));
        assertThat(viewed("lost")).containsExactly(availability("lost", 7, 1));
    }

    @Test
    void isFilledAgainFromTheStock() {
        addProduct("refilled", 7);
        mustFollow("refilled");
        empty();

        project.rebuild().block(PATIENCE);

        assertThat(viewed("refilled")).containsExactly(availability("refilled", 7, 1));
    }

    private void mustFollow(String sku) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(viewed(sku)).hasSize(1));
    }

    private void empty() {
        redis.delete(redis.scan()).block(PATIENCE);
    }

    private void keep(Availability... availabilities) {
        view.keep(List.of(availabilities)).block(PATIENCE);
    }

    private List<Availability> viewed(String sku) {
        return view.find(List.of(new Sku(sku))).blockOptional(PATIENCE).orElseThrow();
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
