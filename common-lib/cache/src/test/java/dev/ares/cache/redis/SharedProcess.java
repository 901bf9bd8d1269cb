package dev.ares.cache.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;

import dev.ares.cache.CacheSettings;
import dev.ares.cache.Caches;
import dev.ares.cache.Format;
import dev.ares.cache.Hearing;
import dev.ares.cache.TwoLevelCache;
import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.RemoteCalls;
import dev.ares.resilience.RetrySettings;
import dev.ares.settings.LiveSettings;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.network.Cable;

/** What one process of a service has: a cache of versions by name, and a connection to Redis that the test can cut. */
final class SharedProcess implements AutoCloseable {

    final Cable cable;
    final AtomicInteger loads = new AtomicInteger();
    final RedisLevel level;
    final TwoLevelCache<String, Long> cache;

    private final DefaultClientResources resources = DefaultClientResources.builder()
            .reconnectDelay(() -> Delay.constant(Duration.ofMillis(50)))
            .build();
    private final LettuceConnectionFactory connections;
    private final Map<String, Long> database;

    SharedProcess(Infrastructure servers, Map<String, Long> database) throws IOException {
        this.database = database;
        this.cable = new Cable(servers.redisPort());
        this.connections = connections(servers);
        var metrics = new SimpleMeterRegistry();
        var breaker = new BreakerSettings(0.5, Duration.ofSeconds(2), 5, Duration.ofMillis(500), 1, Duration.ZERO);
        var retry = new RetrySettings(1, Duration.ofMillis(1), Duration.ofMillis(1), 0, 0);
        var patience = LiveSettings.fixed(new CallSettings(Duration.ofSeconds(5), 100, breaker, retry));
        level = new RedisLevel(servers.suffix(), connections, new RemoteCalls(metrics).to("redis", patience, c -> c));
        var format = new Format<String, Long>(
                key -> key, version -> "v " + version, (key, text) -> Long.valueOf(text.substring(2)), v -> v);
        var settings = LiveSettings.fixed(CacheSettings.defaults());
        cache = new Caches(level, metrics).shared("versions", format, this::load, settings, same -> same);
        level.start();
    }

    private LettuceConnectionFactory connections(Infrastructure servers) {
        var address = new RedisStandaloneConfiguration("127.0.0.1", cable.port());
        address.setDatabase(servers.redisDatabase());
        var client = LettuceClientConfiguration.builder()
                .clientResources(resources)
                .shutdownTimeout(Duration.ZERO)
                .clientOptions(ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .build())
                .build();
        var factory = new LettuceConnectionFactory(address, client);
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    private Mono<Map<String, Long>> load(Set<String> keys) {
        return Mono.fromSupplier(() -> {
            loads.incrementAndGet();
            Map<String, Long> found = new HashMap<>(database);
            found.keySet().retainAll(keys);
            return found;
        });
    }

    boolean hears() {
        return level.hearing().epoch() != Hearing.NEVER;
    }

    /** 0: there is none. */
    long get(String key) {
        return cache.get(key).blockOptional(Duration.ofSeconds(20)).orElse(0L);
    }

    void invalidate(String key) {
        cache.invalidate(List.of(key)).block(Duration.ofSeconds(20));
    }

    @Override
    public void close() throws IOException {
        level.stop();
        connections.destroy();
        resources.shutdown(0, 0, TimeUnit.SECONDS);
        cable.close();
    }
}
