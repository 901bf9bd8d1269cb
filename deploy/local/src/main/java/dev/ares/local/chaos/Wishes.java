package dev.ares.local.chaos;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.ares.local.client.OrderRequest;

/**
 * Draws what customers wish for, the same again for the same seed. Most pay with a good card; that a card is declined, or
 * that the provider is slow, silent after success, or says everything twice, is part of life.
 */
final class Wishes {

    private static final List<String> METHODS = Stream.of(
                    repeated(17, OrderRequest.GOOD_CARD),
                    repeated(1, OrderRequest.DECLINED_CARD),
                    repeated(2, "pm_sim_slow"),
                    repeated(2, "pm_sim_timeoutAfterSuccess"),
                    repeated(2, "pm_sim_duplicateWebhook"),
                    repeated(1, "pm_sim_down"))
            .flatMap(List::stream)
            .toList();

    private static final int MOST_PRODUCTS = 3;
    private static final int REDEEMING_PERCENT = 8;
    private static final int CANCELLED_PERCENT = 5;
    private static final int RETURNED_PERCENT = 5;
    private static final int REPEATED_PERCENT = 5;

    private final Random random;
    private final int customers;
    private final List<String> skus;

    Wishes(long seed, int customers, List<String> skus) {
        this.random = new Random(seed);
        this.customers = customers;
        this.skus = List.copyOf(skus);
    }

    Wish next() {
        return new Wish(random.nextInt(customers), order(), then());
    }

    private OrderRequest order() {
        int first = random.nextInt(skus.size());
        List<String> chosen = Stream.iterate(first, at -> (at + 1) % skus.size())
                .limit(1 + random.nextInt(MOST_PRODUCTS))
                .map(skus::get)
                .toList();
        OrderRequest order = OrderRequest.ofOneEach(chosen).payingWith(METHODS.get(random.nextInt(METHODS.size())));
        return random.nextInt(100) < REDEEMING_PERCENT ? order.redeeming(1 + random.nextInt(5)) : order;
    }

    private Wish.Then then() {
        int percent = random.nextInt(100);
        if (percent < CANCELLED_PERCENT) {
            return Wish.Then.CANCEL;
        }
        if (percent < CANCELLED_PERCENT + RETURNED_PERCENT) {
            return Wish.Then.RETURN_A_LINE;
        }
        return percent < CANCELLED_PERCENT + RETURNED_PERCENT + REPEATED_PERCENT
                ? Wish.Then.SEND_AGAIN
                : Wish.Then.NOTHING;
    }

    private static List<String> repeated(int times, String method) {
        return Stream.generate(() -> method).limit(times).toList();
    }
}
