package dev.ares.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.faults.Commits;
import dev.ares.faults.InjectedFaults;
import dev.ares.inventory.adapter.messaging.Subscriptions;
import dev.ares.inventory.application.Answers;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.ReservationCommand;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.MessageObservations;
import dev.ares.messaging.reader.Inbox;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.reader.UnreliableReading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The same script of repeated and reordered commands, at once: right as it is, and wrong with each mistake. */
class MutantsIT extends RunningService {

    private static final long SEED = 20_261_121;
    private static final int AT_ONCE = 6;
    private static final int PIECES = 60;

    @Autowired
    private Reservations reservations;

    @Autowired
    private StockLevels levels;

    @Autowired
    private Answers answers;

    @Autowired
    private TransactionalOperator inTransaction;

    @Autowired
    private Inbox inbox;

    @Autowired
    private Commits commits;

    @Autowired
    private MessageMetrics metrics;

    @Autowired
    private MessageObservations observations;

    private List<Sku> skus = List.of();
    private List<UUID> orders = List.of();

    /** Other tests look at the whole stock. */
    @AfterEach
    void takeTheWrongBooksAway() {
        for (String table : List.of("reservation_line", "stock_ledger", "stock", "product")) {
            database.sql("DELETE FROM " + table + " WHERE sku = ANY($1)")
                    .bind(0, skus.stream().map(Sku::value).toArray(String[]::new))
                    .then()
                    .block(PATIENCE);
        }
        database.sql("DELETE FROM reservation WHERE order_id = ANY($1)")
                .bind(0, orders.toArray(UUID[]::new))
                .then()
                .block(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,",
        "FORGETS_NATURAL_KEYS, STOCK",
        "FORGETS_TOMBSTONES, ONCE",
        "WRITES_STOCK_WITHOUT_ITS_CONDITION, STOCK"
    })
    void eachMutantBreaksItsInvariant(Mutant mutant, @Nullable String broken) {
        skus = IntStream.range(0, 2)
                .mapToObj(i -> new Sku(mutant.name().toLowerCase(Locale.ROOT).replace('_', '-') + i))
                .toList();
        skus.forEach(sku -> addProduct(sku.value(), PIECES));
        Random random = new Random(SEED);
        orders = ids(mutant, 0, 50);
        List<UUID> cancelled = orders.subList(0, 20);
        List<ReservationCommand> script = new ArrayList<>();
        for (UUID order : orders.subList(20, 50)) {
            repeated(script, new Reserve(order, List.of(new Line(skus.get(random.nextInt(2)), 1))), random);
        }
        for (UUID order : cancelled) {
            repeated(script, new Reserve(order, List.of(new Line(skus.get(random.nextInt(2)), 1))), random);
            repeated(script, new Release(order), random);
        }
        Collections.shuffle(script, random);

        Flux.fromIterable(script)
                .flatMap(command -> apply(mutant, command), AT_ONCE)
                .blockLast(PATIENCE);

        assertThat(violated(cancelled)).isEqualTo(broken == null ? Set.of() : Set.of(broken));
    }

    /** A group's records are read again, as after offsets that were lost. Inbox or natural key: each alone is enough. */
    @ParameterizedTest
    @CsvSource({
        "true, NONE, 1,",
        "false, NONE, 1,",
        "true, FORGETS_NATURAL_KEYS, 1,",
        "false, FORGETS_NATURAL_KEYS, 2, STOCK"
    })
    void aMessageThatIsReadTwiceTakesEffectOnceByEitherLineOfDefence(
            boolean inboxInForce, Mutant mutant, int times, @Nullable String broken) {
        Sku sku = new Sku("twice-" + inboxInForce + "-" + mutant.ordinal());
        skus = List.of(sku);
        addProduct(sku.value(), PIECES);
        orders = Stream.generate(UUID::randomUUID).limit(10).toList();
        List<ReceivedRecord> records =
                orders.stream().map(order -> reserveOne(order, sku)).toList();
        SubscriptionReader reader = reader(inboxInForce, mutant);

        reader.read(records);
        reader.read(records);

        assertThat(stock(sku.value()).reserved()).isEqualTo((long) orders.size() * times);
        assertThat(violated(List.of())).isEqualTo(broken == null ? Set.of() : Set.of(broken));
    }

    private SubscriptionReader reader(boolean inboxInForce, Mutant mutant) {
        Inbox admitsAll = (reader, ids) -> Mono.just(Set.copyOf(ids));
        return new SubscriptionReader(
                Subscriptions.reservations(
                        new ApplyReservations(mutant.around(reservations, database, true), levels, answers)),
                inboxInForce ? inbox : admitsAll,
                commits,
                (subscription, parked, reason) -> fail("%s: %s", parked.position(), reason),
                metrics,
                observations,
                new UnreliableReading(InjectedFaults.NONE));
    }

    private static ReceivedRecord reserveOne(UUID order, Sku sku) {
        ReserveStock message = ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addLines(ReservationLine.newBuilder().setSku(sku.value()).setQuantity(1))
                .build();
        return new ReceivedRecord(
                "of order " + order,
                order.toString(),
                Map.of(
                        CloudEvents.ID,
                        UUID.randomUUID().toString(),
                        CloudEvents.TYPE,
                        ReserveStock.getDescriptor().getFullName()),
                message.toByteArray());
    }

    private Mono<Void> apply(Mutant mutant, ReservationCommand command) {
        return Mono.defer(() -> new ApplyReservations(
                                mutant.around(reservations, database, command instanceof Reserve),
                                mutant.around(levels, database),
                                answers)
                        .apply(List.of(command)))
                .as(inTransaction::transactional)
                .retryWhen(Retry.max(AT_ONCE).filter(OptimisticLockingFailureException.class::isInstance));
    }

    /** By the names of the invariant checker. */
    private Set<String> violated(List<UUID> cancelled) {
        Set<String> violated = new TreeSet<>();
        for (Sku sku : skus) {
            Stock stock = stock(sku.value());
            long reserved = count("""
                    SELECT coalesce(sum(quantity), 0) FROM reservation_line JOIN reservation USING (order_id)
                    WHERE sku = '%s' AND status = 'RESERVED'""".formatted(sku.value()));
            if (stock.available() + stock.reserved() != PIECES || stock.reserved() != reserved) {
                violated.add("STOCK");
            }
        }
        if (Objects.requireNonNull(reservations
                        .lock(cancelled)
                        .as(inTransaction::transactional)
                        .block(PATIENCE))
                .stream()
                .anyMatch(Reservation::isOpen)) {
            violated.add("ONCE");
        }
        return violated;
    }

    private static List<UUID> ids(Mutant mutant, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new UUID(mutant.ordinal(), i))
                .toList();
    }

    private static void repeated(List<ReservationCommand> script, ReservationCommand command, Random random) {
        script.addAll(Collections.nCopies(1 + random.nextInt(3), command));
    }
}
