package dev.ares.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationCommand;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;

import static org.assertj.core.api.Assertions.assertThat;

/** Transactions that meet, as those of two processes would. */
class ConcurrentReservationsIT extends RunningService {

    private static final int AT_ONCE = 8;

    @Autowired
    private ApplyReservations apply;

    @Autowired
    private TransactionalOperator inTransaction;

    @Test
    void decidesAnOrderOnceThoughManyDecideItAtOnce() {
        addProduct("contested", 10);
        Reserve order = new Reserve(UUID.randomUUID(), List.of(new Line(new Sku("contested"), 1)));

        Flux.range(0, AT_ONCE)
                .flatMap(i -> transaction(List.<ReservationCommand>of(order))
                        .retryWhen(Retry.max(AT_ONCE).filter(OptimisticLockingFailureException.class::isInstance)))
                .blockLast(PATIENCE);

        assertThat(stock("contested")).isEqualTo(new Stock(9, 1, 0));
        assertThat(replies.awaitLast(order.orderId(), AT_ONCE)).isNotNull();
        assertThat(replies.to(order.orderId()))
                .as("the same answer every time")
                .containsOnly(replies.to(order.orderId()).get(0));
    }

    @Test
    void meetsWithoutDeadlockWhateverOrderTheLinesComeIn() {
        List<Sku> skus =
                IntStream.range(0, 6).mapToObj(i -> new Sku("crossing-" + i)).toList();
        skus.forEach(sku -> addProduct(sku.value(), 40));
        Random random = new Random(7);
        List<List<ReservationCommand>> batches =
                Stream.generate(() -> batch(skus, random)).limit(60).toList();

        Flux.fromIterable(batches)
                .flatMap(this::transaction, AT_ONCE)
                .then(Flux.fromIterable(batches)
                        .flatMap(batch -> transaction(releases(batch, random)), AT_ONCE)
                        .then())
                .block(PATIENCE);

        stockMustBalance();
    }

    private Mono<Void> transaction(List<ReservationCommand> commands) {
        return apply.apply(commands).as(inTransaction::transactional);
    }

    private static List<ReservationCommand> batch(List<Sku> skus, Random random) {
        return Stream.generate(() -> order(skus, random)).limit(4).toList();
    }

    private static ReservationCommand order(List<Sku> skus, Random random) {
        List<Sku> shuffled = new ArrayList<>(skus);
        Collections.shuffle(shuffled, random);
        List<Line> lines =
                shuffled.subList(0, 3).stream().map(sku -> new Line(sku, 1)).toList();
        return new Reserve(UUID.randomUUID(), lines);
    }

    private static List<ReservationCommand> releases(List<ReservationCommand> batch, Random random) {
        List<ReservationCommand> releases = new ArrayList<>();
        batch.forEach(command -> releases.add(new Release(command.orderId())));
        Collections.shuffle(releases, random);
        return releases;
    }
}
