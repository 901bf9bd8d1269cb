package dev.ares.user.authentication;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.web.RevocationFeed;

/**
 * What access tokens were called back, read from the table that log-outs and changes of roles write.
 *
 * <p>A row is seen when its transaction commits, which is after the moment it names. So whoever has read all of it goes on
 * {@link #OVERLAP} before that reading began: longer than a transaction may take. Times are the database's, whose they are.
 */
final class Revoked implements RevocationFeed {

    /** More than the {@code transaction_timeout} of 15 s. */
    static final Duration OVERLAP = Duration.ofSeconds(20);

    /** Beyond a token's lifetime: the 30 s by which verifiers let clocks differ, and as much between issuing and writing. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** Well below the 256 KiB that a verifier reads. */
    private static final int PAGE = 2000;

    private final DatabaseClient database;
    private final Duration kept;
    private final int page;

    Revoked(DatabaseClient database, TokenSettings settings) {
        this(database, settings, PAGE);
    }

    Revoked(DatabaseClient database, TokenSettings settings, int page) {
        this.database = database;
        this.kept = kept(settings);
        this.page = page;
    }

    /** How long a row matters: until the tokens of before it have expired. */
    static Duration kept(TokenSettings settings) {
        return settings.accessTokenLifetime().plus(MARGIN);
    }

    @Override
    public Mono<Page> after(@Nullable String cursor) {
        Cursor from = Cursor.parse(cursor);
        // now() is when the transaction began: not after what it sees.
        return database.sql("""
            SELECT told.now, entry.key, entry.least, entry.revoked_at
            FROM (SELECT now() AS now) AS told LEFT JOIN (
                SELECT key, least, revoked_at FROM revocation
                WHERE (revoked_at, key) > ($1, $2) AND revoked_at > now() - make_interval(secs => $3)
                ORDER BY revoked_at, key LIMIT $4) AS entry ON true
            ORDER BY entry.revoked_at, entry.key\
            """)
                .bind("$1", from.at().atOffset(ZoneOffset.UTC))
                .bind("$2", from.key())
                .bind("$3", (double) kept.toSeconds())
                .bind("$4", page)
                .map(Row::of)
                .all()
                .collectList()
                .map(rows -> page(from, rows));
    }

    private Page page(Cursor from, List<Row> rows) {
        Instant begun = from.begun();
        Instant next = begun == null ? rows.get(0).now().minus(OVERLAP) : begun;
        List<Row> entries = rows.stream().filter(row -> !row.key().isEmpty()).toList();
        boolean more = entries.size() == page;
        Cursor to = more ? Cursor.within(next, entries.get(page - 1)) : Cursor.from(next);
        return new Page(entries.stream().map(this::entry).toList(), to.text(), more);
    }

    private Entry entry(Row row) {
        return new Entry(
                row.key(),
                row.least(),
                row.revokedAt().plus(kept).plusSeconds(1).getEpochSecond());
    }

    private record Row(Instant now, String key, @Nullable Long least, Instant revokedAt) {

        static Row of(Readable row) {
            Instant now = time(row, "now");
            String key = row.get("key", String.class);
            return key == null
                    ? new Row(now, "", null, now)
                    : new Row(now, key, row.get("least", Long.class), time(row, "revoked_at"));
        }

        private static Instant time(Readable row, String column) {
            return Objects.requireNonNull(row.get(column, OffsetDateTime.class)).toInstant();
        }
    }

    /**
     * Where to go on: behind this row, or at this time.
     *
     * @param begun where to go on after the last page; null on the first
     */
    private record Cursor(Instant at, String key, @Nullable Instant begun) {

        private static final Cursor START = new Cursor(Instant.EPOCH, "", null);
        private static final Pattern FORM =
                Pattern.compile("(?<at>[0-9]{1,17})(~(?<key>[!-}]{1,64})~(?<begun>[0-9]{1,17}))?");

        static Cursor from(Instant time) {
            return new Cursor(time, "", null);
        }

        static Cursor within(Instant begun, Row last) {
            return new Cursor(last.revokedAt(), last.key(), begun);
        }

        static Cursor parse(@Nullable String text) {
            Matcher form = FORM.matcher(text == null ? "" : text);
            if (!form.matches()) {
                return START;
            }
            String key = form.group("key");
            return key == null
                    ? from(time(form.group("at")))
                    : new Cursor(time(form.group("at")), key, time(form.group("begun")));
        }

        String text() {
            return begun == null ? micros(at) : micros(at) + "~" + key + "~" + micros(begun);
        }

        private static Instant time(String micros) {
            return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
        }

        private static String micros(Instant time) {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        }
    }
}
