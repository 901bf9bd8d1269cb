package dev.ares.inventory.branch;

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
 * rows, and fails, to be tried again, when they are locked there.
 */
final class GloballyLockedStockLevels implements StockLevels {

    private static final String TABLE = "stock";

    private final StockLevels levels;
    private final BranchDatabase database;
    private final Scheduler branches;

    GloballyLockedStockLevels(StockLevels levels, BranchDatabase database, Scheduler branches) {
        this.levels = levels;
        this.database = database;
        this.branches = branches;
    }

    @Override
    public Mono<List<StockLevel>> lock(Collection<Sku> skus) {
        return levels.lock(skus);
    }

    @Override
    public Mono<List<StockLevel>> move(List<StockMove> moves) {
        String rows = moves.stream().map(move -> move.sku().value()).collect(Collectors.joining(","));
        Mono<Boolean> free =
                Mono.fromCallable(() -> database.isFree(TABLE, rows)).subscribeOn(branches);
        return levels.move(moves)
                .flatMap(moved -> free.map(is -> {
                    if (!is) {
                        throw new OptimisticLockingFailureException(
                                "stock of " + rows + ": held by a checkout (expected: decided soon, try again)");
                    }
                    return moved;
                }));
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
