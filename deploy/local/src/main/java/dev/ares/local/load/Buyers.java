package dev.ares.local.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;

/** Customers who take turns in ordering. Safe for use by several threads. */
public final class Buyers {

    private static final String PASSWORD = UUID.randomUUID().toString();

    /** For each customer: the shop takes a few a second from one address. */
    private static final int ATTEMPTS = 60;

    private final ShopClient shop;
    private final List<String> emails;
    private final AtomicLong turn = new AtomicLong();
    private volatile List<ShopClient> loggedIn;

    private Buyers(ShopClient shop, List<String> emails) {
        this.shop = shop;
        this.emails = emails;
        this.loggedIn = emails.stream().map(this::registered).toList();
    }

    /** Registers so many new customers. Comes again when the shop says so, as it does to one address with many of them. */
    public static Buyers register(ShopClient shop, int number) {
        return new Buyers(
                shop,
                IntStream.range(0, number)
                        .mapToObj(index -> "load-" + UUID.randomUUID() + "@example.org")
                        .toList());
    }

    private ShopClient registered(String email) {
        againWhenTold(() -> shop.register(email, PASSWORD, "Load"));
        return againWhenTold(() -> shop.loggedIn(email, PASSWORD));
    }

    private static <T> T againWhenTold(Supplier<T> call) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return call.get();
            } catch (UnexpectedAnswerException refused) {
                rest(refused.answer().retryAfter().orElseThrow(() -> refused));
            }
        }
        return call.get();
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to register a customer", interrupted);
        }
    }

    /** Whose turn it is. */
    ShopClient next() {
        List<ShopClient> all = loggedIn;
        return all.get((int) (turn.getAndIncrement() % all.size()));
    }

    /** All of them. */
    public List<ShopClient> all() {
        return loggedIn;
    }

    /** Logs all in again: their tokens are good for a quarter of an hour. Returns whether the shop let all of them. */
    public boolean renew() {
        var renewed = new ArrayList<ShopClient>(loggedIn);
        boolean all = true;
        for (int buyer = 0; buyer < emails.size(); buyer++) {
            try {
                renewed.set(buyer, shop.loggedIn(emails.get(buyer), PASSWORD));
            } catch (NoAnswerException | UnexpectedAnswerException notNow) {
                all = false;
            }
        }
        loggedIn = List.copyOf(renewed);
        return all;
    }
}
