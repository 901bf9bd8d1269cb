package dev.ares.inventory.adapter.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Refusal;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.Sku;

/** {@link Reservations} in the tables {@code reservation} and {@code reservation_line}. */
public final class PostgresReservations implements Reservations {

    private static final String LOCK = """
            SELECT r.order_id, r.status, r.reason, r.short_of,
                   ARRAY(SELECT l.sku FROM reservation_line l WHERE l.order_id = r.order_id ORDER BY l.sku) AS skus,
                   ARRAY(SELECT l.quantity FROM reservation_line l WHERE l.order_id = r.order_id ORDER BY l.sku)
                       AS quantities
            FROM reservation r WHERE r.order_id = ANY($1) ORDER BY r.order_id FOR UPDATE""";

    private static final String ADD = """
            WITH added AS (
                INSERT INTO reservation (order_id, status, reason, short_of)
                SELECT order_id, status, nullif(reason, ''), string_to_array(short_of, ',')
                FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS r(order_id, status, reason, short_of)
                ORDER BY order_id
                ON CONFLICT DO NOTHING RETURNING order_id
            ), lines AS (
                INSERT INTO reservation_line (order_id, sku, quantity)
                SELECT order_id, sku, quantity
                FROM unnest($5::uuid[], $6::text[], $7::bigint[]) AS l(order_id, sku, quantity)
                JOIN added USING (order_id)
            )
            SELECT order_id FROM added""";

    private static final String CLOSE = """
            UPDATE reservation r SET status = c.status, reason = nullif(c.reason, ''), updated_at = now()
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS c(order_id, status, reason)
            WHERE r.order_id = c.order_id AND r.status = 'RESERVED'
            RETURNING r.order_id""";

    private final DatabaseClient database;

    public PostgresReservations(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<Reservation>> lock(Collection<UUID> orderIds) {
        return database.sql(LOCK)
                .bind(0, orderIds.toArray(UUID[]::new))
                .map(PostgresReservations::reservation)
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> add(List<Reservation> reservations) {
        List<OrderLine> lines = reservations.stream().flatMap(OrderLine::of).toList();
        return database.sql(ADD)
                .bind(0, ids(reservations))
                .bind(1, Column.texts(reservations, Reservation::status))
                .bind(2, Column.texts(reservations, PostgresReservations::reason))
                .bind(3, Column.texts(reservations, PostgresReservations::shortOf))
                .bind(4, lines.stream().map(OrderLine::orderId).toArray(UUID[]::new))
                .bind(5, Column.texts(lines, line -> line.line().sku()))
                .bind(6, Column.numbers(lines, line -> line.line().quantity()))
                .map(PostgresReservations::id)
                .all()
                .collectList()
                .doOnNext(added -> mustBeAll(reservations, added))
                .then();
    }

    @Override
    public Mono<Void> close(List<Reservation> reservations) {
        return database.sql(CLOSE)
                .bind(0, ids(reservations))
                .bind(1, Column.texts(reservations, Reservation::status))
                .bind(2, Column.texts(reservations, PostgresReservations::reason))
                .map(PostgresReservations::id)
                .all()
                .collectList()
                .doOnNext(closed -> mustBeAll(reservations, closed))
                .then();
    }

    private static UUID[] ids(List<Reservation> reservations) {
        return reservations.stream().map(Reservation::orderId).toArray(UUID[]::new);
    }

    private static UUID id(Readable row) {
        return Objects.requireNonNull(row.get("order_id", UUID.class));
    }

    private static String reason(Reservation reservation) {
        return Objects.toString(reservation.reason(), "");
    }

    // A SKU has no comma.
    private static String shortOf(Reservation reservation) {
        return String.join(",", Column.texts(reservation.shortOf()));
    }

    // Somebody else was faster: the batch is rolled back and, tried again, finds what they stored.
    private static void mustBeAll(List<Reservation> reservations, List<UUID> stored) {
        if (stored.size() != reservations.size()) {
            List<UUID> ids = List.of(ids(reservations));
            throw new OptimisticLockingFailureException(
                    "reservations stored: %s (expected: all of %s)".formatted(stored, ids));
        }
    }

    private static Reservation reservation(Readable row) {
        @Nullable String reason = row.get("reason", String.class);
        return new Reservation(
                id(row),
                Reservation.Status.valueOf(Column.text(row, "status")),
                reason == null ? null : Refusal.valueOf(reason),
                Column.lines(row),
                Stream.of(Column.array(row, "short_of", String[].class))
                        .map(Sku::new)
                        .toList());
    }

    private record OrderLine(UUID orderId, Line line) {

        static Stream<OrderLine> of(Reservation reservation) {
            return reservation.lines().stream().map(line -> new OrderLine(reservation.orderId(), line));
        }
    }
}
