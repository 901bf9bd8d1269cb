package dev.ares.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;

/** People with accounts who stay logged in: an access token is good for minutes, a run may be longer. */
final class Customers {

    private static final long REFRESH_MINUTES = 5;

    private final ShopClient shop;
    private final List<String> emails;
    private final AtomicReferenceArray<ShopClient> loggedIn;

    private Customers(ShopClient shop, List<String> emails, List<ShopClient> clients) {
        this.shop = shop;
        this.emails = List.copyOf(emails);
        this.loggedIn = new AtomicReferenceArray<>(clients.toArray(ShopClient[]::new));
    }

    /** Registers so many. Their password is their address. */
    static Customers register(ShopClient shop, int number) {
        var emails = new ArrayList<String>();
        var clients = new ArrayList<ShopClient>();
        for (int i = 0; i < number; i++) {
            String email = "chaos-" + UUID.randomUUID() + "@example.org";
            clients.add(shop.registered(email, email, "Customer " + i));
            emails.add(email);
        }
        return new Customers(shop, emails, clients);
    }

    void keepLoggedIn(ScheduledExecutorService clock) {
        clock.scheduleWithFixedDelay(this::logInAgain, REFRESH_MINUTES, 1, TimeUnit.MINUTES);
    }

    int number() {
        return emails.size();
    }

    ShopClient get(int index) {
        return loggedIn.get(index);
    }

    private void logInAgain() {
        for (int i = 0; i < emails.size(); i++) {
            try {
                loggedIn.set(i, shop.loggedIn(emails.get(i), emails.get(i)));
            } catch (NoAnswerException | UnexpectedAnswerException notNow) {
                // The old token lasts longer than the pause until the next attempt.
            }
        }
    }
}
