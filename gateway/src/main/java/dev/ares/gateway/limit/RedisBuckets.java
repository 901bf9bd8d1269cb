package dev.ares.gateway.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/** Buckets that all gateways share, by Redis' clock. A bucket that is full again is gone. */
final class RedisBuckets implements Buckets {

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SCRIPT = RedisScript.of(text("ares/take-token.lua"), List.class);

    private final ReactiveStringRedisTemplate redis;

    RedisBuckets(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Mono<Verdict> take(String key, Allowance allowance) {
        List<String> arguments = List.of(Long.toString(allowance.interval()), Long.toString(allowance.filling()));
        return redis.execute(SCRIPT, List.of(key), arguments).next().map(answer -> verdict(allowance, answer));
    }

    /** As text: of a resource it would be asked at every call whether it has changed, which in a jar is dear. */
    private static String text(String script) {
        try {
            return new ClassPathResource(script).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict verdict(Allowance allowance, List<?> answer) {
        return Verdict.of(allowance, number(answer.get(0)) == 1, number(answer.get(1)));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
