package dev.ares.benchmarks.overload;

import java.time.Duration;
import java.util.Optional;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

import dev.ares.traffic.limit.AdaptiveLimiter;
import dev.ares.traffic.limit.OverloadSettings;
import dev.ares.traffic.limit.Priority;

/** A limiter in front of the shop. */
interface Gate {

    /** What to do once the request was answered; empty: it is refused. */
    Optional<Runnable> admit(Priority priority);

    static Gate open() {
        return priority -> Optional.of(() -> {});
    }

    /** So many a second; as smooth as a fixed rate can be made, in whole requests every 20 ms. */
    static Gate fixedRate(double perSecond) {
        RateLimiter limiter = RateLimiter.of(
                "shop",
                RateLimiterConfig.custom()
                        .limitRefreshPeriod(Duration.ofMillis(20))
                        .limitForPeriod((int) Math.max(1, perSecond / 50))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        return priority -> limiter.acquirePermission() ? Optional.of(() -> {}) : Optional.empty();
    }

    /** Gradient2 with the settings that it comes with. */
    static Gate concurrencyLimits() {
        Limiter<Void> limiter =
                SimpleLimiter.newBuilder().limit(Gradient2Limit.newDefault()).build();
        return priority -> limiter.acquire(null).map(listener -> listener::onSuccess);
    }

    static Gate adaptive(Duration target) {
        var settings =
                new OverloadSettings(target, Duration.ofSeconds(3), Duration.ofSeconds(3), 8, 100_000, 1, 20, 0.8);
        var limiter = new AdaptiveLimiter(() -> settings, System::nanoTime);
        return priority -> limiter.admit(priority).map(permit -> permit::answered);
    }
}
