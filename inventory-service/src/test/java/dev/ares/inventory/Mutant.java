package dev.ares.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;

/** Ways to get reservations wrong, around the real tables. Each serves one transaction. */
enum Mutant {
    NONE,
    FORGETS_NATURAL_KEYS,
    FORGETS_TOMBSTONES,
    WRITES_STOCK_WITHOUT_ITS_CONDITION;

    /** @param reserving whether the transaction has none but ReserveStock commands */
    Reservations around(Reservations real, DatabaseClient database, boolean reserving) {
        return switch (this) {
            case FORGETS_NATURAL_KEYS -> reserving ? new Forgetful(real, database) : real;
            case FORGETS_TOMBSTONES -> new WithoutTombstones(real);
            case NONE, WRITES_STOCK_WITHOUT_ITS_CONDITION -> real;
        };
    }

    StockLevels around(StockLevels real, DatabaseClient database) {
        return this == WRITES_STOCK_WITHOUT_ITS_CONDITION ? new WhatWasRead(real, database) : real;
    }

    /** Decides a repeated command as if it were the first. */
    private record Forgetful(Reservations real, DatabaseClient database) implements Reservations {

        @Override
        public Mono<List<Reservation>> lock(Collection<UUID> orderIds) {
            return Mono.just(List.of());
        }

        @Override
        public Mono<Void> add(List<Reservation> reservations) {
            UUID[] ids = reservations.stream().map(Reservation::orderId).toArray(UUID[]::new);
            return database.sql("SELECT order_id FROM reservation WHERE order_id = ANY($1)")
                    .bind(0, ids)
                    .mapValue(UUID.class)
                    .all()
                    .collect(Collectors.toSet())
                    .flatMap(there -> {
                        List<Reservation> news = reservations.stream()
                                .filter(reservation -> !there.contains(reservation.orderId()))
                                .toList();
                        return news.isEmpty() ? Mono.empty() : real.add(news);
                    });
        }

        @Override
        public Mono<Void> close(List<Reservation> reservations) {
            return real.close(reservations);
        }
    }

    /** A release that comes first leaves nothing behind. */
    private record WithoutTombstones(Reservations real) implements Reservations {

        @Override
        public Mono<List<Reservation>> lock(Collection<UUID> orderIds) {
            return real.lock(orderIds);
        }

        @Override
        public Mono<Void> add(List<Reservation> reservations) {
            List<Reservation> others = reservations.stream()
                    .filter(reservation -> reservation.status() != Reservation.Status.RELEASED)
                    .toList();
            return others.isEmpty() ? Mono.empty() : real.add(others);
        }

        @Override
        public Mono<Void> close(List<Reservation> reservations) {
            return real.close(reservations);
        }
    }

    /** Reads without a lock, and writes what follows from what it read. */
    private record WhatWasRead(StockLevels real, DatabaseClient database, Map<Sku, StockLevel> read)
            implements StockLevels {

        WhatWasRead(StockLevels real, DatabaseClient database) {
            this(real, database, new ConcurrentHashMap<>());
        }

        @Override
        public Mono<List<StockLevel>> lock(Collection<Sku> skus) {
            return real.find(skus)
                    .doOnNext(level -> read.put(level.sku(), level))
                    .collectList();
        }

        @Override
        public Mono<List<StockLevel>> move(List<StockMove> moves) {
            return Flux.fromIterable(moves)
                    .concatMap(move -> write(Objects.requireNonNull(read.get(move.sku())), move))
                    .collectList();
        }

        private Mono<StockLevel> write(StockLevel before, StockMove move) {
            StockLevel after = new StockLevel(
                    before.sku(),
                    before.available() + move.available(),
                    before.reserved() + move.reserved(),
                    before.sold() + move.sold(),
                    before.version() + 1);
            return database.sql(
                            "UPDATE stock SET available = $2, reserved = $3, sold = $4, version = $5 WHERE sku = $1")
                    .bind(0, after.sku().value())
                    .bind(1, after.available())
                    .bind(2, after.reserved())
                    .bind(3, after.sold())
                    .bind(4, after.version())
                    .then()
                    .thenReturn(after);
        }

        @Override
        public Flux<StockLevel> find(Collection<Sku> skus) {
            return real.find(skus);
        }

        @Override
        public Flux<StockLevel> all() {
            return real.all();
        }
    }
}
