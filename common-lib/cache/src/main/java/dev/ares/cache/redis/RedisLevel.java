package dev.ares.cache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.cache.Hearing;
import dev.ares.cache.SecondLevel;
import dev.ares.resilience.RemoteCall;

/**
 * {@link SecondLevel} in Redis: a string per key, a script and one round trip per call. All keys of a service share a slot.
 * Invalidations come by publish and subscribe, on a connection of its own.
 */
public final class RedisLevel implements SecondLevel, SmartLifecycle {

    /** Longer than loads take; who dies while loading holds up others' first requests for so long. */
    static final Duration LEASE = Duration.ofSeconds(5);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> LOOK = script("look", List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> FILL = script("fill", List.class);

    private static final RedisScript<Long> PUT = script("put", Long.class);
    private static final RedisScript<Long> INVALIDATE = script("invalidate", Long.class);

    private final String service;
    private final LettuceConnectionFactory connections;
    private final ReactiveStringRedisTemplate redis;
    private final RemoteCall call;
    private final Tokens tokens = new Tokens();
    private final Invalidations invalidations;
    private final Unsent unsent;
    private volatile boolean running;

    /**
     * Once started, it listens as soon as Redis is there.
     *
     * @param service whose caches these are; keys and channels begin with it
     * @param connections standalone, or with sentinels. In a cluster nothing is heard: the first level answers nothing older
     *     than {@link dev.ares.cache.CacheSettings#staleAtMost}
     * @param call the way to Redis
     */
    public RedisLevel(String service, LettuceConnectionFactory connections, RemoteCall call) {
        this.service = service;
        this.connections = connections;
        this.redis = new ReactiveStringRedisTemplate(connections);
        this.call = call;
        this.invalidations = new Invalidations(System::nanoTime);
        this.unsent = new Unsent(this::drop);
    }

    /** By its text: of a resource it would be asked at every call whether it has changed, which in a jar is dear. */
    private static <T> RedisScript<T> script(String name, Class<T> result) {
        try {
            var script = new ClassPathResource("ares/cache/" + name + ".lua");
            return RedisScript.of(script.getContentAsString(StandardCharsets.UTF_8), result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of those whose invalidation Redis has not got yet: what it keeps of them is known to be outdated. */
    @Override
    public Mono<Map<String, Found>> look(String cache, Collection<String> names) {
        List<String> asked =
                names.stream().filter(name -> !unsent.waits(cache, name)).toList();
        if (asked.isEmpty()) {
            return Mono.just(Map.of());
        }
        String lease = Text.lease(tokens.next());
        return asked(LOOK, keys(cache, asked), List.of(lease, millis(LEASE))).map(answer -> {
            Map<String, Found> found = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                String kept = (String) answer.get(2 * i);
                found.put(asked.get(i), Text.found(kept, ((Number) answer.get(2 * i + 1)).longValue(), lease));
            }
            return found;
        });
    }

    /** How long it is kept is not asked for: whoever peeks does not keep it. */
    @Override
    public Mono<Map<String, Found.Value>> peek(String cache, Collection<String> names) {
        List<String> asked =
                names.stream().filter(name -> !unsent.waits(cache, name)).toList();
        if (asked.isEmpty()) {
            return Mono.just(Map.of());
        }
        return asked(redis.opsForValue().multiGet(keys(cache, asked))).map(kept -> {
            Map<String, Found.Value> found = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                String text = kept.get(i);
                if (text != null && Text.found(text, 0, "") instanceof Found.Value value) {
                    found.put(asked.get(i), value);
                }
            }
            return found;
        });
    }

    @Override
    public Mono<Map<String, String>> fill(String cache, List<Filling> fillings) {
        List<String> keys = keys(cache, fillings.stream().map(Filling::key).toList());
        List<String> texts = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (Filling one : fillings) {
            String text = Text.of(tokens.next(), one.version(), one.text());
            texts.add(text);
            arguments.addAll(List.of(one.mark(), text, millis(one.life())));
        }
        return asked(FILL, keys, arguments).map(answer -> {
            Map<String, String> marks = new HashMap<>();
            for (int i = 0; i < fillings.size(); i++) {
                if (((Number) answer.get(i)).intValue() == 1) {
                    marks.put(fillings.get(i).key(), Text.mark(texts.get(i)));
                }
            }
            return marks;
        });
    }

    @Override
    public Mono<Void> put(String cache, List<Written> values) {
        if (values.isEmpty()) {
            return Mono.empty();
        }
        List<String> arguments = new ArrayList<>(List.of(channel(cache)));
        for (Written one : values) {
            String text = Text.of(tokens.next(), one.version(), one.text());
            arguments.addAll(List.of(one.key(), Long.toString(one.version()), text, millis(one.life())));
        }
        return asked(PUT, keys(cache, values.stream().map(Written::key).toList()), arguments)
                .then();
    }

    @Override
    public Mono<Void> invalidate(String cache, Collection<String> names) {
        return names.isEmpty()
                ? Mono.empty()
                : drop(cache, names).onErrorResume(fault -> {
                    unsent.add(cache, names);
                    return Mono.empty();
                });
    }

    private Mono<Void> drop(String cache, Collection<String> names) {
        List<String> arguments = List.of(channel(cache), String.join("\n", names));
        return asked(INVALIDATE, keys(cache, names), arguments).then();
    }

    private <T> Mono<T> asked(RedisScript<T> script, List<String> keys, List<String> arguments) {
        return asked(redis.execute(script, keys, arguments).next());
    }

    /** The client's first connection blocks whoever asks for it: that must not be a thread with other requests. */
    private <T> Mono<T> asked(Mono<T> command) {
        return call.ask(command.subscribeOn(Schedulers.boundedElastic()));
    }

    @Override
    public void onInvalidation(String cache, Consumer<Collection<String>> listener) {
        invalidations.add(channel(cache), message -> listener.accept(List.of(message.split("\n"))));
    }

    @Override
    public Hearing hearing() {
        return invalidations.hearing();
    }

    @Override
    public void start() {
        invalidations.start(connections.getRequiredNativeClient());
        unsent.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        unsent.stop();
        invalidations.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the connections, and gone before them. */
    @Override
    public int getPhase() {
        return connections.getPhase() + 1;
    }

    private String channel(String cache) {
        return service + ":" + cache;
    }

    private List<String> keys(String cache, Collection<String> names) {
        return names.stream()
                .map(name -> "{" + service + "}:" + cache + ":" + name)
                .toList();
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
