package dev.ares.user.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The accounts in PostgreSQL. Every call is one statement; it joins the caller's transaction when there is one. */
public final class Accounts {

    /** What {@link #account} reads, of table {@code account}. */
    public static final String COLUMNS =
            "account.id, account.email, account.name, account.roles, account.token_version";

    private final DatabaseClient database;
    private final Clock clock;

    Accounts(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty when there is no such account. */
    public Mono<Account> find(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM account WHERE id = $1")
                .bind("$1", id)
                .map(Accounts::account)
                .one();
    }

    /** The account with this address in any case, and its password's hash; empty when there is none. */
    Mono<Secured> withEmail(String email) {
        return database.sql("SELECT " + COLUMNS + ", password_hash FROM account WHERE lower(email) = lower($1)")
                .bind("$1", email)
                .map(row -> new Secured(account(row), text(row, "password_hash")))
                .one();
    }

    /** Adds the account; false when its address is taken, and then nothing was written. */
    Mono<Boolean> add(Account account, String passwordHash) {
        return database.sql("""
                        INSERT INTO account (id, email, name, roles, password_hash, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (lower(email)) DO NOTHING""")
                .bind("$1", account.id())
                .bind("$2", account.email())
                .bind("$3", account.name())
                .bind("$4", codes(account.roles()))
                .bind("$5", passwordHash)
                .bind("$6", OffsetDateTime.now(clock))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Locks all admins, in the order of their ids, until the caller's transaction ends: who they are then. */
    Mono<List<UUID>> lockAdmins() {
        return database.sql("SELECT id FROM account WHERE 'admin' = ANY(roles) ORDER BY id FOR NO KEY UPDATE")
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all()
                .collectList();
    }

    /** Replaces the roles, and calls back the access tokens of before; empty when there is no such account. */
    Mono<Account> changeRoles(UUID id, Set<Role> roles) {
        return database.sql("""
                        WITH account AS (
                            UPDATE account SET roles = $2, token_version = token_version + 1 WHERE id = $1
                            RETURNING %1$s),
                        revoked AS (
                            INSERT INTO revocation (key, least) SELECT 'u:' || id, token_version FROM account
                            ON CONFLICT (key) DO UPDATE SET
                                least = greatest(revocation.least, excluded.least),
                                revoked_at = excluded.revoked_at)
                        SELECT %1$s FROM account""".formatted(COLUMNS))
                .bind("$1", id)
                .bind("$2", codes(Account.closed(roles)))
                .map(Accounts::account)
                .one();
    }

    /** Replaces one hash by a stronger one of the same password, unless the password was changed meanwhile. */
    Mono<Void> rehash(UUID id, String outdated, String hash) {
        return database.sql("UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
                .bind("$1", id)
                .bind("$2", outdated)
                .bind("$3", hash)
                .then();
    }

    /** An account from its {@link #COLUMNS}. */
    public static Account account(Readable row) {
        String[] roles = Objects.requireNonNull(row.get("roles", String[].class));
        return new Account(
                Objects.requireNonNull(row.get("id", UUID.class)),
                text(row, "email"),
                text(row, "name"),
                Arrays.stream(roles).map(Accounts::role).collect(Collectors.toUnmodifiableSet()),
                Objects.requireNonNull(row.get("token_version", Long.class)));
    }

    private static Role role(String code) {
        return Role.of(code).orElseThrow(() -> new IllegalStateException("role: " + code + " (expected: a known one)"));
    }

    private static String[] codes(Collection<Role> roles) {
        return roles.stream().map(Role::code).sorted().toArray(String[]::new);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /** An account with the hash of its password; the hash never leaves this package. */
    record Secured(Account account, String passwordHash) {

        @Override
        public String toString() {
            return "Secured[account=" + account + "]";
        }
    }
}
