package dev.ares.user.account;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;

import dev.ares.web.Problem;

/**
 * Keeps one client from taking all the places of a queue: no more of its calls are under way at the same time than its
 * share, and one more ends in {@link Problem#unavailable} at once. Remembers nothing of a client that asks for nothing.
 */
final class FairShares {

    private final int share;
    private final Duration retryAfter;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /** @param share calls of one client at the same time, at least 1 */
    FairShares(int share, Duration retryAfter) {
        this.share = share;
        this.retryAfter = retryAfter;
    }

    /** The work, which begins when it is subscribed to and ends with its last signal or its cancellation. */
    <T> Mono<T> of(String client, Mono<T> work) {
        return Mono.defer(() -> {
            if (underWay.merge(client, 1, Integer::sum) > share) {
                leave(client);
                return Mono.error(Problem.unavailable(retryAfter));
            }
            return work.doFinally(signal -> leave(client));
        });
    }

    private void leave(String client) {
        underWay.computeIfPresent(client, (same, calls) -> calls == 1 ? null : calls - 1);
    }
}
