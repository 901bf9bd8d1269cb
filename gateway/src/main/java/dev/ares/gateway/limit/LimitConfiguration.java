package dev.ares.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    LiveSettings<LimitSettings> limitSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.limits", LimitSettings.class);
    }

    @Bean
    LimitMetrics limitMetrics(MeterRegistry registry) {
        return new LimitMetrics(registry);
    }

    /** Before TLS: a handshake costs more than all that comes after it. */
    @Bean
    NettyServerCustomizer openConnections(LiveSettings<LimitSettings> settings, LimitMetrics metrics) {
        var connections = new OpenConnections(settings, metrics);
        metrics.show(connections);
        return server -> server.doOnChannelInit(
                (observer, channel, address) -> channel.pipeline().addFirst("ares.openConnections", connections));
    }

    @Bean
    NettyServerCustomizer unreadAnswers(LiveSettings<LimitSettings> settings, LimitMetrics metrics) {
        var answers = new UnreadAnswers(settings, metrics);
        metrics.show(answers);
        return answers::watch;
    }

    /** {@link HomeLoop} takes each request away from the thread that reads the answers; another one between is a detour. */
    @Bean
    LettuceClientOptionsBuilderCustomizer answersWhereTheyAreRead() {
        return options -> options.publishOnScheduler(false);
    }

    @Bean
    RateLimits rateLimits(
            LiveSettings<LimitSettings> settings, ReactiveStringRedisTemplate redis, LimitMetrics metrics) {
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
}
