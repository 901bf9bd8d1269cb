package dev.ares.order.interleaving;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.domain.Returns;
import dev.ares.order.saga.CheckoutSaga;

import static java.util.stream.Collectors.toMap;

/** Compares what the order says with what the others did, once all is calm. */
final class Audit {

    private final Set<Invariant> violated = EnumSet.noneOf(Invariant.class);
    private final RandomShop shop;
    private final Books books;
    private final Order order;
    private final List<Refund> succeeded;

    private Audit(RandomShop shop, Books books) {
        this.shop = shop;
        this.books = books;
        order = shop.order();
        succeeded = shop.refunds.stored.values().stream()
                .filter(refund -> refund.status() == RefundStatus.SUCCEEDED)
                .toList();
    }

    /** The invariants that do not hold; empty when all is right. */
    static Set<Invariant> violated(RandomShop shop, Books books) {
        var audit = new Audit(shop, books);
        audit.ended();
        audit.once();
        audit.stock();
        audit.payment();
        audit.points();
        return audit.violated;
    }

    private void ended() {
        holds(
                Invariant.ENDED,
                order.status().isTerminal()
                        && shop.sagas.stored.values().stream()
                                .allMatch(saga -> saga.phase().isTerminal()
                                        && saga.contradicted() == null
                                        && saga.parked() == null)
                        && shop.refunds.stored.values().stream()
                                .noneMatch(refund -> refund.status() == RefundStatus.PENDING));
    }

    private void once() {
        holds(Invariant.ONCE, books.times.values().stream().allMatch(times -> times == 1));
        holds(
                Invariant.ONCE,
                books.told
                        .keySet()
                        .equals(Set.copyOf(succeeded.stream().map(Refund::id).toList())));
        boolean wholly = sold() && new Returns(order, succeeded).rest().isEmpty();
        OrderStatus expected = wholly ? OrderStatus.REFUNDED : OrderStatus.CONFIRMED;
        holds(Invariant.ONCE, sold() ? order.status() == expected : shop.refunds.stored.isEmpty());
        holds(Invariant.ONCE, !sold() || !order.cancelRequested() || cancelIsHonoured());
    }

    /** All came back, but for pieces whose refund was asked for by the cancel itself and refused. */
    private boolean cancelIsHonoured() {
        Map<String, Integer> refused = shop.refunds.stored.values().stream()
                .filter(refund -> refund.status() == RefundStatus.REFUSED && refund.ofCancel())
                .flatMap(refund -> refund.lines().stream())
                .collect(toMap(ReturnedLine::sku, ReturnedLine::quantity, Integer::sum));
        return new Returns(order, succeeded)
                .rest().stream().allMatch(line -> line.quantity() <= refused.getOrDefault(line.sku(), 0));
    }

    private void stock() {
        holds(Invariant.STOCK, books.has(CheckoutSaga.RESERVE_STOCK) == sold());
        holds(Invariant.STOCK, books.has(CheckoutSaga.COMMIT_STOCK) == sold());
        for (OrderLine line : order.lines()) {
            holds(Invariant.STOCK, books.returned(line.sku()) <= line.quantity());
        }
    }

    private void payment() {
        long givenBack =
                books.givenBack.values().stream().mapToLong(amount -> amount).sum();
        holds(Invariant.PAYMENT, books.captured == (sold() ? order.total().amount() : 0));
        holds(Invariant.PAYMENT, givenBack == order.refunded().amount() && givenBack <= books.captured);
        holds(Invariant.PAYMENT, order.status() != OrderStatus.REFUNDED || givenBack == books.captured);
    }

    private void points() {
        holds(Invariant.POINTS, books.has(CheckoutSaga.HOLD_POINTS) == (sold() && order.redeemedPoints() > 0));
        holds(Invariant.POINTS, books.has(CheckoutSaga.SETTLE_POINTS) == sold());
    }

    private boolean sold() {
        return order.status() != OrderStatus.CANCELLED;
    }

    private void holds(Invariant invariant, boolean right) {
        if (!right) {
            violated.add(invariant);
        }
    }
}
