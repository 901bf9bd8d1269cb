package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import dev.ares.user.loyalty.LedgerEntry.Kind;
import dev.ares.user.loyalty.OrderPoints.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checkouts of two customers, whose messages come late, twice, after their compensation and in batches of any size:
 * the points stay right all the way.
 */
class PointsUnderReorderingTest {

    private static final List<UUID> USERS = List.of(new UUID(1, 1), new UUID(2, 2));
    private static final long GRANTED = 100;

    @Property(tries = 500)
    void pointsStayRight(@ForAll("checkouts") List<Checkout> checkouts, @ForAll Random schedule) {
        World world = new World();
        List<Message> onTheWay = new ArrayList<>();
        checkouts.forEach(checkout -> onTheWay.addAll(checkout.firstMessages()));

        while (!onTheWay.isEmpty()) {
            List<Message> batch = new ArrayList<>();
            for (int size = 1 + schedule.nextInt(5); size > 0 && !onTheWay.isEmpty(); size--) {
                int next = schedule.nextInt(onTheWay.size());
                // Two of three are delivered for the last time; the others come again.
                batch.add(schedule.nextInt(3) > 0 ? onTheWay.remove(next) : onTheWay.get(next));
            }
            onTheWay.addAll(world.deliver(batch));
            world.checkBalances();
        }

        checkouts.forEach(world::checkEnd);
    }

    @Provide
    Arbitrary<List<Checkout>> checkouts() {
        return Combinators.combine(
                        Arbitraries.of(USERS), Arbitraries.longs().between(0, 60), Arbitraries.of(Ending.values()))
                .as((user, points, ending) -> new Checkout(UUID.randomUUID(), user, points, ending))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
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

    /** The tables, written batch by batch, and a saga that answers to the replies. */
    private static final class World {

        private final Map<UUID, PointsAccount> accounts = new HashMap<>();
        private final Map<UUID, OrderPoints> orders = new HashMap<>();
        private final Map<UUID, HoldOutcome> firstAnswers = new HashMap<>();
        private final List<LedgerEntry> ledger = new ArrayList<>();

        World() {
            USERS.forEach(user -> accounts.put(user, new PointsAccount(user, GRANTED, 0)));
        }

        List<Message> deliver(List<Message> batch) {
            PointsBook book = new PointsBook(accounts.values(), orders.values());
            List<Message> caused = new ArrayList<>();
            batch.forEach(message -> {
                Message next = apply(book, message);
                if (next != null) {
                    caused.add(next);
                }
            });
            book.accounts().forEach(account -> accounts.put(account.userId(), account));
            book.changedOrders().forEach(order -> orders.put(order.orderId(), order));
            ledger.addAll(book.entries());
            return caused;
        }

        private @Nullable Message apply(PointsBook book, Message message) {
            if (message instanceof Hold hold) {
                return answered(
                        hold.of(),
                        book.hold(hold.of().id(), hold.of().user(), hold.of().points()));
            }
            if (message instanceof GiveBack back) {
                book.giveBack(back.of().id(), back.of().user());
            } else if (message instanceof Settle settle) {
                Checkout of = settle.of();
                assertThat(book.settle(of.id(), of.user(), of.points(), of.award()))
                        .isEqualTo(new OrderPoints(of.id(), of.user(), Status.SETTLED, of.points(), of.award()));
            }
            return null;
        }

        /** What the saga does when the answer comes for the first time. */
        private @Nullable Message answered(Checkout checkout, HoldOutcome outcome) {
            HoldOutcome first = firstAnswers.putIfAbsent(checkout.id(), outcome);
            if (first != null) {
                boolean returnedMeanwhile = checkout.ending() != Ending.CONFIRMED
                        && outcome.equals(new HoldOutcome.Refused(HoldOutcome.Reason.RETURNED));
                assertThat(returnedMeanwhile || outcome.equals(first)).isTrue();
                return null;
            }
            boolean confirmed = checkout.ending() == Ending.CONFIRMED && outcome instanceof HoldOutcome.Held;
            return confirmed ? new Settle(checkout) : new GiveBack(checkout);
        }

        void checkBalances() {
            accounts.values().forEach(account -> {
                UUID user = account.userId();
                long held = sum(user, Kind.HELD) - sum(user, Kind.RETURNED) - sum(user, Kind.SPENT);
                assertThat(account.held()).isEqualTo(held).isNotNegative();
                assertThat(account.balance())
                        .isEqualTo(GRANTED + sum(user, Kind.AWARDED) - sum(user, Kind.SPENT) - held)
                        .isNotNegative();
            });
        }

        void checkEnd(Checkout checkout) {
            assertThat(ledger.stream().filter(entry -> entry.orderId().equals(checkout.id())))
                    .extracting(LedgerEntry::kind)
                    .doesNotHaveDuplicates();
            OrderPoints end = orders.get(checkout.id());
            assertThat(end).isNotNull();
            if (checkout.ending() != Ending.CONFIRMED && checkout.points() > 0) {
                assertThat(end.status()).isIn(Status.RETURNED, Status.REFUSED);
            }
        }

        private long sum(UUID user, Kind kind) {
            return ledger.stream()
                    .filter(entry -> entry.userId().equals(user) && entry.kind() == kind)
                    .mapToLong(LedgerEntry::points)
                    .sum();
        }
    }
}
