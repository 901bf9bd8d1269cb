package dev.ares.inventory.branch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.dao.OptimisticLockingFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;
import dev.ares.seata.BranchDatabase;

/**
 * Stock that is written outside global transactions, by restocking and returns. What an undecided global transaction
 * changed must not be changed by anybody else, or it could not be put back: a write asks the coordinator once it holds the
 * rows, and again and again until they are free. Nobody else can sell them meanwhile, so even of a product that is always
 * wanted the undecided sales become fewer. It gives up, to be tried again, before a sale that is to be put back, and needs
 * the rows for it, is told that they are locked.
 */
final class GloballyLockedStockLevels implements StockLevels {

    /** Less than the 3 s after which the database ends waits for locks. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String TABLE = "stock";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final StockLevels levels;
    private final BranchDatabase database;
    private final Scheduler questions;

    /** @param questions threads for questions to the coordinator, which block; not those of branches, which wait for rows */
    GloballyLockedStockLevels(StockLevels levels, BranchDatabase database, Scheduler questions) {
        this.levels = levels;
        this.database = database;
        this.questions = questions;
    }

    @Override
    public Mono<List<StockLevel>> lock(Collection<Sku> skus) {
        return levels.lock(skus);
    }

    @Override
    public Mono<List<StockLevel>> move(List<StockMove> moves) {
        String rows = moves.stream().map(move -> move.sku().value()).collect(Collectors.joining(","));
        return levels.move(moves).delayUntil(moved -> free(rows));
    }

    private Mono<Boolean> free(String rows) {
        var held = new OptimisticLockingFailureException(
                "stock of " + rows + ": held by a checkout (expected: decided soon, try again)");
        return Mono.fromCallable(() -> database.isFree(TABLE, rows))
                .subscribeOn(questions)
                .filter(free -> free)
                .repeatWhenEmpty(Integer.MAX_VALUE, asked -> asked.delayElements(PAUSE))
                .timeout(LONGEST, Mono.error(held));
    }

    @Override
    public Flux<StockLevel> find(Collection<Sku> skus) {
        return levels.find(skus);
    }

    @Override
    public Flux<StockLevel> all() {
        return levels.all();
    }
}
