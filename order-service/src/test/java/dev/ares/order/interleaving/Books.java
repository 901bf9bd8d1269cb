package dev.ares.order.interleaving;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.RefundCommand;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.WrongCheckouts;
import dev.ares.saga.SagaReply;

/**
 * The other services, for one order: they keep the rules (natural keys, tombstones, stored answers) and write down what
 * they did, so that it can be compared with what the order says.
 */
final class Books {

    private final Set<String> refusing;
    private final Mutant mutant;
    private final Map<String, String> firstAnswers = new HashMap<>();

    /** Effects by step, as they stand: done, refused, or undone. */
    final Map<String, String> effects = new HashMap<>();

    /** How often each step had its effect. */
    final Map<String, Integer> times = new HashMap<>();

    /** Amounts by refund. */
    final Map<UUID, Long> givenBack = new LinkedHashMap<>();

    /** Told refunds, once each. */
    final Map<UUID, RefundCommand.OrderRefunded> told = new LinkedHashMap<>();

    long captured;

    Books(Set<String> refusing, Mutant mutant) {
        this.refusing = refusing;
        this.mutant = mutant;
    }

    List<SagaReply> obey(CheckoutCommand command) {
        UUID id = command.orderId();
        if (command instanceof CheckoutCommand.ReserveStock) {
            return List.of(take(id, CheckoutSaga.RESERVE_STOCK));
        } else if (command instanceof CheckoutCommand.HoldPoints) {
            return List.of(take(id, CheckoutSaga.HOLD_POINTS));
        } else if (command instanceof CheckoutCommand.ReleaseStock) {
            return List.of(undo(id, CheckoutSaga.RESERVE_STOCK));
        } else if (command instanceof CheckoutCommand.ReturnPoints) {
            return List.of(undo(id, CheckoutSaga.HOLD_POINTS));
        } else if (command instanceof CheckoutCommand.Pay pay) {
            SagaReply reply = take(id, CheckoutSaga.PAY);
            captured = times.getOrDefault(CheckoutSaga.PAY, 0) * pay.amount().amount();
            return List.of(reply);
        }
        List<SagaReply> replies = List.of(take(id, CheckoutSaga.COMMIT_STOCK), take(id, CheckoutSaga.SETTLE_POINTS));
        return mutant == Mutant.COMPENSATES_AFTER_THE_PIVOT
                ? List.of(SagaReply.done(id, WrongCheckouts.CONFIRM))
                : replies;
    }

    List<SagaReply> obey(RefundCommand command) {
        UUID id = command.refundId();
        if (command instanceof RefundCommand.RefundPayment refund) {
            String answer = firstAnswers.computeIfAbsent(
                    "refund " + id, key -> refusing.contains("refund " + firstAnswers.size() % 3) ? "refused" : "done");
            if (answer.equals("refused")) {
                return List.of(SagaReply.refused(id, RefundSaga.REFUND_PAYMENT, "REFUND_REFUSED", null));
            }
            givenBack.put(id, refund.amount().amount());
            return List.of(SagaReply.done(id, RefundSaga.REFUND_PAYMENT));
        }
        RefundCommand.OrderRefunded refunded = (RefundCommand.OrderRefunded) command;
        if (!effects.containsKey(CheckoutSaga.COMMIT_STOCK) || !effects.containsKey(CheckoutSaga.SETTLE_POINTS)) {
            throw new AssertionError(refunded + " before what it takes back was done");
        }
        told.put(id, refunded);
        return List.of(SagaReply.done(id, RefundSaga.RETURN_STOCK), SagaReply.done(id, RefundSaga.ADJUST_POINTS));
    }

    /** Pieces of a SKU that came back. */
    long returned(String sku) {
        return told.values().stream()
                .flatMap(refund -> refund.lines().stream())
                .filter(line -> line.sku().equals(sku))
                .mapToLong(ReturnedLine::quantity)
                .sum();
    }

    boolean has(String step) {
        return "done".equals(effects.get(step));
    }

    private SagaReply take(UUID id, String step) {
        boolean first = !effects.containsKey(step);
        String effect = effects.computeIfAbsent(step, key -> refusing.contains(key) ? "refused" : "done");
        if (effect.equals("done") && (first || mutant == Mutant.FORGETS_NATURAL_KEYS)) {
            times.merge(step, 1, Integer::sum);
        }
        return effect.equals("done") ? SagaReply.done(id, step) : SagaReply.refused(id, step, "NO", effect);
    }

    private SagaReply undo(UUID id, String step) {
        if (effects.containsKey(step) || mutant != Mutant.FORGETS_TOMBSTONES) {
            effects.put(step, "undone");
        }
        return SagaReply.undone(id, step);
    }
}
