package dev.ares.payment.adapter.stripe;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import dev.ares.faults.Crash;
import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaults;
import dev.ares.faults.Overtaking;
import dev.ares.payment.domain.ProviderAnswer;

/** What an admin's faults make of calls to the provider: see {@link UnreliableProvider}. */
final class UnreliableCalls {

    private final InjectedFaults faults;
    private final Overtaking overtaking = new Overtaking();

    UnreliableCalls(InjectedFaults faults) {
        this.faults = faults;
    }

    /**
     * Asks before each call what is to become of it.
     *
     * @param lost what is told where there is no answer
     */
    <T> Mono<T> call(String method, Supplier<Mono<T>> call, Mono<T> lost) {
        return Mono.defer(() -> {
            InjectedFault fault = faults.next(Hop.PROVIDER, method);
            if (fault == null) {
                overtaking.passed();
                return call.get();
            }
            return switch (fault.kind()) {
                case DELAY -> Mono.delay(fault.delay()).then(Mono.defer(call));
                case ERROR -> lost;
                case DROP ->
                    (fault.arrives() ? call.get().then() : Mono.<Void>empty())
                            .then(Mono.delay(fault.delay()))
                            .then(lost);
                case DUPLICATE ->
                    call.get().singleOptional().flatMap(first -> call.get()
                            .map(second -> certainOfBoth(first, second)));
                case CRASH_BEFORE, CRASH_AFTER -> call.get().doOnNext(answer -> Crash.now());
                case REORDER -> turn(fault.delay()).then(Mono.defer(call));
            };
        });
    }

    /** That the second was not sent says nothing of the first. */
    private static <T> T certainOfBoth(Optional<T> first, T second) {
        return second instanceof ProviderAnswer.NotAsked ? first.orElse(second) : second;
    }

    private Mono<Void> turn(Duration longest) {
        return Mono.create(sink -> overtaking.hold(sink::success, longest));
    }
}
