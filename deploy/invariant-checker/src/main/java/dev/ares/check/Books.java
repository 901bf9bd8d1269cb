package dev.ares.check;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import static java.util.stream.Collectors.groupingBy;

/** What order-service says of a slice: every order by its id, and the refunds of each. */
record Books(
        Slice slice,
        Map<String, Shop.Order> orders,
        List<Shop.Refund> refunds,
        Map<String, List<Shop.Refund>> byOrder) {

    static Books of(Shop shop, Slice slice) {
        List<Shop.Refund> refunds = shop.refundsOf(slice);
        return new Books(
                slice, shop.ordersOf(slice), refunds, refunds.stream().collect(groupingBy(Shop.Refund::orderId)));
    }

    /** Sum over the refunds of an order that went through. */
    long given(Shop.Order order, ToLongFunction<Shop.Refund> what) {
        return byOrder.getOrDefault(order.id(), List.of()).stream()
                .filter(Shop.Refund::succeeded)
                .mapToLong(what)
                .sum();
    }

    /** Pieces of an order that came back. */
    long returned(Shop.Order order, String sku) {
        return given(order, refund -> refund.lines().getOrDefault(sku, 0L));
    }
}
