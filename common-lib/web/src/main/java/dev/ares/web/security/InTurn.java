package dev.ares.web.security;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import reactor.core.publisher.Mono;

/** Addresses of one service's replicas: whoever answered last is asked first, and the next one where nobody answers. */
final class InTurn {

    private final List<URI> addresses;
    private final AtomicInteger turn = new AtomicInteger();

    /** @throws IllegalArgumentException when there is none */
    InTurn(List<URI> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("jwks-uri: none (expected: one or more, with commas between)");
        }
        this.addresses = List.copyOf(addresses);
    }

    /** Asks each once at most. A question that is given up from outside is the next address's when it is asked again. */
    <T> Mono<T> ask(Function<URI, Mono<T>> question) {
        return Mono.defer(() -> {
                    int asked = turn.get();
                    Runnable next = () -> turn.compareAndSet(asked, asked + 1);
                    return question.apply(addresses.get(Math.floorMod(asked, addresses.size())))
                            .doOnError(unanswered -> next.run())
                            .doOnCancel(next);
                })
                .retry(addresses.size() - 1L);
    }
}
