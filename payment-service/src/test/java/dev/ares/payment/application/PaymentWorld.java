package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefusalReason;
import dev.ares.test.time.SetClock;

/**
 * Payments in memory, where a script decides when the process dies, writes are lost, commands come twice and webhooks
 * come at all. Says which promise is broken, after each step and at the end.
 */
final class PaymentWorld {

    /** A way to do it wrong. */
    enum Mutant {
        NONE,
        /** Takes silence for a refusal. */
        GUESSES_AN_UNKNOWN_PAYMENT,
        /** Asks the provider before the intent is committed. */
        CHARGES_WITHOUT_STORED_INTENT,
        /** Asks each time as if it were the first. */
        FORGETS_ITS_KEY,
        /** Takes silence for a call that was never made. */
        TAKES_SILENCE_FOR_NOT_SENT,
        /** Takes a call that was never made for silence. */
        TAKES_NOT_SENT_FOR_SILENCE,
        /** Takes all that is due for never sent, whoever had it in hand before. */
        FORGETS_THAT_OTHERS_SENT,
        /** Leaves alone what a clock put off that has been set back since. */
        WAITS_FOR_A_CLOCK_THAT_WAS_SET_BACK
    }

    enum Act {
        ASK,
        COMMIT,
        CRASH,
        SWEEP,
        SWEEP_AFTER_THE_LEASE,
        LOSE_THE_NEXT_WRITE,
        WEBHOOK,
        /** Nobody takes the connection, or somebody does again. */
        TURN_THE_PROVIDER,
        /** The provider forgets the keys that it knows. */
        LET_A_DAY_PASS,
        /** The shop's clock jumps, up to an hour before or behind the provider's, or is set right. */
        SET_THE_CLOCK
    }

    record Step(Act act, int order) {}

    private static final List<String> METHODS = List.of(
            "pm_card_visa",
            "pm_card_chargeDeclined",
            "pm_sim_timeoutAfterSuccess",
            "pm_sim_down",
            "pm_card_authenticationRequired");
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** Of the shop's clock, in minutes. */
    private static final List<Integer> WRONG_BY = List.of(-60, -7, 0, 7, 60);

    private final Mutant mutant;
    private final SetClock clock = new SetClock();
    private final SetClock providersClock = new SetClock();
    private final FakeProvider provider = new FakeProvider(providersClock);
    private final Map<String, Set<String>> replies = new LinkedHashMap<>();
    private final Map<String, PaymentRequest> asked = new LinkedHashMap<>();
    private final List<PaymentRequest> uncommitted = new ArrayList<>();
    private boolean somebodyDied;
    private boolean dayPassed;
    private boolean loseNextWrite;
    private int hints;
    private final InMemoryPayments payments = new InMemoryPayments() {
        @Override
        public Mono<Set<UUID>> save(List<Payment> told) {
            return Mono.defer(() -> {
                boolean lost = loseNextWrite;
                loseNextWrite = false;
                somebodyDied |= lost;
                return lost ? Mono.error(new LostWrite()) : super.save(told);
            });
        }

        @Override
        public Flux<Payment> takeDue(Instant now, Duration lease, int limit) {
            Flux<Payment> due = super.takeDue(now, lease, limit);
            return mutant == Mutant.FORGETS_THAT_OTHERS_SENT
                    ? due.map(taken -> copy(taken, taken.key(), FirstSend.NEVER.claimed(now)))
                    : due;
        }

        @Override
        Instant farthest(Payment payment, Instant now, Duration lease) {
            return mutant == Mutant.WAITS_FOR_A_CLOCK_THAT_WAS_SET_BACK
                    ? Instant.MAX
                    : super.farthest(payment, now, lease);
        }
    };
    private final InMemoryWebhooks webhooks = new InMemoryWebhooks(payments);
    private final Patience patience = InMemoryPayments.PATIENCE;
    private final Replies send = told -> Mono.fromRunnable(() -> told.stream()
            .filter(payment -> payment.status().isFinal())
            .forEach(payment -> replies.computeIfAbsent(payment.orderId(), order -> new HashSet<>())
                    .add(payment.status() + " " + payment.reference())));
    private final KeptContradictions contradictions = new KeptContradictions();
    private final RecordOutcomes<Payment> outcomes =
            new RecordOutcomes<>(payments, send::send, contradictions, new AtOnce());
    private TakePayments takePayments;

