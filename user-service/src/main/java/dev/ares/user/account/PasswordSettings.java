package dev.ares.user.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a password's Argon2id hash costs. The defaults are one of OWASP's equivalent sets, the one with the smallest
 * memory; measured at 21 ms (C2) to 90 ms (C1 only) of one core. A change applies to new hashes at once and to an old one
 * at its owner's next log-in.
 *
 * @param memoryKib memory of one hash, in KiB; at least 7168
 * @param iterations passes over that memory
 * @param threads how many hashes of log-ins run at once, beside one of a registration; each holds {@code memoryKib} of
 *     heap and one core
 * @param queue how many log-ins may wait for each thread; more are answered with 503
 * @param registrationQueue how many registrations may wait for theirs; more are answered with 503
 * @param patience how long a request waits for its hash before it is answered with 503
 */
@ConfigurationProperties("ares.user.passwords")
record PasswordSettings(
        @DefaultValue("7168") int memoryKib,
        @DefaultValue("5") int iterations,
        @DefaultValue("2") int threads,
        @DefaultValue("64") int queue,
        @DefaultValue("16") int registrationQueue,
        @DefaultValue("8s") Duration patience) {

    PasswordSettings {
        if (memoryKib < 7168) {
            throw new IllegalArgumentException("ares.user.passwords.memory-kib: " + memoryKib + " (expected: >= 7168)");
        }
        if (iterations < 1 || threads < 1 || queue < 1 || registrationQueue < 1) {
            throw new IllegalArgumentException("ares.user.passwords: iterations, threads, queue and registration-queue"
                    + " (expected: at least 1 each)");
        }
    }

    /** How many log-ins of one client may be under way at once: an eighth of all places, 4 at least. */
    int shareOfAClient() {
        return Math.max(4, threads * queue / 8);
    }
}
