package dev.ares.benchmarks.shop;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import dev.ares.local.client.OrderRequest;

/** Which products are ordered, and how long the payment provider thinks. An order is one piece of one product. */
public enum Scenario {
    SPREAD("spread", false, false),
    HOT("hot", true, false),
    SPREAD_SLOW("spread-slow", false, true),
    HOT_SLOW("hot-slow", true, true);

    /** Answered after the time that the simulator was started with. */
    private static final String SLOW_CARD = "pm_sim_slow";

    private final String shown;
    private final boolean hot;
    private final boolean slow;

    Scenario(String shown, boolean hot, boolean slow) {
        this.shown = shown;
        this.hot = hot;
        this.slow = slow;
    }

    /** @throws IllegalArgumentException that lists the names when there is none like it */
    public static Scenario of(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.shown.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: "
                        + Arrays.stream(values()).map(Scenario::toString).collect(Collectors.joining(", ")) + ")"));
    }

    /** @param skus of all products; a hot one is the first */
    OrderRequest order(List<String> skus) {
        String sku = skus.get(hot ? 0 : ThreadLocalRandom.current().nextInt(skus.size()));
        return OrderRequest.of(sku, 1).payingWith(slow ? SLOW_CARD : OrderRequest.GOOD_CARD);
    }

    /**
     * For people.
     *
     * @param delay of the slow provider in milliseconds
     */
    public String describe(int products, int delay) {
        return (hot ? "one hot product" : products + " products") + ", provider "
                + (slow ? "takes " + delay + " ms" : "answers at once");
    }

    /** The same with the other products; itself where it is spread. */
    public Scenario spread() {
        return slow ? SPREAD_SLOW : SPREAD;
    }

    public boolean isHot() {
        return hot;
    }

    @Override
    public String toString() {
        return shown;
    }
}
