package dev.ares.order.adapter.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import feign.FeignException;
import feign.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.cache.Loader;
import dev.ares.cache.TwoLevelCache;
import dev.ares.observability.BlockingBoundary;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.resilience.BlockingWork;
import dev.ares.resilience.RemoteCall;

/**
 * Profiles from user-service, cached. An order waits for one only so long; the call goes on behind it, so that the
 * customer's next order finds the answer. Feign blocks: its calls run on a few threads, and when too many wait for those
 * or user-service is in trouble an order goes without.
 */
@BlockingBoundary("Feign's calls run on a scheduler that is there for nothing else")
public final class FeignCustomerProfiles implements CustomerProfiles {

    private static final Logger log = LoggerFactory.getLogger(FeignCustomerProfiles.class);

    private final CustomerClient client;
    private final Duration longestWait;
    private final Scheduler threads;
    private final RemoteCall users;
    private final TwoLevelCache<String, String> emails;

    /**
     * @param longestWait how long an order may wait for a profile
     * @param cache over what it loads from
     */
    public FeignCustomerProfiles(
            CustomerClient client,
            Duration longestWait,
            Scheduler threads,
            RemoteCall users,
            Function<Loader<String, String>, TwoLevelCache<String, String>> cache) {
        this.client = client;
        this.longestWait = longestWait;
        this.threads = threads;
        this.users = users;
        this.emails = cache.apply(this::ask);
    }

    @Override
    public Mono<Optional<String>> email(String userId) {
        return emails.get(userId)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(failure -> {
                    log.debug("Profile of {} is not to be had: {}", userId, failure.toString());
                    return Mono.just(Optional.empty());
                })
                .timeout(longestWait, Mono.just(Optional.empty()));
    }

    /** What is known without asking anybody. */
    public Mono<Optional<String>> known(String userId) {
        return emails.kept(List.of(userId)).map(found -> Optional.ofNullable(found.get(userId)));
    }

    /** An order wants one; the cache asks for as many as it misses. */
    private Mono<Map<String, String>> ask(Set<String> userIds) {
        return Flux.fromIterable(userIds)
                .flatMap(id -> users.ask(BlockingWork.on(threads, () -> find(id)))
                        .flatMap(email -> Mono.justOrEmpty(email.map(known -> Map.entry(id, known)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
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
