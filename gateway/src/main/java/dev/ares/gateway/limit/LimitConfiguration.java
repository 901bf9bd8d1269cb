package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    @Bean
    LiveSettings<LimitSettings> limitSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.limits", LimitSettings.class);
    }

    @Bean
    RateLimits rateLimits(
            LiveSettings<LimitSettings> settings, ReactiveStringRedisTemplate redis, MeterRegistry registry) {
        var metrics = new LimitMetrics(registry);
        var buckets = new BucketsInReach(
                new RedisBuckets(redis), new LocalBuckets(System::nanoTime), settings, System::nanoTime);
        metrics.show(buckets);
        return new RateLimits(settings, buckets, metrics);
    }

    @Bean
    WebFilter limitByAddress(RateLimits limits) {
        return new LimitByAddress(limits);
    }

    @Bean
    WebFilter limitByUser(RateLimits limits) {
        return new LimitByUser(limits);
    }

    // Without a connection a command fails at once instead of waiting in a queue: the gateway counts by itself.
    // What follows on an answer, the rest of the request, does not run on the one thread that reads all answers.
    @Bean
    LettuceClientOptionsBuilderCustomizer answersWithoutDelay() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .publishOnScheduler(true);
    }

    // The client's own pauses grow to 30 s.
    @Bean
    ClientResourcesBuilderCustomizer connectAgainSoon() {
        Delay pauses = Delay.exponential(FIRST_PAUSE, LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS);
        return resources -> resources.reconnectDelay(pauses);
    }
}
