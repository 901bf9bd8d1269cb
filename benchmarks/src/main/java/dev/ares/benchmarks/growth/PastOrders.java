package dev.ares.benchmarks.growth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Confirmed orders of the past, each told by its number from 0: they lie evenly between two times, so old that whatever
 * services remove by age is gone. Each has one piece or two of a product, every fourth another piece of another one.
 * {@link PastRows} says the same in SQL.
 *
 * @param number of orders
 * @param skus of at least two products
 * @param price of a piece of each, in minor units of {@link #CURRENCY}
 * @param begin of the first order
 * @param end after the last one
 */
record PastOrders(long number, List<String> skus, long price, Instant begin, Instant end) {

    static final String CURRENCY = "EUR";

    /** What is removed by age is removed within 7 days: webhooks are, which live longest. */
    private static final Duration LEAST_AGE = Duration.ofDays(8);

    private static final Duration GREATEST_AGE = Duration.ofDays(365);
    private static final long ORDERS_OF_A_CUSTOMER = 20;

    PastOrders {
        skus = List.copyOf(skus);
        if (number < 1) {
            throw new IllegalArgumentException("past orders: " + number + " (expected: at least 1)");
        }
        if (skus.size() < 2) {
            throw new IllegalArgumentException("products: " + skus.size() + " (expected: at least 2)");
        }
    }

    /** Those of the last year before {@code now}. */
    static PastOrders before(Instant now, long number, List<String> skus, long price) {
        return new PastOrders(number, skus, price, now.minus(GREATEST_AGE), now.minus(LEAST_AGE));
    }

    /** Customers, each with twenty orders or one less. */
    long customers() {
        return (number + ORDERS_OF_A_CUSTOMER - 1) / ORDERS_OF_A_CUSTOMER;
    }

    /** A UUID of version 7, as order-service makes them, but for its chance, which is the same each time. */
    UUID id(long order) {
        long millis = begin.toEpochMilli() + order * span() / number;
        String chance = md5("order " + order);
        long high = millis << 16 | 0x7000 | Long.parseLong(chance.substring(0, 3), 16);
        long low = 0x8000_0000_0000_0000L | Long.parseLong(chance.substring(3, 18), 16);
        return new UUID(high, low);
    }

    /** What was paid for it, in minor units. */
    long total(long order) {
        return price * (1 + order % 2 + (order % 4 == 3 ? 1 : 0));
    }

    /** The provider's own id of its payment. */
    String reference(long order) {
        return "pi_" + md5("payment " + order).substring(0, 24);
    }

    /** From the first to the last, in milliseconds. */
    long span() {
        return Duration.between(begin, end).toMillis();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
