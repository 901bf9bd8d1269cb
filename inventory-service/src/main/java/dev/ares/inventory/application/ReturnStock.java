package dev.ares.inventory.application;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReturnBatch;
import dev.ares.inventory.domain.ReturnBatch.Outcome;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockReturn;

/** Takes sold stock back for the refunds of a batch, in one transaction, which the caller owns. */
public final class ReturnStock {

    private final Reservations reservations;
    private final StockReturns returns;
    private final StockLevels stockLevels;
    private final Answers answers;

    public ReturnStock(Reservations reservations, StockReturns returns, StockLevels stockLevels, Answers answers) {
        this.reservations = reservations;
        this.returns = returns;
        this.stockLevels = stockLevels;
        this.answers = answers;
    }

    /**
     * Call it once per transaction: a second call would lock stock out of order.
     *
     * @return an error, which must roll the transaction back, when a return contradicts what was sold
     *     ({@link dev.ares.inventory.domain.ReturnFault}) or when somebody else stored one of them meanwhile
     */
    public Mono<Void> apply(List<StockReturn> wanted) {
        Set<UUID> orders = ids(wanted, StockReturn::orderId);
        return reservations
                .lock(orders)
                .flatMap(known -> returns.find(orders, ids(wanted, StockReturn::refundId))
                        .map(earlier -> ReturnBatch.decide(wanted, known, earlier)))
                .flatMap(outcome -> stockLevels.lock(skus(outcome)).then(store(outcome)));
    }

    private Mono<Void> store(Outcome outcome) {
        Mono<Void> added = outcome.added().isEmpty() ? Mono.empty() : returns.add(outcome.added());
        Mono<List<StockLevel>> moved =
                outcome.moves().isEmpty() ? Mono.just(List.of()) : stockLevels.move(outcome.moves());
        return added.then(moved).flatMap(changed -> answers.send(outcome.answers(), changed));
    }

    private static Set<UUID> ids(List<StockReturn> wanted, Function<StockReturn, UUID> id) {
        return wanted.stream().map(id).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Sku> skus(Outcome outcome) {
        return outcome.added().stream()
                .flatMap(each -> each.lines().stream())
                .map(Line::sku)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
