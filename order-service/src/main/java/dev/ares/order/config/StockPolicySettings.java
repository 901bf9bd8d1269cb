package dev.ares.order.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.StockPolicy;

/**
 * Which stock policy new orders get; live, and without effect on orders that were placed before.
 *
 * @param shares percentage of orders by policy, 100 in all (default: {@code all-or-nothing: 100})
 */
record StockPolicySettings(@DefaultValue Map<StockPolicy, Integer> shares) {

    static final String PREFIX = "ares.order.stock-policy";

    private static final int ALL = 100;

    StockPolicySettings {
        Map<StockPolicy, Integer> inOrder = new EnumMap<>(StockPolicy.class);
        inOrder.putAll(shares.isEmpty() ? Map.of(StockPolicy.ALL_OR_NOTHING, ALL) : shares);
        shares = Collections.unmodifiableMap(inOrder);
        int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != ALL || shares.values().stream().anyMatch(share -> share < 0)) {
            throw new IllegalArgumentException("shares: %s (expected: percentages, 100 in all)".formatted(shares));
        }
    }

    /** The same answer for the same order as long as the settings are the same. */
    StockPolicy of(OrderId id) {
        long percentile = Math.floorMod(id.value().getLeastSignificantBits(), (long) ALL);
        long upTo = 0;
        for (Map.Entry<StockPolicy, Integer> share : shares.entrySet()) {
            upTo += share.getValue();
            if (percentile < upTo) {
                return share.getKey();
            }
        }
        throw new IllegalStateException("shares: %s (expected: 100 in all)".formatted(shares));
    }
}
