package dev.ares.local.client;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How many pieces of a product the shop says it has. A shop in trouble may not know, or not answer: it is asked again until it
 * does, for 30 s at most.
 */
public final class Shelf {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final ShopClient shop;

    public Shelf(ShopClient shop) {
        this.shop = shop;
    }

    /**
     * Empty when the shop does not sell it.
     *
     * @throws UnexpectedAnswerException when it still does not answer in the end
     * @throws IllegalStateException when it still does not know in the end
     */
    public OptionalLong available(String sku) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = shop.get("/api/products/" + sku);
            boolean over = System.nanoTime() >= deadline;
            if (answer.status() == 404) {
                return OptionalLong.empty();
            }
            if (answer.status() != 503 || over) {
                OptionalLong known = answer.expect(200).number("available");
                if (known.isPresent()) {
                    return known;
                }
            }
            if (over) {
                throw new IllegalStateException(sku + ": what is available is not known (expected: a number within "
                        + PATIENCE.toSeconds() + " s)");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
