package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.payment.domain.RefusalReason;

/** A provider in memory, which obeys the same names of payment methods as the simulator. Not for several threads. */
class FakeProvider implements PaymentProvider {

    private static final int DOWN_FOR = 3;

    /** What was done under a key. */
    private record Done(String order, ProviderAnswer answer) {}

    /** For how long it knows a key. */
    static final Duration MEMORY = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Done> byKey = new LinkedHashMap<>();
    private final List<Done> forgotten = new ArrayList<>();
    private final Map<String, Instant> firstUses = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<UUID, RefundAnswer> refunds = new LinkedHashMap<>();
    private final Map<UUID, Integer> refundAttempts = new HashMap<>();
    private final Map<String, Long> left = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    /** What somebody gave at its desk, by reference. */
    final Map<String, ProviderRefund> byHand = new HashMap<>();

    private Mono<Void> gate = Mono.empty();
    private Runnable open = () -> {};
    final AtomicInteger searches = new AtomicInteger();
    boolean outOfReach;

    FakeProvider() {
        this(Clock.systemUTC());
    }

    /** @param clock by which it forgets keys */
    FakeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        String method = payment.request().method();
        if (outOfReach) {
            return Mono.just(new ProviderAnswer.NotAsked("out of reach"));
        }
        forgetOldKeys();
        if (!payment.request().receiptEmail().matches("|.+@.+[.].+")) {
            return Mono.just(new ProviderAnswer.AddressRefused("receipt_email"));
        }
        firstUses.putIfAbsent(payment.key(), clock.instant());
        int attempt = attempts.merge(payment.key(), 1, Integer::sum);
        if (method.equals("pm_sim_down") && attempt <= DOWN_FOR) {
            return Mono.just(new ProviderAnswer.Unknown("down"));
        }
        return gate.then(Mono.fromSupplier(() -> answer(payment, method, attempt)));
    }

    private void forgetOldKeys() {
        Instant oldest = clock.instant().minus(MEMORY);
        List<String> old = byKey.keySet().stream()
                .filter(key -> firstUses.getOrDefault(key, Instant.MAX).isBefore(oldest))
                .toList();
        old.forEach(key -> {
            firstUses.remove(key);
            forgotten.add(Objects.requireNonNull(byKey.remove(key)));
        });
    }

    /** Also what was done under keys that it has forgotten. */
    private Stream<Done> done() {
        return Stream.concat(byKey.values().stream(), forgotten.stream());
    }

    /** From now on payments are answered only when {@link #answerNow()} is called. */
    void answerLater() {
        var opened = Sinks.<Void>one();
        gate = opened.asMono();
        open = opened::tryEmitEmpty;
    }

    void answerNow() {
        gate = Mono.empty();
        open.run();
    }

    private ProviderAnswer answer(Payment payment, String method, int attempt) {
        ProviderAnswer answer = byKey.computeIfAbsent(
                        payment.key(), key -> new Done(payment.orderId(), decide(method, payment.amount())))
                .answer();
        boolean silent = method.equals("pm_sim_timeoutAfterSuccess") && attempt == 1;
        return silent ? new ProviderAnswer.Unknown("timeout") : answer;
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        searches.incrementAndGet();
        if (outOfReach) {
            return Mono.just(new ProviderAnswer.Unknown("out of reach"));
        }
        List<ProviderAnswer> found = done().filter(done -> done.order().equals(orderId))
                .map(Done::answer)
                .toList();
        return Mono.just(found.size() == 1 ? found.get(0) : new ProviderAnswer.NoTrace());
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        return Mono.justOrEmpty(done().filter(done -> reference.equals(referenceOf(done)))
                .map(done -> new ProviderPayment(done.order(), done.answer()))
                .findFirst());
    }

    /** The references of all that was taken for an order. */
    List<String> chargesOf(String order) {
        return done().filter(done -> done.order().equals(order))
                .map(FakeProvider::referenceOf)
                .filter(reference -> !reference.isEmpty())
                .toList();
    }

    private static String referenceOf(Done done) {
        return done.answer() instanceof ProviderAnswer.Captured captured ? captured.reference() : "";
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return Mono.fromSupplier(() -> {
            String method = methods.getOrDefault(reference, "");
            int attempt = refundAttempts.merge(refundId, 1, Integer::sum);
            if (method.equals("pm_sim_refundDown") && attempt <= DOWN_FOR) {
                return new RefundAnswer.Unknown("down");
            }
            if (method.equals("pm_sim_refundRefused")) {
                return new RefundAnswer.Refused("charge_disputed");
            }
            RefundAnswer answer = refunds.computeIfAbsent(refundId, id -> give(id, reference, amount));
            boolean silent = method.equals("pm_sim_refundTimeoutAfterSuccess") && attempt == 1;
            return silent ? new RefundAnswer.Unknown("timeout") : answer;
        });
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return Mono.fromSupplier(() -> refunds.get(refundId)).filter(RefundAnswer.Refunded.class::isInstance);
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return Mono.defer(() -> Mono.justOrEmpty(refunds.entrySet().stream()
                .filter(entry -> entry.getValue().equals(new RefundAnswer.Refunded(reference)))
                .<ProviderRefund>map(entry -> new ProviderRefund.Ours(entry.getKey(), entry.getValue()))
                .findFirst()
                .or(() -> Optional.ofNullable(byHand.get(reference)))));
    }

    private RefundAnswer give(UUID id, String reference, Money amount) {
        long rest = left.getOrDefault(reference, 0L) - amount.amount();
        if (rest < 0) {
            return new RefundAnswer.Refused("amount_too_large");
        }
        left.put(reference, rest);
        return new RefundAnswer.Refunded("re_" + id);
    }

    int attemptsOf(UUID refund) {
        return refundAttempts.getOrDefault(refund, 0);
    }

    /** What is left of all that was taken. */
    long kept() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    int attemptsOf(Payment payment) {
        return attempts.getOrDefault(payment.key(), 0);
    }

    private ProviderAnswer decide(String method, Money amount) {
        return switch (method) {
            case "pm_card_chargeDeclined" -> declined("generic_decline");
            case "pm_card_chargeDeclinedInsufficientFunds" -> declined("insufficient_funds");
            case "pm_unheard_of" -> declined("resource_missing");
            case "pm_card_authenticationRequired" ->
                new ProviderAnswer.Refused(RefusalReason.PAYMENT_ACTION_REQUIRED, "authentication_required");
            default -> {
                String reference = "pi_" + UUID.randomUUID();
                left.put(reference, amount.amount());
                methods.put(reference, method);
                yield new ProviderAnswer.Captured(reference, amount);
            }
        };
    }

    private static ProviderAnswer declined(String code) {
        return new ProviderAnswer.Refused(RefusalReason.PAYMENT_DECLINED, code);
    }
}
