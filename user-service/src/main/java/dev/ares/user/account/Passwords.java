package dev.ares.user.account;

import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.web.Problem;

/**
 * Hashes passwords with Argon2id on threads of its own, so that neither the event loop nor the database waits for it.
 * What does not fit into the bounded queue, or waits longer than the patience, ends in {@link Problem#unavailable}: a
 * burst of log-ins delays log-ins and nothing else. Registrations have a thread and a queue of their own: anybody may
 * register as often as they like, and who has an account still logs in.
 */
final class Passwords implements AutoCloseable {

    static final String EXPECTED = "8 to 128 characters, no control characters";
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder argon2;
    private final Scheduler logIns;
    private final Scheduler registrations;
    private final Duration patience;
    private final Timer hashing;

    Passwords(PasswordSettings settings, MeterRegistry metrics) {
        argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, settings.memoryKib(), settings.iterations());
        logIns = Schedulers.newBoundedElastic(settings.threads(), settings.queue(), "passwords");
        registrations = Schedulers.newBoundedElastic(1, settings.registrationQueue(), "new-passwords");
        patience = settings.patience();
        hashing = Timer.builder("ares.password.hash")
                .description("CPU-bound work of one password hash, without the wait for a thread")
                .register(metrics);
    }

    static boolean isAcceptable(String password) {
        return Registration.isText(password, 8, 128);
    }

    /** A salted hash that carries its parameters, for a new account. Waits for other registrations only. */
    Mono<String> hashNew(String password) {
        return computed(registrations, () -> hashed(password));
    }

    /** As {@link #hashNew}, for somebody who logs in. */
    Mono<String> hash(String password) {
        return computed(logIns, () -> hashed(password));
    }

    /** Whether the password is the one that was hashed. */
    Mono<Boolean> matches(String password, String hash) {
        return computed(logIns, () -> argon2.matches(normalized(password), hash));
    }

    /** Takes as long as {@link #matches}, for nothing: so that an unknown account is not told by the clock. */
    Mono<Void> pretendToMatch(String password) {
        return computed(logIns, () -> hashed(password)).then();
    }

    /** Whether the hash was made with weaker parameters than today's. */
    boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    @Override
    public void close() {
        logIns.dispose();
        registrations.dispose();
    }

    private String hashed(String password) {
        String hash = argon2.encode(normalized(password));
        if (hash == null) {
            throw new IllegalStateException("a password must not be null");
        }
        return hash;
    }

    private <T> Mono<T> computed(Scheduler lane, Callable<T> work) {
        return Mono.fromCallable(hashing.wrap(work))
                .subscribeOn(lane)
                .timeout(patience)
                .onErrorMap(Passwords::isOverload, overload -> Problem.unavailable(RETRY_AFTER));
    }

    private static boolean isOverload(Throwable failure) {
        return failure instanceof RejectedExecutionException || failure instanceof TimeoutException;
    }

    /** The same letters typed on another keyboard may come as other code points. */
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
