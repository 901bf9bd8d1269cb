package dev.ares.inventory.branch;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockMove;

/**
 * Tells how stock stands once orders are confirmed: a branch could not, since it may still be put back. The version grows
 * here and not in the branch, so that readers never take older news for newer. A level may count sales that are not
 * decided yet; should one of them be put back, the product's next news is right again.
 */
final class AnnounceSales {

    private final StockLevels levels;
    private final StockNews news;

    /** @param levels those of the database: a version is no part of what is put back, so nobody's lock is asked for */
    AnnounceSales(StockLevels levels, StockNews news) {
        this.levels = levels;
        this.news = news;
    }

    /** Joins the caller's transaction. May be repeated. */
    Mono<Void> of(Set<Sku> sold) {
        return levels.lock(new TreeSet<>(sold))
                .map(known -> known.stream()
                        .map(level -> new StockMove(level.sku(), 0, 0, 0))
                        .collect(Collectors.toList()))
                .filter(moves -> !moves.isEmpty())
                .flatMap(levels::move)
                .flatMap(news::changed);
    }
}
