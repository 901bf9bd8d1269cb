package dev.ares.local.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.ares.local.client.OrderRequest;

/**
 * Draws what customers wish for, the same again for the same seed. Most pay with a good card; that a card is declined, or that
 * the provider is slow, silent after success, or says everything twice, late or in the wrong order is part of life, and so is
 * that it turns refunds away, forgets to answer them or needs a while for them.
 */
final class Wishes {

    private static final List<String> METHODS = Stream.of(
                    repeated(12, OrderRequest.GOOD_CARD),
                    repeated(1, OrderRequest.DECLINED_CARD),
                    repeated(2, "pm_sim_slow"),
                    repeated(2, "pm_sim_timeoutAfterSuccess"),
                    repeated(2, "pm_sim_duplicateWebhook"),
                    repeated(1, "pm_sim_lateWebhook"),
                    repeated(1, "pm_sim_reorderedWebhooks"),
                    repeated(1, "pm_sim_down"),
                    repeated(1, "pm_sim_refundTimeoutAfterSuccess"),
                    repeated(1, "pm_sim_refundDown"),
                    repeated(1, "pm_sim_refundPending"),
                    repeated(1, "pm_sim_refundFailed"),
                    repeated(1, "pm_sim_refundRefused"))
            .flatMap(List::stream)
            .toList();

    private static final int MOST_PRODUCTS = 3;
    private static final int MOST_PIECES = 3;
    private static final int REDEEMING_PERCENT = 8;

    /** Of the rest nothing is heard again. */
    private static final Map<Wish.Then, Integer> PERCENT = new EnumMap<>(Map.of(
            Wish.Then.CANCEL, 5,
            Wish.Then.RETURN_A_LINE, 5,
            Wish.Then.RETURN_AGAIN, 3,
            Wish.Then.RETURN_TWICE, 5,
            Wish.Then.RETURN_AND_CANCEL, 5,
            Wish.Then.SEND_AGAIN, 5));

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
        List<OrderRequest.Line> lines = Stream.iterate(first, at -> (at + 1) % skus.size())
                .limit(1 + random.nextInt(MOST_PRODUCTS))
                .map(at -> new OrderRequest.Line(skus.get(at), 1 + random.nextInt(MOST_PIECES)))
                .toList();
        var order = new OrderRequest(lines, METHODS.get(random.nextInt(METHODS.size())), 0);
        return random.nextInt(100) < REDEEMING_PERCENT ? order.redeeming(1 + random.nextInt(5)) : order;
    }

    private Wish.Then then() {
        int percent = random.nextInt(100);
        for (Map.Entry<Wish.Then, Integer> share : PERCENT.entrySet()) {
            percent -= share.getValue();
            if (percent < 0) {
                return share.getKey();
            }
        }
        return Wish.Then.NOTHING;
    }

    private static List<String> repeated(int times, String method) {
        return Stream.generate(() -> method).limit(times).toList();
    }
}
