package dev.ares.order.adapter.user;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import feign.FeignException;
import feign.Request;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.observability.BlockingBoundary;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.resilience.BlockingWork;
import dev.ares.resilience.RemoteCall;

/**
 * Profiles from user-service, remembered. An order waits for one only so long; the call goes on behind it, so that the
 * customer's next order finds the answer. Feign blocks: its calls run on a few threads, and when too many wait for those
 * or user-service is in trouble an order goes without.
 */
@BlockingBoundary("Feign's calls run on a scheduler that is there for nothing else")
public final class FeignCustomerProfiles implements CustomerProfiles {

    /**
     * @param longestWait how long an order may wait for a profile
     * @param remembered how long a profile is used again without asking
     */
    public record Patience(Duration longestWait, Duration remembered) {}

    private static final Logger log = LoggerFactory.getLogger(FeignCustomerProfiles.class);
    private static final ContextSnapshotFactory CONTEXTS =
            ContextSnapshotFactory.builder().build();
    private static final int MOST_REMEMBERED = 50_000;

    private final CustomerClient client;
    private final Duration longestWait;
    private final AsyncCache<String, Optional<String>> remembered;
    private final Scheduler threads;
    private final RemoteCall users;

    public FeignCustomerProfiles(CustomerClient client, Patience patience, Scheduler threads, RemoteCall users) {
        this.client = client;
        this.longestWait = patience.longestWait();
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(patience.remembered())
                .buildAsync();
        this.threads = threads;
        this.users = users;
    }

    @Override
    public Mono<Optional<String>> email(String userId) {
        return Mono.fromFuture(
                        () -> remembered.get(userId, (id, unused) -> ask(id)).exceptionally(failure -> {
                            log.debug("Profile of {} is not to be had: {}", userId, failure.toString());
                            return Optional.empty();
                        }),
                        true)
                .timeout(longestWait, Mono.just(Optional.empty()));
    }

    /** A future that fails is not remembered. */
    private CompletableFuture<Optional<String>> ask(String userId) {
        return users.ask(BlockingWork.on(threads, inTheSameTrace(() -> find(userId))))
                .toFuture();
    }

    private static <T> Callable<T> inTheSameTrace(Callable<T> call) {
        ContextSnapshot caller = CONTEXTS.captureAll();
        return () -> {
            try (ContextSnapshot.Scope scope = caller.setThreadLocals()) {
                return call.call();
            }
        };
    }

    private Optional<String> find(String userId) {
        try {
            return Optional.ofNullable(client.find(userId, options()).email());
        } catch (FeignException.NotFound unknown) {
            return Optional.empty();
        }
    }

    private Request.Options options() {
        return new Request.Options(users.timeout(), users.timeout(), true);
    }
}