    PaymentWorld(Mutant mutant) {
        this.mutant = mutant;
        this.takePayments = process();
    }

    /** Runs the script, then lets everything come to rest: the broken promises, none for a right implementation. */
    Set<String> run(List<Step> script) {
        Set<String> broken = new HashSet<>();
        for (Step step : script) {
            perform(step);
            checkAlways(broken);
        }
        comeToRest();
        checkAlways(broken);
        checkAtRest(broken);
        takePayments.close();
        return broken;
    }

    private void perform(Step step) {
        switch (step.act()) {
            case ASK -> ask(step.order());
            case COMMIT -> commit();
            case CRASH -> crash();
            case SWEEP -> sweepAfter(Duration.ofSeconds(1));
            case SWEEP_AFTER_THE_LEASE -> sweepAfter(LEASE);
            case LOSE_THE_NEXT_WRITE -> loseNextWrite = true;
            case WEBHOOK -> webhook("order-" + step.order());
            case TURN_THE_PROVIDER -> provider.outOfReach = !provider.outOfReach;
            case LET_A_DAY_PASS -> letADayPass();
            case SET_THE_CLOCK -> setTheClock(Duration.ofMinutes(WRONG_BY.get(step.order() % WRONG_BY.size())));
        }
    }

    private void ask(int order) {
        String method = METHODS.get(order % METHODS.size());
        var request = new PaymentRequest("order-" + order, "user", new Money(1999, "EUR"), method, "");
        asked.put(request.orderId(), request);
        uncommitted.add(request);
        if (mutant == Mutant.CHARGES_WITHOUT_STORED_INTENT) {
            provider.pay(Payment.intended(request, clock.instant(), LEASE)).block();
        }
    }

    private void commit() {
        new RecordIntents(payments, send, new AtOnce(), takePayments, LEASE, clock)
                .record(List.copyOf(uncommitted))
                .block();
        uncommitted.clear();
    }

    private void crash() {
        takePayments.close();
        takePayments = process();
        somebodyDied = true;
        uncommitted.clear();
        loseNextWrite = false;
    }

    private void sweepAfter(Duration time) {
        clock.advance(time);
        providersClock.advance(time);
        takePayments.takeDue().block();
    }

    private void setTheClock(Duration wrongBy) {
        Instant set = providersClock.instant().plus(wrongBy);
        clock.advance(Duration.between(clock.instant(), set));
    }

    private void letADayPass() {
        dayPassed = true;
        sweepAfter(FakeProvider.MEMORY.plusMinutes(1));
    }

    private void webhook(String order) {
        provider.chargesOf(order).forEach(reference -> webhooks.add(List.of(new Webhooks.Arrival(
                        new WebhookHint("evt_" + hints++, "any", About.PAYMENT, reference),
                        clock.instant(),
                        clock.instant())))
                .block());
        var none = new InMemoryRefunds(payments);
        var paymentHints = new PaymentHints(payments, mutated(), outcomes, contradictions, patience, clock);
        new ApplyWebhooks(
                        webhooks,
                        paymentHints,
                        new RefundHints(
                                none,
                                provider,
                                new RecordOutcomes<>(none, told -> Mono.empty(), contradictions, new AtOnce()),
                                contradictions,
                                paymentHints,
                                patience,
                                clock),
                        clock)
                .applyDue()
                .block();
    }

    /** Commands that were never committed come again; then there is time enough for every attempt. */
    private void comeToRest() {
        loseNextWrite = false;
        provider.outOfReach = false;
        uncommitted.addAll(asked.values());
        commit();
        for (int sweep = 0; sweep < 10; sweep++) {
            sweepAfter(patience.parkedPause());
        }
    }

