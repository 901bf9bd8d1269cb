package dev.ares.user.authentication;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.user.authentication.Attempt.Bucket;
import dev.ares.web.Problem;

/**
 * Limits guessing at passwords, for all replicas together. Each attempt is taken from token buckets before the password is
 * looked at, so that guesses that come at once count too, and given back when it was right. Where the address is known to
 * be the owner's, that is one bucket, of this account from there, which fills in seconds; elsewhere it is three, which
 * fill slowly: the account's from this address, the account's from everywhere and the address's. Who guesses from elsewhere
 * can use up the latter two; the owner still logs in from a known address. Who guesses from there, too, keeps the
 * owner out for as long as it goes on, and seconds longer.
 *
 * <p>The buckets are rows beside the accounts: without that database nobody logs in anyway, so this adds nothing that can be
 * down. A bucket is the moment at which it will be full (GCRA); an address without account has the same ones. Every change
 * is one statement that locks rows in the order of their keys.
 *
 * <p>Times are the database's: of two replicas whose clocks differ, one would take for used up what the other one has just
 * given back. When the database's clock itself is set back, by a failover for example, a bucket that would be full later
 * than any can be counts as full; a minute later, as a statement that waits for a lock tells the time at which it came.
 */
final class LogInThrottle {

    private static final int KNOWN_ADDRESSES = 50;

    private final DatabaseClient database;
    private final Supplier<ThrottleSettings> settings;

    LogInThrottle(DatabaseClient database, Supplier<ThrottleSettings> settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Takes one attempt, or ends with {@link Problem#tooManyRequests}; then, unless attempts met, nothing was taken.
     *
     * @return what was taken
     */
    Mono<Attempt> take(String email, String address) {
        ThrottleSettings inForce = settings.get();
        Attempt attempt = Attempt.of(email, address, inForce);
        return database.sql("""
            WITH asked AS (
                SELECT key, make_interval(secs => every) AS every, make_interval(secs => room) AS room
                FROM unnest($1, $2, $3) AS bucket (key, every, room)
                WHERE (key = $6) = EXISTS (
                    SELECT FROM known_address
                    WHERE key = $4 AND seen_at > statement_timestamp() - make_interval(secs => $5))),
            bounds AS (
                SELECT key, every, statement_timestamp() + room AS most,
                    statement_timestamp() + room + every + interval '1 minute' AS impossible
                FROM asked),
            wait AS (
                SELECT max(full_at - most) AS time FROM login_allowance JOIN bounds USING (key)
                WHERE full_at > most AND full_at <= impossible),
            taken AS (
                INSERT INTO login_allowance AS bucket (key, full_at)
                SELECT key, statement_timestamp() + every FROM asked WHERE (SELECT time FROM wait) IS NULL ORDER BY key
                ON CONFLICT (key) DO UPDATE
                    SET full_at = excluded.full_at + CASE
                        WHEN bucket.full_at > (SELECT impossible FROM bounds WHERE bounds.key = bucket.key)
                        THEN interval '0'
                        ELSE greatest(bucket.full_at - statement_timestamp(), interval '0') END
                WHERE bucket.full_at <= (SELECT most FROM bounds WHERE bounds.key = bucket.key)
                    OR bucket.full_at > (SELECT impossible FROM bounds WHERE bounds.key = bucket.key)
                RETURNING key)
            SELECT ARRAY(SELECT key FROM taken) AS taken, ARRAY(SELECT key FROM asked) AS asked,
                (SELECT count(*) FROM taken) = (SELECT count(*) FROM asked) AS all_taken,
                (SELECT ceil(extract(epoch FROM time) * 1000) FROM wait)::bigint AS wait\
            """)
                .bind("$1", attempt.keys())
                .bind("$2", attempt.seconds(Bucket::every))
                .bind("$3", attempt.seconds(Bucket::room))
                .bind("$4", attempt.addressKey())
                .bind("$5", knownFor(inForce))
                .bind("$6", attempt.knownKey())
                .map(row -> admitted(row, attempt))
                .one()
                .flatMap(admitted -> clearFull().onErrorComplete().thenReturn(admitted));
    }

    /** What was no guess, since nobody looked at the password. */
    Mono<Void> giveBack(Attempt attempt) {
        return database.sql("""
            INSERT INTO login_allowance AS bucket (key, full_at)
            SELECT key, statement_timestamp() - make_interval(secs => every)
            FROM unnest($1, $2) AS given (key, every) ORDER BY key
            ON CONFLICT (key) DO UPDATE SET full_at = bucket.full_at + (excluded.full_at - statement_timestamp())\
            """)
                .bind("$1", attempt.keys())
                .bind("$2", attempt.seconds(Bucket::every))
                .then();
    }

    /** The owner came from there, by a password or a refresh token; the addresses last come from are remembered. */
    Mono<Void> know(UUID userId, String email, String address) {
        return database.sql("""
            WITH kept AS (
                SELECT key FROM known_address
                WHERE user_id = $2 AND seen_at > statement_timestamp() - make_interval(secs => $3)
                ORDER BY seen_at DESC LIMIT $4),
            cleared AS (
                DELETE FROM known_address
                WHERE user_id = $2 AND key <> $1 AND key NOT IN (SELECT key FROM kept))
            INSERT INTO known_address (key, user_id, seen_at) VALUES ($1, $2, statement_timestamp())
            ON CONFLICT (key) DO UPDATE SET seen_at = excluded.seen_at\
            """)
                .bind("$1", Attempt.of(email, address, settings.get()).addressKey())
                .bind("$2", userId)
                .bind("$3", knownFor(settings.get()))
                .bind("$4", KNOWN_ADDRESSES)
                .then();
    }

    private static Attempt admitted(Readable row, Attempt attempt) {
        if (!Boolean.TRUE.equals(row.get("all_taken", Boolean.class))) {
            Long wait = row.get("wait", Long.class);
            // Without a wait another attempt came first, at this moment.
            throw Problem.tooManyRequests(
                    wait == null ? keys(row, "asked", attempt).buckets().get(0).every() : Duration.ofMillis(wait));
        }
        return keys(row, "taken", attempt);
    }

    private static Attempt keys(Readable row, String column, Attempt attempt) {
        return attempt.only(List.of(Objects.requireNonNull(row.get(column, String[].class))));
    }

    /** More than an attempt adds, so that the table stays as small as what is going on; what is left, the next one clears. */
    private Mono<Void> clearFull() {
        return database.sql("""
            DELETE FROM login_allowance WHERE key IN (
                SELECT key FROM login_allowance WHERE full_at < statement_timestamp()
                LIMIT 20 FOR UPDATE SKIP LOCKED)\
            """).then();
    }

    /** In seconds. */
    private static double knownFor(ThrottleSettings settings) {
        return settings.knownFor().toSeconds();
    }
}
