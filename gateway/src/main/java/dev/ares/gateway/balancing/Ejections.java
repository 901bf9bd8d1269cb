package dev.ares.gateway.balancing;

import java.util.function.Function;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.gateway.routing.Unanswered;
import dev.ares.settings.LiveSettings;
import dev.ares.traffic.balance.Member;

/**
 * Leaves instances alone that do not answer, and asks them until they do: no customer's request finds out whether one is
 * back. Each gateway learns by itself what its own requests meet.
 */
final class Ejections implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Ejections.class);

    private final LiveSettings<BalancingSettings> settings;
    private final BalancingMetrics metrics;
    private final Function<ServiceInstance, Mono<Boolean>> answers;
    private final LongSupplier nanoTime;
    private final Sinks.Empty<Void> closed = Sinks.empty();

    /** @param answers asks an instance whether it is there */
    Ejections(
            LiveSettings<BalancingSettings> settings,
            BalancingMetrics metrics,
            Function<ServiceInstance, Mono<Boolean>> answers,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.metrics = metrics;
        this.answers = answers;
        this.nanoTime = nanoTime;
    }

    boolean isLeftAlone(Member member) {
        return member.isOut() && settings.get().ejection().enabled();
    }

    /** A request to it was not answered. */
    void unanswered(Choice choice, Unanswered reason) {
        EjectionSettings now = settings.get().ejection();
        Member member = choice.member();
        if (now.enabled() && (reason == Unanswered.REFUSED ? member.refused() : member.unanswered(now.unanswered()))) {
            String service = choice.instance().getServiceId();
            log.warn("{} at {} gets nothing until it answers: {}", service, member.id(), reason.label());
            metrics.ejected(service, reason);
            awaitReturn(choice);
        }
    }

    /** Nobody waits for its answer any more. Those who gave up soon say nothing about it. */
    void givenUp(Choice choice, long waitedNanos) {
        if (waitedNanos >= settings.get().ejection().givenUpAfter().toNanos()) {
            unanswered(choice, Unanswered.LATE);
        }
    }

    private void awaitReturn(Choice choice) {
        Mono.defer(() -> Mono.delay(settings.get().ejection().probeEvery()))
                .flatMap(pause -> answers.apply(choice.instance()))
                .filter(back -> back || !choice.members().has(choice.member()))
                .repeatWhenEmpty(Function.identity())
                .takeUntilOther(closed.asMono())
                .subscribe(end -> back(choice));
    }

    private void back(Choice choice) {
        choice.member().back(nanoTime.getAsLong());
        if (choice.members().has(choice.member())) {
            log.info(
                    "{} at {} answers again",
                    choice.instance().getServiceId(),
                    choice.member().id());
        }
    }

    @Override
    public void destroy() {
        closed.tryEmitEmpty();
    }
}
