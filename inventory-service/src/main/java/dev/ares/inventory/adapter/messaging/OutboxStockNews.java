package dev.ares.inventory.adapter.messaging;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockChanged;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;

/** {@link StockNews} through the local message table, keyed by SKU. */
public final class OutboxStockNews implements StockNews {

    private final Outbox outbox;

    public OutboxStockNews(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> changed(List<StockLevel> levels) {
        return outbox.append(levels.stream().map(OutboxStockNews::message).toList());
    }

    static OutgoingMessage message(StockLevel level) {
        return OutgoingMessage.of(Topics.INVENTORY_EVENTS, level.sku().value(), body(level));
    }

    private static StockChanged body(StockLevel level) {
        return StockChanged.newBuilder()
                .setSku(level.sku().value())
                .setVersion(level.version())
                .setAvailable(level.available())
                .setReserved(level.reserved())
                .setSold(level.sold())
                .build();
    }
}
