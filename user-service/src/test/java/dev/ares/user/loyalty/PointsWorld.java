package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.user.loyalty.LedgerEntry.Kind;
import dev.ares.user.loyalty.OrderPoints.Status;

/**
 * The tables of loyalty points, written batch by batch, and a saga for each checkout that acts on the replies. Says which
 * promise is broken, after each batch and at the end.
 */
final class PointsWorld {

    static final List<UUID> USERS = List.of(new UUID(1, 1), new UUID(2, 2));

    private static final long GRANTED = 100;

    /** What the book is not told, or what of its decisions is not kept. */
    enum Mutant {
        NONE,
        /** A repeated hold is decided as if it were the first. */
        FORGETS_NATURAL_KEYS,
        /** A return that comes first leaves nothing behind. */
        FORGETS_TOMBSTONES,
        /** What is given back is not noted, so that a repeated return gives it back again. */
        GIVES_BACK_TWICE
    }

    /** By the names of the invariant checker. */
    enum Promise {
        /** Balance and held are what the ledger says, none is negative, and at the end nothing is held. */
        POINTS,
        /** Each entry of an order is there once, a repeated hold is answered as the first, and what was undone stays so. */
        ONCE,
        /** No message is given up. */
        DELIVERED
    }

    enum Ending {
        CONFIRMED,
        DECLINED,
        EXPIRED
    }

    record Checkout(UUID id, UUID user, long points, Ending ending) {

        /** One that expires at once sends its return close behind the hold: either may arrive first. */
        List<Message> firstMessages() {
            if (points == 0) {
                return List.of(new Settle(this));
            }
            return ending == Ending.EXPIRED ? List.of(new Hold(this), new GiveBack(this)) : List.of(new Hold(this));
        }

        long award() {
            return 7;
        }
    }

    sealed interface Message {}

    record Hold(Checkout of) implements Message {}

    record GiveBack(Checkout of) implements Message {}

    record Settle(Checkout of) implements Message {}

    private record Answer(Checkout to, HoldOutcome outcome) {}

    private final Mutant mutant;
    private final Map<UUID, PointsAccount> accounts = new HashMap<>();
    private final Map<UUID, OrderPoints> orders = new HashMap<>();
    private final Map<UUID, HoldOutcome> firstAnswers = new HashMap<>();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final Map<Promise, String> broken = new EnumMap<>(Promise.class);

    PointsWorld(Mutant mutant) {
        this.mutant = mutant;
        USERS.forEach(user -> accounts.put(user, new PointsAccount(user, GRANTED, 0)));
    }

    /** Each promise that was broken, with the first that was found of it; empty when all is right. */
    Map<Promise, String> broken() {
        return broken;
    }

    /**
     * Applies the messages together, or, where one is at fault, all but that one.
     *
     * @return what the sagas send because of it
     */
    List<Message> deliver(List<Message> batch) {
        try {
            return deliverTogether(batch);
        } catch (IllegalArgumentException | IllegalStateException fault) {
            if (batch.size() == 1) {
                promised(Promise.DELIVERED, false, batch + ": " + fault);
                return List.of();
            }
            List<Message> caused = new ArrayList<>(deliver(batch.subList(0, batch.size() / 2)));
            caused.addAll(deliver(batch.subList(batch.size() / 2, batch.size())));
            return caused;
        }
    }

    private List<Message> deliverTogether(List<Message> batch) {
        boolean forgets =
                mutant == Mutant.FORGETS_NATURAL_KEYS && batch.stream().allMatch(Hold.class::isInstance);
        PointsBook book = new PointsBook(accounts.values(), forgets ? List.of() : orders.values());
        List<Answer> answers = new ArrayList<>();
        batch.forEach(message -> apply(book, message, answers));

        book.accounts().forEach(account -> accounts.put(account.userId(), account));
        ledger.addAll(book.entries());
        keep(book.changedOrders(), forgets);
        checkBalances();
        List<Message> caused = new ArrayList<>();
        answers.forEach(answer -> {
            Message next = next(answer.to(), answer.outcome());
            if (next != null) {
                caused.add(next);
            }
        });
        return caused;
    }

