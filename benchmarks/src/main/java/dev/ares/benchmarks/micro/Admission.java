package dev.ares.benchmarks.micro;

import java.time.Duration;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import dev.ares.traffic.limit.AdaptiveLimiter;
import dev.ares.traffic.limit.OverloadSettings;
import dev.ares.traffic.limit.Permit;
import dev.ares.traffic.limit.Priority;

/** A request is admitted and answered at once; all threads share each limiter. Nothing is ever refused. */
@State(Scope.Benchmark)
public class Admission {

    private static final OverloadSettings SETTINGS = new OverloadSettings(
            Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(3), 8, 100_000, 1, 20, 0.8);

    private final AdaptiveLimiter ares = new AdaptiveLimiter(() -> SETTINGS, System::nanoTime);
    private final Limiter<Void> gradient =
            SimpleLimiter.newBuilder().limit(Gradient2Limit.newDefault()).build();
    private final RateLimiter rate = RateLimiter.of(
            "shop",
            RateLimiterConfig.custom()
                    .limitRefreshPeriod(Duration.ofMillis(20))
                    .limitForPeriod(1_000_000_000)
                    .timeoutDuration(Duration.ZERO)
                    .build());

    @Benchmark
    public void ares() {
        Permit permit = ares.admit(Priority.CHECKOUT).orElseThrow();
        permit.answered();
    }

    @Benchmark
    public void gradient() {
        Limiter.Listener listener = gradient.acquire(null).orElseThrow();
        listener.onSuccess();
    }

    /** Has nothing to give back. */
    @Benchmark
    public boolean rate() {
        if (!rate.acquirePermission()) {
            throw new IllegalStateException("permission: refused (expected: always given)");
        }
        return true;
    }
}
