package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.messaging.inflight.InFlightBounds;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.domain.Leased;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;

/** How much is worked on at a time. */
class LeasedWorkTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SetClock clock = new SetClock();
    private final Leases<Item> leases = new Leases<>() {
        @Override
        public Flux<Item> takeDue(Instant now, Duration lease, int limit) {
            return Flux.empty();
        }

        @Override
        public Mono<Set<UUID>> save(List<Item> items) {
            return Mono.just(Set.of());
        }

        @Override
        public Flux<Item> ofIds(Collection<UUID> ids) {
            return Flux.empty();
        }

        @Override
        public Mono<Item> hold(Item item, Instant now, Duration lease) {
            return Mono.empty();
        }
    };
    private final List<Sinks.One<Boolean>> begun = new ArrayList<>();
    private @Nullable Error failsWith;
    private InFlightBounds bounds = new InFlightBounds(2, 2);
    private final InFlightLimit limit = new InFlightLimit(() -> bounds, () -> 0);
    private final LeasedWork<Item> work = new LeasedWork<>(
            leases, this::begin, limit, new WorkLimits(10, LEASE, Duration.ofSeconds(8), Duration.ofHours(20)), clock);

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void beginsAsManyAsTheLimitSaysAndTheNextWhenOneEnds() {
        work.offer(items(5));
        assertThat(begun).hasSize(2);
        assertThat(work.waiting()).isEqualTo(5);

        begun.get(0).tryEmitValue(true);
        assertThat(begun).hasSize(3);
        assertThat(limit.inFlight()).isEqualTo(2);
    }

    @Test
    void aLimitThatGrewIsUsedAtTheNextSweep() {
        work.offer(items(5));
        bounds = new InFlightBounds(4, 4);

        work.takeDue().block();

        assertThat(begun).hasSize(4);
    }

    @Test
    void aLimitThatShrankInterruptsNothingAndBeginsNothing() {
        bounds = new InFlightBounds(4, 4);
        work.offer(items(6));
        bounds = new InFlightBounds(1, 1);

        begun.get(0).tryEmitValue(true);
        begun.get(1).tryEmitValue(false);
        begun.get(2).tryEmitError(new IllegalStateException("broken"));
        assertThat(begun).hasSize(4);

        begun.get(3).tryEmitValue(true);
        assertThat(begun).hasSize(5);
        assertThat(limit.inFlight()).isEqualTo(1);
    }

    @Test
    void whatSomebodyElseHoldsGivesItsPlaceBack() {
        List<Item> items = items(10);
        clock.advance(LEASE);

        work.offer(items);

        assertThat(begun).isEmpty();
        assertThat(limit.inFlight()).isZero();
        assertThat(work.waiting()).isZero();
    }

    @Test
    void anErrorOfOneItemStopsNoOther() {
        failsWith = new StackOverflowError("too deep, once");

        work.offer(items(3));

        assertThat(begun).hasSize(2);
        assertThat(limit.inFlight()).isEqualTo(2);
        assertThat(work.waiting()).isEqualTo(2);
    }

    private Mono<Boolean> begin(Item item) {
        Error failure = failsWith;
        if (failure != null) {
            failsWith = null;
            throw failure;
        }
        Sinks.One<Boolean> answer = Sinks.one();
        begun.add(answer);
        return answer.asMono();
    }

    private List<Item> items(int count) {
        return Stream.generate(() -> new Item(UUID.randomUUID(), clock.instant().plus(LEASE)))
                .limit(count)
                .toList();
    }

    record Item(UUID id, Instant dueAt) implements Leased {

        @Override
        public Kind kind() {
            return Kind.PAYMENT;
        }

        @Override
        public String orderId() {
            return "o-1";
        }

        @Override
        public String outcome() {
            return "PENDING";
        }

        @Override
        public boolean isParked() {
            return false;
        }

        @Override
        public String detail() {
            return "";
        }
    }
}
