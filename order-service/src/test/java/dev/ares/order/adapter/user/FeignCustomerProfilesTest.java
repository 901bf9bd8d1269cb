package dev.ares.order.adapter.user;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import feign.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.cache.CacheSettings;
import dev.ares.cache.Caches;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.RemoteCalls;
import dev.ares.resilience.RetrySettings;
import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An order gets a profile soon or goes without, whatever user-service does. */
class FeignCustomerProfilesTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Scheduler threads = Schedulers.newBoundedElastic(2, 100, "feign-test");
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch forever = new CountDownLatch(1);

    @AfterEach
    void stop() {
        forever.countDown();
        threads.dispose();
    }

    @Test
    void aProfileIsAskedOnceAndRemembered() {
        FeignCustomerProfiles profiles = profiles(LONGEST, (id, options) -> {
            asked.incrementAndGet();
            return new CustomerClient.Customer(id + "@shop.example" + options.readTimeoutMillis());
        });

        assertThat(profiles.known("u-1").block(LONGEST)).isEmpty();
        assertThat(email(profiles, "u-1")).contains("u-1@shop.example2000");
        assertThat(email(profiles, "u-1")).isPresent();
        assertThat(profiles.known("u-1").block(LONGEST)).contains("u-1@shop.example2000");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoeverSaysNothingHoldsUpNobodyAndNotForEver() {
        CustomerProfiles profiles = profiles(Duration.ofMillis(20), this::saysNothing);

        assertThat(email(profiles, "u-1")).isEmpty();
        await().atMost(LONGEST).until(() -> attempts("late") == 1);
    }

    @Test
    void whoeverFailsIsLeftAlone() {
        CustomerProfiles profiles = profiles(LONGEST, (id, options) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("broken");
        });

        IntStream.range(0, 10)
                .forEach(i -> assertThat(email(profiles, "u-" + i)).isEmpty());
        assertThat(asked).hasValue(3);
        assertThat(attempts("open")).isEqualTo(7);
    }

    private CustomerClient.Customer saysNothing(String id, Request.Options options) {
        try {
            forever.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new CustomerClient.Customer(null);
    }

    private FeignCustomerProfiles profiles(Duration longestWait, CustomerClient client) {
        var breaker = new BreakerSettings(0.5, Duration.ofSeconds(10), 3, Duration.ofMinutes(1), 5, Duration.ZERO);
        var retry = new RetrySettings(1, Duration.ofMillis(1), Duration.ofMillis(1), 0, 0);
        var settings = LiveSettings.fixed(new CallSettings(TIMEOUT, 10, breaker, retry));
        return new FeignCustomerProfiles(
                client,
                longestWait,
                threads,
                new RemoteCalls(metrics).to("user-service", settings, settingsOf -> settingsOf),
                profiles -> new Caches(metrics)
                        .local(
                                "profiles",
                                id -> id,
                                profiles,
                                LiveSettings.fixed(CacheSettings.defaults()),
                                same -> same));
    }

    private double attempts(String outcome) {
        return metrics.counter("ares.calls", "call", "user-service", "outcome", outcome)
                .count();
    }

    private static Optional<String> email(CustomerProfiles profiles, String userId) {
        return profiles.email(userId).blockOptional(LONGEST).orElseThrow();
    }
}
