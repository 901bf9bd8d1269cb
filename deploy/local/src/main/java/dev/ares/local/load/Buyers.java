package dev.ares.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;

/** Customers who take turns in ordering. Safe for use by several threads. */
public final class Buyers {

    private static final String PASSWORD = UUID.randomUUID().toString();

    private final ShopClient shop;
    private final List<String> emails;
    private final AtomicLong turn = new AtomicLong();
    private volatile List<ShopClient> loggedIn;

    private Buyers(ShopClient shop, List<String> emails) {
        this.shop = shop;
        this.emails = emails;
        this.loggedIn = emails.stream()
                .map(email -> shop.registered(email, PASSWORD, "Load"))
                .toList();
    }

    /** Registers so many new customers. */
    public static Buyers register(ShopClient shop, int number) {
        return new Buyers(
                shop,
                IntStream.range(0, number)
                        .mapToObj(index -> "load-" + UUID.randomUUID() + "@example.org")
                        .toList());
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