    private void apply(PointsBook book, Message message, List<Answer> answers) {
        if (message instanceof Hold hold) {
            Checkout of = hold.of();
            answers.add(new Answer(of, book.hold(of.id(), of.user(), of.points())));
        } else if (message instanceof GiveBack back) {
            book.giveBack(back.of().id(), back.of().user());
        } else if (message instanceof Settle settle) {
            Checkout of = settle.of();
            OrderPoints expected = new OrderPoints(of.id(), of.user(), Status.SETTLED, of.points(), of.award());
            OrderPoints settled = book.settle(of.id(), of.user(), of.points(), of.award());
            promised(Promise.ONCE, settled.equals(expected), settled + " (expected: " + expected + ")");
        }
    }

    private void keep(Collection<OrderPoints> changed, boolean forgets) {
        for (OrderPoints order : changed) {
            boolean tombstone = order.status() == Status.RETURNED && order.points() == 0;
            if (forgets) {
                orders.putIfAbsent(order.orderId(), order);
            } else if (tombstone && mutant == Mutant.FORGETS_TOMBSTONES) {
                continue;
            } else if (order.status() == Status.RETURNED && !tombstone && mutant == Mutant.GIVES_BACK_TWICE) {
                orders.put(
                        order.orderId(),
                        new OrderPoints(order.orderId(), order.userId(), Status.HELD, order.points(), 0));
            } else {
                orders.put(order.orderId(), order);
            }
        }
    }

    /** What the saga sends when the answer comes for the first time; one that expired has sent its return by then. */
    private @Nullable Message next(Checkout checkout, HoldOutcome outcome) {
        HoldOutcome first = firstAnswers.putIfAbsent(checkout.id(), outcome);
        if (first != null) {
            boolean returnedMeanwhile = checkout.ending() != Ending.CONFIRMED
                    && outcome.equals(new HoldOutcome.Refused(HoldOutcome.Reason.RETURNED));
            promised(
                    Promise.ONCE,
                    returnedMeanwhile || outcome.equals(first),
                    checkout + ": " + outcome + " (expected: " + first + ", as before)");
            return null;
        }
        boolean confirmed = checkout.ending() == Ending.CONFIRMED && outcome instanceof HoldOutcome.Held;
        if (confirmed) {
            return new Settle(checkout);
        }
        return checkout.ending() == Ending.EXPIRED ? null : new GiveBack(checkout);
    }

    private void checkBalances() {
        accounts.values().forEach(account -> {
            UUID user = account.userId();
            long held = sum(user, Kind.HELD) - sum(user, Kind.RETURNED) - sum(user, Kind.SPENT);
            long balance = GRANTED + sum(user, Kind.AWARDED) - sum(user, Kind.SPENT) - held;
            promised(
                    Promise.POINTS,
                    account.held() == held && account.balance() == balance && held >= 0 && balance >= 0,
                    account + " (expected: balance " + balance + ", held " + held + ", none negative)");
        });
    }

    /** To be called when no message is on the way any more. */
    void checkEnd(Collection<Checkout> checkouts) {
        accounts.values()
                .forEach(account -> promised(
                        Promise.POINTS, account.held() == 0, account + " (expected: nothing held at the end)"));
        checkouts.forEach(checkout -> {
            List<Kind> booked = ledger.stream()
                    .filter(entry -> entry.orderId().equals(checkout.id()))
                    .map(LedgerEntry::kind)
                    .toList();
            promised(
                    Promise.ONCE,
                    booked.stream().distinct().count() == booked.size(),
                    checkout + ": booked " + booked + " (expected: each once)");
            OrderPoints end = orders.get(checkout.id());
            promised(Promise.ONCE, end != null && isRight(end, checkout), checkout + ": " + end);
        });
    }

    private static boolean isRight(OrderPoints end, Checkout checkout) {
        return checkout.ending() == Ending.CONFIRMED
                || checkout.points() == 0
                || end.status() == Status.RETURNED
                || end.status() == Status.REFUSED;
    }

    private void promised(Promise promise, boolean kept, String found) {
        if (!kept) {
            broken.putIfAbsent(promise, found);
        }
    }

    private long sum(UUID user, Kind kind) {
        return ledger.stream()
                .filter(entry -> entry.userId().equals(user) && entry.kind() == kind)
                .mapToLong(LedgerEntry::points)
                .sum();
    }
}
