package dev.ares.payment.application;

import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Leased;

/** Remembers what was said, with the order's id before it. */
class KeptContradictions implements Contradictions {

    final List<String> said = new ArrayList<>();

    @Override
    public Mono<Void> add(Leased about, String words) {
        return Mono.fromRunnable(() -> said.add(about.orderId() + ": " + words));
    }
}
