package dev.ares.order.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.mock.env.MockEnvironment;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.StockPolicy;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

import static dev.ares.order.domain.StockPolicy.ALL_OR_NOTHING;
import static dev.ares.order.domain.StockPolicy.HALF_AT_MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StockPolicySettingsTest {

    private final List<SettingsFeed.Follower> followers = new ArrayList<>();

    @Test
    void everyOrderGetsWhateverIsAvailableUnlessSaidOtherwise() {
        StockPolicySettings settings = new StockPolicySettings(Map.of());

        assertThat(orders().map(settings::of)).containsOnly(ALL_OR_NOTHING);
    }

    @Test
    void ordersAreSharedByPercentage() {
        StockPolicySettings settings = new StockPolicySettings(Map.of(ALL_OR_NOTHING, 80, HALF_AT_MOST, 20));

        long some = orders().filter(order -> settings.of(order) == HALF_AT_MOST).count();

        assertThat(some).as("of 1000").isBetween(150L, 250L);
        assertThat(orders().map(settings::of))
                .containsExactlyElementsOf(orders().map(settings::of).toList());
    }

    @Test
    void sharesAreAHundredInAll() {
        for (Map<StockPolicy, Integer> wrong : List.of(
                Map.of(ALL_OR_NOTHING, 99),
                Map.of(ALL_OR_NOTHING, 60, HALF_AT_MOST, 60),
                Map.of(ALL_OR_NOTHING, 120, HALF_AT_MOST, -20))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StockPolicySettings(wrong))
                    .withMessageContaining("100 in all");
        }
    }

    @Test
    void aPushChangesTheSharesAndAMistakeDoesNot() {
        LiveSettings<StockPolicySettings> live = follow();

        push("shares:\n  all-or-nothing: 50\n  half-at-most: 50");
        assertThat(live.get().shares()).isEqualTo(Map.of(ALL_OR_NOTHING, 50, HALF_AT_MOST, 50));
        push("shares: {half-at-most: 100}");
        assertThat(live.get().shares()).isEqualTo(Map.of(HALF_AT_MOST, 100));
        push("shares: {half-at-least: 100}");
        push("shares: {half-at-most: 10}");
        push("share: {half-at-most: 100}");
        assertThat(live.get().shares()).isEqualTo(Map.of(HALF_AT_MOST, 100));
        push(null);
        assertThat(live.get().shares()).isEqualTo(Map.of(ALL_OR_NOTHING, 100));
    }

    private LiveSettings<StockPolicySettings> follow() {
        MockEnvironment environment = new MockEnvironment();
        ConfigurationPropertySources.attach(environment);
        return new LiveSettingsFactory(
                        environment, (name, follower) -> followers.add(follower), new SimpleMeterRegistry())
                .follow(StockPolicySettings.PREFIX, StockPolicySettings.class);
    }

    private void push(@Nullable String document) {
        followers.forEach(follower -> follower.pushed(document));
    }

    private static Stream<OrderId> orders() {
        Random random = new Random(3);
        return Stream.generate(() -> new OrderId(new UUID(random.nextLong(), random.nextLong())))
                .limit(1000);
    }
}
