package dev.ares.payment.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Refund;

/** Tells who asked for a refund how it ended. */
public interface RefundReplies {

    /** Replies for those refunds that are final, in the caller's transaction; others are passed over. */
    Mono<Void> send(List<Refund> refunds);
}
