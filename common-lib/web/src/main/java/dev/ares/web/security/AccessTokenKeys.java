package dev.ares.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The public keys of access tokens. Fetched when first needed and again in the background when they are old; kept for as
 * long as fetching fails, so that everyone who is logged in stays so while user-service is down. A key id that is not
 * known makes it look once, but not more often than every few seconds: anyone can invent key ids.
 */
final class AccessTokenKeys implements Function<SignedJWT, Flux<JWK>> {

    private static final Logger log = LoggerFactory.getLogger(AccessTokenKeys.class);

    /** Least time between two fetches that callers can provoke. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Mono<JWKSet> source;
    private final Duration refresh;
    private final Clock clock;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<JWKSet>> running = new AtomicReference<>();
    private volatile @Nullable Instant lastAttempt;

    AccessTokenKeys(Mono<JWKSet> source, Duration refresh, Clock clock) {
        this.source = source;
        this.refresh = refresh;
        this.clock = clock;
    }

    /** The keys that may have signed the token; an error only when no keys were ever fetched. */
    @Override
    public Flux<JWK> apply(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        Held known = held.get();
        if (known == null) {
            return fetch().flatMapMany(keys -> select(keys, id));
        }
        if (id != null && known.keys().getKeyByKeyId(id) == null) {
            return lookAgain(known).flatMapMany(keys -> select(keys, id));
        }
        if (known.at().plus(refresh).isBefore(clock.instant()) && mayFetch()) {
            fetch().subscribe(keys -> {}, failure -> {});
        }
        return select(known.keys(), id);
    }

    private Mono<JWKSet> lookAgain(Held known) {
        return mayFetch() ? fetch().onErrorReturn(known.keys()) : Mono.just(known.keys());
    }

    private boolean mayFetch() {
        Instant last = lastAttempt;
        return last == null || last.plus(PAUSE).isBefore(clock.instant());
    }

    /** One fetch at a time, shared by all who wait for it. */
    private Mono<JWKSet> fetch() {
        Mono<JWKSet> fresh = source.doOnSubscribe(subscription -> lastAttempt = clock.instant())
                .doOnNext(keys -> held.set(new Held(keys, clock.instant())))
                .doOnError(
                        failure -> log.warn("The keys of access tokens could not be fetched: {}", failure.toString()))
                .doFinally(signal -> running.set(null))
                .cache();
        Mono<JWKSet> other = running.compareAndExchange(null, fresh);
        return other == null ? fresh : other;
    }

    private static Flux<JWK> select(JWKSet keys, @Nullable String id) {
        return Flux.fromIterable(keys.getKeys()).filter(key -> id == null || id.equals(key.getKeyID()));
    }

    private record Held(JWKSet keys, Instant at) {}
}
