package dev.ares.inventory.adapter.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;
import dev.ares.resilience.RemoteCall;

/**
 * {@link AvailabilityView} as one Redis string per product, "version available", which lives for a while only, so that
 * even an entry that missed its news is right again soon. The keys share a slot: one script writes many.
 *
 * <p>While reads and writes fail it is left alone, so that a frozen Redis costs a time-out now and then, not each time.
 * Both are as good done twice as once.
 */
public final class RedisAvailability implements AvailabilityView {

    private static final String PREFIX = "{ares.inventory}:available:";

    private static final RedisScript<Long> KEEP_NEWER =
            RedisScript.of(new ClassPathResource("redis/keep-newer.lua"), Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final Duration timeToLive;
    private final RemoteCall call;

    public RedisAvailability(ReactiveStringRedisTemplate redis, Duration timeToLive, RemoteCall call) {
        this.redis = redis;
        this.timeToLive = timeToLive;
        this.call = call;
    }

    @Override
    public Mono<List<Availability>> find(Collection<Sku> skus) {
        List<Sku> asked = List.copyOf(skus);
        return asked(redis.opsForValue()
                        .multiGet(asked.stream().map(RedisAvailability::key).toList()))
                .map(values -> availabilities(asked, values));
    }

    @Override
    public Mono<Void> keep(List<Availability> availabilities) {
        if (availabilities.isEmpty()) {
            return Mono.empty();
        }
        List<String> keys = availabilities.stream().map(each -> key(each.sku())).toList();
        Stream<Long> values = availabilities.stream().flatMap(each -> Stream.of(each.version(), each.available()));
        List<String> arguments = Stream.concat(Stream.of(timeToLive.toMillis()), values)
                .map(String::valueOf)
                .toList();
        return asked(redis.execute(KEEP_NEWER, keys, arguments).then());
    }

    /** The client's first connection blocks whoever asks for it: that must not be a thread with other requests. */
    private <T> Mono<T> asked(Mono<T> command) {
        return call.ask(command.subscribeOn(Schedulers.boundedElastic()));
    }

    private static String key(Sku sku) {
        return PREFIX + sku;
    }

    private static List<Availability> availabilities(List<Sku> skus, List<String> values) {
        List<Availability> found = new ArrayList<>(skus.size());
        for (int i = 0; i < skus.size(); i++) {
            // A missing key is a null that the template does not declare.
            String value = Objects.toString(values.get(i), "");
            if (!value.isEmpty()) {
                int space = value.indexOf(' ');
                long version = Long.parseLong(value, 0, space, 10);
                long available = Long.parseLong(value, space + 1, value.length(), 10);
                found.add(new Availability(skus.get(i), available, version));
            }
        }
        return found;
    }
}
