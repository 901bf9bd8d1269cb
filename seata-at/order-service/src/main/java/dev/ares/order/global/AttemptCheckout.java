package dev.ares.order.global;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.observability.BlockingBoundary;
import dev.ares.order.global.Decisions.Decision;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaReply;
import dev.ares.saga.SagaTransitions;

/**
 * One attempt to decide a checkout: authorise, sell in a global transaction, or refuse. May be repeated, and by several at
 * the same time; whatever is not known for certain is no reply, and attempted again.
 */
@BlockingBoundary("Seata blocks; its checkouts have threads of their own, those of RunCheckouts")
final class AttemptCheckout {

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

    /** Times that stock is asked for which others hold; each waits as long as a branch waits for a row. */
    private static final int TURNS = 5;

    /**
     * From this one on an attempt that fails gives up: with the saga's default timing 31 s after the first. Each is made
     * before it is counted out: an order that waited for its turn until now has it.
     */
    static final int LAST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(AttemptCheckout.class);

    private final Decisions decisions;
    private final Authorisations money;
    private final Stock stock;
    private final GlobalSale sale;

    AttemptCheckout(Decisions decisions, Authorisations money, Stock stock, GlobalSale sale) {
        this.decisions = decisions;
        this.money = money;
        this.stock = stock;
        this.sale = sale;
    }

    /**
     * @return empty when somebody else is about to decide it
     * @throws RuntimeException when the outcome is not known
     */
    Optional<SagaReply> decide(Dispatch<GlobalCommand.Transact> dispatch) {
        CheckoutState checkout = dispatch.command().checkout();
        if (dispatch.attempt() == 1) {
            // It finds nothing: it is what makes the order known to this process.
            return attempt(checkout, Refusal.FIRST);
        }
        Optional<Decision> earlier = known(checkout);
        if (earlier.isPresent()) {
            return Optional.of(reply(checkout, earlier.get()));
        }
        try {
            return attempt(checkout, Refusal.LATER);
        } catch (RuntimeException unknown) {
            if (dispatch.attempt() < LAST) {
                throw unknown;
            }
            LOG.warn("checkout {} is given up: {}", checkout.orderId(), unknown.toString());
            return refuse(checkout, SagaTransitions.EXPIRED, CheckoutSaga.RESERVE_STOCK, Refusal.LATER);
        }
    }

    private Optional<SagaReply> attempt(CheckoutState checkout, Refusal when) {
        if (money.hold(checkout) instanceof Authorisations.Answer.Refused refused) {
            return refuse(checkout, refused.reason(), refused.detail(), when);
        }
        try {
            sell(checkout);
            return Optional.of(SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK));
        } catch (RefusedException refused) {
            return refuse(checkout, refused.reason(), refused.detail(), when);
        }
    }

    private void sell(CheckoutState checkout) {
        for (int turn = 1; turn < TURNS; turn++) {
            try {
                sale.sell(checkout);
                return;
            } catch (StockHeldException held) {
                // Rolled back as a whole; hot products are worth another turn at once.
                continue;
            }
        }
        sale.sell(checkout);
    }

    /** The refusal is written before anything is given back: from then on nobody can sell to the order. */
    private Optional<SagaReply> refuse(CheckoutState checkout, String reason, @Nullable String detail, Refusal when) {
        boolean decided = Objects.requireNonNull(
                decisions.refuse(checkout.orderId(), reason, detail).block(LONGEST_STATEMENT));
        return decided ? Optional.of(refused(checkout, reason, detail, when)) : Optional.empty();
    }

    private SagaReply reply(CheckoutState checkout, Decision decision) {
        return decision.reason() == null
                ? SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK)
                : refused(checkout, decision.reason(), decision.detail(), Refusal.LATER);
    }

    private SagaReply refused(CheckoutState checkout, String reason, @Nullable String detail, Refusal when) {
        if (when == Refusal.LATER) {
            stock.takeBack(checkout);
        }
        money.letGo(checkout);
        return SagaReply.refused(checkout.orderId(), CheckoutSaga.RESERVE_STOCK, reason, detail);
    }

    /**
     * A decision stands for the whole transaction only when its other branch is there too. Where it is not, the coordinator
     * forgot the transaction half-way, with the files that it lost: nothing was sold, so nothing is decided.
     */
    private Optional<Decision> known(CheckoutState checkout) {
        UUID order = checkout.orderId();
        Optional<Decision> found = Objects.requireNonNull(decisions.find(order).block(LONGEST_STATEMENT));
        if (found.isEmpty() || !found.get().isCommitted() || stock.isSold(checkout)) {
            return found;
        }
        LOG.error("checkout {}: committed, but nothing is sold: Seata's coordinator lost its files", order);
        if (!Objects.requireNonNull(decisions.forget(order, found.get()).block(LONGEST_STATEMENT))) {
            throw new IllegalStateException("checkout " + order + ": decided by somebody else meanwhile");
        }
        return Optional.empty();
    }

    /** When an order is refused: the first attempt leaves nothing sold, whatever the coordinator forgets. */
    private enum Refusal {
        FIRST,
        LATER
    }
}
