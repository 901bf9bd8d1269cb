package dev.ares.messaging.relay;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.messaging.MessageMetrics;

/** Writes down what became of messages: by itself, or in the transaction that it is subscribed in. */
final class Settlements {

    private static final Logger log = LoggerFactory.getLogger(Settlements.class);

    private final MessageTable table;
    private final Gate gate;
    private final MessageMetrics metrics;

    Settlements(MessageTable table, Gate gate, MessageMetrics metrics) {
        this.table = table;
        this.gate = gate;
        this.metrics = metrics;
    }

    /** May be repeated as a whole when it fails. */
    Mono<Void> write(List<Delivery> batch) {
        return Flux.concat(
                        marked(messagesOf(batch, Delivery.Acknowledged.class)),
                        released(only(batch, Delivery.Unknown.class)),
                        refused(only(batch, Delivery.Refused.class)))
                .then();
    }

    private Mono<Void> marked(List<StoredMessage> sent) {
        return sent.isEmpty() ? Mono.empty() : table.markProcessed(sent).doOnSuccess(done -> metrics.sent(sent.size()));
    }

    private Mono<Void> released(List<Delivery.Unknown> unknown) {
        if (unknown.isEmpty()) {
            return Mono.empty();
        }
        return Mono.defer(() -> {
            log.warn(
                    "{} messages not acknowledged, to be sent again: {}",
                    unknown.size(),
                    unknown.get(0).reason());
            return table.release(messagesOf(unknown, Delivery.Unknown.class), gate.remaining());
        });
    }

    private Mono<Void> refused(List<Delivery.Refused> refused) {
        if (refused.isEmpty()) {
            return Mono.empty();
        }
        return Mono.defer(() -> {
            refused.forEach(one -> log.error(
                    "Message {} was refused: {}", one.message().message().id(), one.reason()));
            return table.refuse(refused).doOnNext(metrics::refused).then();
        });
    }

    private static <D extends Delivery> List<D> only(List<? extends Delivery> batch, Class<D> kind) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<StoredMessage> messagesOf(List<? extends Delivery> batch, Class<? extends Delivery> kind) {
        return only(batch, kind).stream().map(Delivery::message).toList();
    }
}
