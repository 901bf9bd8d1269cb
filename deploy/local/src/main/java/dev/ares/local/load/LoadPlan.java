package dev.ares.local.load;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import dev.ares.local.client.OrderRequest;

/**
 * What is sent.
 *
 * @param skus of products that have stock; their order is their rank in the mix
 * @param duration until the last order leaves, unless it is stopped before
 * @param patience what the shop is asked to wait for an order's end before it answers; zero: it answers when it has accepted it
 * @param paymentMethods one of them at random per order
 * @param seed the same one sends the same orders
 */
public record LoadPlan(
        Loop loop,
        Mix mix,
        List<String> skus,
        Duration duration,
        Duration patience,
        List<String> paymentMethods,
        long seed) {

    public LoadPlan {
        skus = List.copyOf(skus);
        paymentMethods = List.copyOf(paymentMethods);
        if (skus.isEmpty() || paymentMethods.isEmpty()) {
            throw new IllegalArgumentException("skus: " + skus.size() + ", payment methods: " + paymentMethods.size()
                    + " (expected: at least one each)");
        }
    }

    /** Draws orders; each sender has a source of its own. */
    Orders orders(int sender) {
        Mix.Picker picker = mix.among(skus.size());
        var random = new Random(seed + sender);
        return () -> order(picker, random);
    }

    private OrderRequest order(Mix.Picker picker, RandomGenerator random) {
        return OrderRequest.of(skus.get(picker.pick(random)), 1)
                .payingWith(paymentMethods.get(random.nextInt(paymentMethods.size())));
    }

    /** A sequence without end. */
    @FunctionalInterface
    interface Orders {
        OrderRequest next();
    }
}