    private void checkAlways(Set<String> broken) {
        for (String order : asked.keySet()) {
            List<String> charges = provider.chargesOf(order);
            if (charges.size() > 1) {
                broken.add("at most one charge per order");
            }
            boolean intended = payments.ofOrders(List.of(order)).blockFirst() != null;
            if (!charges.isEmpty() && !intended) {
                broken.add("no charge without a stored intent");
            }
        }
    }

    private void checkAtRest(Set<String> broken) {
        for (String order : asked.keySet()) {
            Payment payment = payments.ofOrder(order);
            boolean charged = !provider.chargesOf(order).isEmpty();
            if (!payment.status().isFinal()) {
                if (charged || !mayBeUnknownForEver(payment)) {
                    broken.add("every payment ends");
                }
                continue;
            }
            if (charged != (payment.status() == PaymentStatus.CAPTURED)) {
                broken.add("captured if and only if the provider took the money");
            }
            if (replies.getOrDefault(order, Set.of()).size() != 1) {
                broken.add("one answer to the checkout");
            }
        }
    }

    /** Only what may have been sent, when the provider does not know the key any more. */
    private boolean mayBeUnknownForEver(Payment payment) {
        return dayPassed && (somebodyDied || provider.attemptsOf(payment) > 0);
    }

    private TakePayments process() {
        var limits = new WorkLimits(100, LEASE, Duration.ofSeconds(8), Duration.ofHours(20));
        return new TakePayments(
                payments,
                mutated(),
                Outcomes.of(Payment::orderId, outcomes, new Traces(context -> null), () -> 0),
                InFlightLimit.fixed(4),
                limits,
                patience,
                clock);
    }

    private static Payment underAnotherKey(Payment payment) {
        return copy(payment, UUID.randomUUID().toString(), payment.firstSend());
    }

    private static Payment copy(Payment payment, String key, FirstSend firstSend) {
        return new Payment(
                payment.id(),
                payment.request(),
                key,
                payment.status(),
                payment.reference(),
                payment.reason(),
                payment.detail(),
                payment.refunded(),
                payment.attempts(),
                firstSend,
                payment.dueAt(),
                payment.createdAt(),
                payment.version());
    }

    private PaymentProvider mutated() {
        return switch (mutant) {
            case NONE, CHARGES_WITHOUT_STORED_INTENT, FORGETS_THAT_OTHERS_SENT, WAITS_FOR_A_CLOCK_THAT_WAS_SET_BACK ->
                provider;
            case GUESSES_AN_UNKNOWN_PAYMENT ->
                mishearing(
                        ProviderAnswer.Unknown.class,
                        new ProviderAnswer.Refused(RefusalReason.PAYMENT_DECLINED, "timeout"));
            case TAKES_SILENCE_FOR_NOT_SENT ->
                mishearing(ProviderAnswer.Unknown.class, new ProviderAnswer.NotAsked("timeout"));
            case TAKES_NOT_SENT_FOR_SILENCE ->
                mishearing(ProviderAnswer.NotAsked.class, new ProviderAnswer.Unknown("out of reach"));
            case FORGETS_ITS_KEY ->
                new ForwardingProvider(provider) {
                    @Override
                    public Mono<ProviderAnswer> pay(Payment payment) {
                        return super.pay(underAnotherKey(payment));
                    }
                };
        };
    }

    private PaymentProvider mishearing(Class<? extends ProviderAnswer> said, ProviderAnswer heard) {
        return new ForwardingProvider(provider) {
            @Override
            public Mono<ProviderAnswer> pay(Payment payment) {
                return super.pay(payment).map(answer -> said.isInstance(answer) ? heard : answer);
            }
        };
    }

    /** Thrown thousands of times and logged each time: what tells something is that it happened, not where. */
    private static final class LostWrite extends RuntimeException {
        LostWrite() {
            super("lost", null, false, false);
        }
    }
}
