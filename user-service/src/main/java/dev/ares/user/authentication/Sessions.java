package dev.ares.user.authentication;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.observability.RequestThreadLocals;
import dev.ares.user.account.Account;
import dev.ares.user.account.Accounts;

/**
 * Log-in sessions in PostgreSQL, one row each. Every change is one statement, atomic without a transaction around. The same
 * statement that ends a session calls back its access tokens, and clears away what was called back and has expired since.
 */
final class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /** A session's name in access tokens, as {@link RefreshToken#sid}. */
    private static final String SID = "left(encode(sha256(convert_to('sid' || id, 'UTF8')), 'hex'), 32)";

    /** More than a session that ends adds, so that the table stays small; what is left, the next one clears. */
    private static final String CLEARED_REVOCATIONS = """
        DELETE FROM revocation WHERE key IN (
            SELECT key FROM revocation WHERE revoked_at < now() - make_interval(secs => %s)
            ORDER BY revoked_at LIMIT 20 FOR UPDATE SKIP LOCKED)\
        """;

    private final DatabaseClient database;
    private final TokenSettings settings;
    private final Clock clock;

    Sessions(DatabaseClient database, TokenSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens a session and clears away the user's expired and surplus ones, so that the table stays small. */
    Mono<Opened> open(UUID userId) {
        RefreshToken token = RefreshToken.forSession(UUID.randomUUID());
        OffsetDateTime now = OffsetDateTime.now(clock);
        return database.sql("""
                        WITH kept AS (
                            SELECT id FROM login_session WHERE user_id = $2 AND expires_at > $4
                            ORDER BY refreshed_at DESC LIMIT $6),
                        cleared AS (
                            DELETE FROM login_session WHERE user_id = $2 AND id NOT IN (SELECT id FROM kept)
                            RETURNING id),
                        revoked AS (
                            INSERT INTO revocation (key) SELECT 's:' || %s FROM cleared),
                        expired AS (
                            %s)
                        INSERT INTO login_session (id, user_id, secret_hash, created_at, refreshed_at, expires_at)
                        VALUES ($1, $2, $3, $4, $4, $5)
                        RETURNING statement_timestamp() AS at""".formatted(SID, CLEARED_REVOCATIONS.formatted("$7")))
                .bind("$1", token.session())
                .bind("$2", userId)
                .bind("$3", token.secretHash())
                .bind("$4", now)
                .bind("$5", now.plus(settings.sessionLifetime()))
                .bind("$6", settings.sessionsPerUser() - 1)
                .bind("$7", tokensHold())
                .map(row -> new Opened(token, at(row)))
                .one();
    }

    /**
     * Trades the session's newest token for a new one. Of two that come with the same token one wins; the other, like
     * any older token of the session, ends it: one of the two was stolen, and nobody can tell which.
     *
     * <p>The account is read by the same statement: if that fails, the old token still works.
     *
     * @return empty when the token is not the newest of a living session
     */
    Mono<Renewed> renew(RefreshToken old) {
        RefreshToken next = RefreshToken.forSession(old.session());
        return database.sql("""
                        UPDATE login_session AS session SET secret_hash = $3, refreshed_at = $4 FROM account
                        WHERE session.id = $1 AND session.secret_hash = $2 AND session.expires_at > $4
                            AND account.id = session.user_id
                        RETURNING statement_timestamp() AS at,\s""" + Accounts.COLUMNS)
                .bind("$1", old.session())
                .bind("$2", old.secretHash())
                .bind("$3", next.secretHash())
                .bind("$4", OffsetDateTime.now(clock))
                .map(row -> new Renewed(Accounts.account(row), next, at(row)))
                .one()
                .switchIfEmpty(Mono.defer(() -> end(old.session())
                        .filter(ended -> ended)
                        .doOnEach(RequestThreadLocals.onNext(
                                ended -> log.warn("Session {} ended: an old or expired token came", old.session())))
                        .then(Mono.empty())));
    }

    /** Ends a session; whoever shows one of its tokens, even an old one, may. False when there was none. */
    Mono<Boolean> end(UUID session) {
        return database.sql("""
                        WITH ended AS (
                            DELETE FROM login_session WHERE id = $1 RETURNING id),
                        expired AS (
                            %s)
                        INSERT INTO revocation (key) SELECT 's:' || %s FROM ended""".formatted(CLEARED_REVOCATIONS.formatted("$2"), SID))
                .bind("$1", session)
                .bind("$2", tokensHold())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** In seconds: for so long it matters that a token was called back. */
    private double tokensHold() {
        return Revoked.kept(settings).toSeconds();
    }

    private static Instant at(Readable row) {
        return Objects.requireNonNull(row.get("at", OffsetDateTime.class)).toInstant();
    }

    /** @param at by the database's clock */
    record Opened(RefreshToken token, Instant at) {}

    /** @param at by the database's clock */
    record Renewed(Account account, RefreshToken token, Instant at) {}
}
