package dev.ares.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
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
import reactor.util.retry.Retry;

/**
 * The public keys of access tokens. Fetched when first needed and again in the background when they are old; kept for as
 * long as fetching fails, so that everyone who is logged in stays so while user-service is down. A key id that is not
 * known makes it look once, but not more often than every few seconds: anyone can invent key ids.
 *
 * <p>After a start those of the {@link KeyCopy} stand in when the first fetch fails. Where there is no copy either, requests
 * wait for the keys, for a bounded time, while they are fetched again and again.
 */
final class AccessTokenKeys implements Function<SignedJWT, Flux<JWK>> {

    private static final Logger log = LoggerFactory.getLogger(AccessTokenKeys.class);

    /** Least time between two fetches that callers can provoke. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Between two fetches while no keys are known, doubling. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Mono<JWKSet> source;
    private final KeyCopy copy;
    private final Duration refresh;
    private final Duration patience;
    private final Clock clock;

    /** Of a process that knows none yet; goes on until there are some, however many wait, and whether they still do. */
    private final Mono<JWKSet> first = Mono.defer(this::fetch)
            .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
            .share();

    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<JWKSet>> running = new AtomicReference<>();
    private volatile @Nullable Instant lastAttempt;
    private volatile @Nullable Throwable lastFailure;

    /**
     * Reads the copy.
     *
     * @param refresh how old keys may get before they are fetched again
     * @param patience how long a request waits for keys when none are known
     */
    AccessTokenKeys(Mono<JWKSet> source, KeyCopy copy, Duration refresh, Duration patience, Clock clock) {
        this.source = source;
        this.copy = copy;
        this.refresh = refresh;
        this.patience = patience;
        this.clock = clock;
        copy.read().ifPresent(keys -> held.set(new Held(keys, Instant.EPOCH)));
    }

    /** The keys that may have signed the token; an error only when none are known, and none came in time. */
    @Override
    public Flux<JWK> apply(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        Held known = held.get();
        if (known == null) {
            return firstInTime().flatMapMany(keys -> select(keys, id));
        }
        // A copy may name a key that was withdrawn since: what is published goes before it.
        boolean isUnconfirmed = lastAttempt == null;
        if (isUnconfirmed || id != null && known.keys().getKeyByKeyId(id) == null) {
            return lookAgain(known).flatMapMany(keys -> select(keys, id));
        }
        renewWhatIsOld(known);
        return select(known.keys(), id);
    }

    /**
     * What tokens are verified by now, as one object for as long as it is the same keys; null while none are known. Has them
     * fetched again when they are old, as {@link #apply} does.
     */
    @Nullable
    JWKSet inForce() {
        Held known = held.get();
        if (known == null || lastAttempt == null) {
            return null;
        }
        renewWhatIsOld(known);
        return known.keys();
    }

    private void renewWhatIsOld(Held known) {
        if (known.at().plus(refresh).isBefore(clock.instant()) && mayFetch()) {
            fetch().subscribe(keys -> {}, failure -> {});
        }
    }

    private Mono<JWKSet> firstInTime() {
        return first.timeout(patience).onErrorMap(TimeoutException.class, late -> {
            Throwable why = lastFailure;
            return why == null ? late : why;
        });
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
                .doOnNext(this::hold)
                .doOnError(this::tell)
                .doFinally(signal -> running.set(null))
                .cache();
        Mono<JWKSet> other = running.compareAndExchange(null, fresh);
        return other == null ? fresh : other;
    }

    private void hold(JWKSet keys) {
        Held before = held.get();
        JWKSet same = before != null && before.keys().getKeys().equals(keys.getKeys()) ? before.keys() : keys;
        held.set(new Held(same, clock.instant()));
        copy.keep(keys);
    }

    private void tell(Throwable failure) {
        lastFailure = failure;
        log.warn("The keys of access tokens could not be fetched: {}", failure.toString());
    }

    private static Flux<JWK> select(JWKSet keys, @Nullable String id) {
        return Flux.fromIterable(keys.getKeys()).filter(key -> id == null || id.equals(key.getKeyID()));
    }

    private record Held(JWKSet keys, Instant at) {}
}
