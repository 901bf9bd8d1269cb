package dev.ares.inventory.adapter.redis;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;
import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.NotCalled;
import dev.ares.resilience.RemoteCalls;
import dev.ares.resilience.RetrySettings;
import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Without Redis. What it does with one: AvailabilityIT. */
class RedisAvailabilityTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final List<Sku> MUG = List.of(new Sku("mug"));

    /** Nobody listens on the first port. */
    private final LettuceConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 1);

    private RedisAvailability view;

    @BeforeEach
    void start() {
        nowhere.afterPropertiesSet();
        nowhere.start();
        var breaker = new BreakerSettings(0.5, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 1);
        var retry = new RetrySettings(1, Duration.ofMillis(1), Duration.ofMillis(1), 0, 0);
        var settings = LiveSettings.fixed(new CallSettings(Duration.ofSeconds(5), 10, breaker, retry));
        var call = new RemoteCalls(new SimpleMeterRegistry()).to("redis", settings, settingsOf -> settingsOf);
        view = new RedisAvailability(new ReactiveStringRedisTemplate(nowhere), Duration.ofMinutes(10), call);
    }

    @AfterEach
    void stop() {
        nowhere.destroy();
    }

    @Test
    void aRedisThatIsAwayIsLeftAlone() {
        assertThatThrownBy(() -> view.find(MUG).block(LONGEST)).isNotInstanceOf(NotCalled.class);
        assertThatThrownBy(() -> view.find(MUG).block(LONGEST)).isNotInstanceOf(NotCalled.class);

        assertThatThrownBy(() -> view.find(MUG).block(LONGEST)).isInstanceOf(NotCalled.class);
        assertThatThrownBy(() ->
                        view.keep(List.of(new Availability(MUG.get(0), 7, 1))).block(LONGEST))
                .isInstanceOf(NotCalled.class);
    }
}
