package dev.ares.user.loyalty;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import com.google.protobuf.Message;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.user.TestUsers;
import dev.ares.user.UserServiceTest;

import static dev.ares.user.loyalty.LoyaltyMessages.adjusted;
import static dev.ares.user.loyalty.LoyaltyMessages.confirmed;
import static dev.ares.user.loyalty.LoyaltyMessages.event;
import static dev.ares.user.loyalty.LoyaltyMessages.giveBack;
import static dev.ares.user.loyalty.LoyaltyMessages.held;
import static dev.ares.user.loyalty.LoyaltyMessages.hold;
import static dev.ares.user.loyalty.LoyaltyMessages.message;
import static dev.ares.user.loyalty.LoyaltyMessages.refunded;
import static dev.ares.user.loyalty.LoyaltyMessages.refused;
import static dev.ares.user.loyalty.LoyaltyMessages.returned;
import static dev.ares.user.loyalty.LoyaltyMessages.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The checkout's commands, sent over Kafka; the replies are read from the local message table. */
@UserServiceTest
class PointsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    TestUsers users;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    DatabaseClient database;

    private final String order = UUID.randomUUID().toString();

    @Test
    void heldPointsAreSpentAndNewOnesAwarded() {
        String ada = customerWith(100);

        send(hold(order, ada, 30));
        awaitReplies(order, PointsHeld.newBuilder().setOrderId(order).build());
        assertThat(balance(ada)).isEqualTo(70);

        send(confirmed(order, ada, 30, 1999));
        awaitReplies(order, held(order), settled(order, 30, 19));
        assertThat(balance(ada)).isEqualTo(89);
        assertThat(ledger(ada)).containsExactly("granted 100", "held 30", "spent 30", "awarded 19");
    }

    @Test
    void repeatedMessagesAreAnsweredAgainAndDoNothingMore() {
        String ada = customerWith(50);

        send(hold(order, ada, 20));
        awaitReplies(order, held(order));
        send(hold(order, ada, 20));
        awaitReplies(order, held(order), held(order));
        send(confirmed(order, ada, 20, 500));
        awaitReplies(order, held(order), held(order), settled(order, 20, 5));
        send(confirmed(order, ada, 20, 500));

        awaitReplies(order, held(order), held(order), settled(order, 20, 5), settled(order, 20, 5));
        assertThat(ledger(ada)).containsExactly("granted 50", "held 20", "spent 20", "awarded 5");
        assertThat(balance(ada)).isEqualTo(35);
    }

    @Test
    void returnedPointsMayBeRedeemedAgain() {
        String ada = customerWith(10);

        send(hold(order, ada, 10));
        awaitReplies(order, held(order));
        send(giveBack(order, ada));
        awaitReplies(order, held(order), returned(order));
        send(giveBack(order, ada));
        awaitReplies(order, held(order), returned(order), returned(order));

        assertThat(balance(ada)).isEqualTo(10);
        assertThat(ledger(ada)).containsExactly("granted 10", "held 10", "returned 10");
    }

    @Test
    void aReturnThatComesFirstMakesTheLateHoldARefusal() {
        String ada = customerWith(10);

        send(giveBack(order, ada));
        awaitReplies(order, returned(order));
        send(hold(order, ada, 10));

        awaitReplies(order, returned(order), refused(order, "RETURNED"));
        assertThat(balance(ada)).isEqualTo(10);
        assertThat(ledger(ada)).containsExactly("granted 10");
    }

    @Test
    void thePointsOfManyOrdersAtOnceAreNeverHeldTwice() {
        String ada = customerWith(100);
        List<String> orders = IntStream.range(0, 40)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();

        append(orders.stream()
                .map(id -> message(Topics.USER_COMMANDS, id, hold(id, ada, 9)))
                .toArray(OutgoingMessage[]::new));

        await().atMost(PATIENCE)
                .until(() -> orders.stream().allMatch(id -> replies(id).size() == 1));
        assertThat(orders.stream().filter(id -> replies(id).get(0) instanceof PointsHeld))
                .hasSize(11);
        assertThat(balance(ada)).isEqualTo(1);
    }

    @Test
    void anOrderWithoutRedeemedPointsIsSettledToo() {
        String ada = customerWith(1);

        send(confirmed(order, ada, 0, 99));

        awaitReplies(order, settled(order, 0, 0));
        assertThat(ledger(ada)).containsExactly("granted 1");
    }

    @Test
    void aRefundGivesRedeemedPointsBackAndTakesAwardedOnesAwayOnce() {
        String ada = customerWith(60);
        settleOrder(ada, 50, 1950);
        OrderRefunded half = refunded(order, ada, 1000, 25);
        OrderRefunded rest = refunded(order, ada, 950, 25);

        append(event(half), event(rest), event(half));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(replies(order))
                .contains(adjusted(half, 25, 10), adjusted(rest, 25, 9)));
        append(event(rest));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(replies(order))
                .filteredOn(adjusted(rest, 25, 9)::equals)
                .hasSize(2));
        assertThat(ledger(ada))
                .containsExactlyInAnyOrder(
                        "granted 60",
                        "held 50",
                        "spent 50",
                        "awarded 19",
                        "refunded 25",
                        "taken_back 10",
                        "refunded 25",
                        "taken_back 9");
        assertThat(balance(ada)).isEqualTo(60);
    }

    @Test
    void awardedPointsThatWereSpentAreOwed() {
        String ada = customerWith(0);
        settleOrder(ada, 0, 1950);
        String second = UUID.randomUUID().toString();
        append(message(Topics.USER_COMMANDS, second, hold(second, ada, 15)));
        awaitReplies(second, held(second));

        OrderRefunded refund = refunded(order, ada, 1950, 0);
        append(event(refund));
        awaitReplies(order, settled(order, 0, 19), adjusted(refund, 0, 19));
        assertThat(balance(ada)).isEqualTo(-15);

        String third = UUID.randomUUID().toString();
        append(message(Topics.USER_COMMANDS, third, hold(third, ada, 1)));
        awaitReplies(third, refused(third, "INSUFFICIENT_POINTS"));
        assertThat(users.grant(ada, 20)).as("the debt is paid first").isEqualTo(5);
    }

    @Test
    void aRefundThatCameBeforeTheSettlementIsTakenWhenItIsSentAgain() {
        String ada = customerWith(0);
        String good = UUID.randomUUID().toString();
        OrderRefunded refund = refunded(order, ada, 100, 0);

        append(event(refund), message(Topics.ORDER_EVENTS, good, confirmed(good, ada, 0, 100)));
        awaitReplies(good, settled(good, 0, 1));
        assertThat(replies(order)).isEmpty();
        send(confirmed(order, ada, 0, 1950));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(replies(order)).contains(settled(order, 0, 19)));
        append(event(refund));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(replies(order)).contains(adjusted(refund, 0, 1)));
        assertThat(balance(ada))
                .as("1 for the other order, 18 stay of this one")
                .isEqualTo(19);
    }

    @Test
    void aMessageAtFaultDoesNotHoldUpTheOthers() {
        String ada = customerWith(5);
        String contradictory = UUID.randomUUID().toString();

        append(
                message(Topics.USER_COMMANDS, contradictory, hold(contradictory, ada, -1)),
                message(Topics.USER_COMMANDS, "no id", hold("no id", "nobody", 1)),
                message(Topics.USER_COMMANDS, order, hold(order, ada, 5)));

        awaitReplies(order, held(order));
        assertThat(replies(contradictory)).isEmpty();
        assertThat(balance(ada)).isZero();
    }

    @Test
    void aRepeatedGrantGivesNothingMore() {
        TestUsers.User ada = users.register();
        TestUsers.User admin = users.admin();
        String path = "/api/admin/users/" + ada.id() + "/points";
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        for (int i = 0; i < 2; i++) {
            String answer = users.text(users.post(path, Map.of("points", 25), admin.accessToken(), key), 200);
            assertThat(JsonPath.<Integer>read(answer, "$.points")).isEqualTo(25);
        }
        users.text(users.post(path, Map.of("points", 26), admin.accessToken(), key), 422);
        assertThat(ledger(ada.id())).containsExactly("granted 25");
    }

    @Test
    void aBadGrantWritesNothing() {
        TestUsers.User ada = users.register();
        TestUsers.User admin = users.admin();
        String path = "/api/admin/users/" + ada.id() + "/points";
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        List<Long> before = users.rowCounts();

        for (String body : Arrays.asList("{}", "{\"points\":0}", "{\"points\":-1}", "{\"points\":1000001}")) {
            assertThat(users.text(users.post(path, body, admin.accessToken(), key), 400))
                    .contains("\"points\"");
        }
        for (String body : Arrays.asList("{\"points\":\"1\"}", "{\"points\":1.5}", "{\"points\":1e30}")) {
            users.text(users.post(path, body, admin.accessToken(), key), 400);
        }
        Map<String, Integer> points = Map.of("points", 1);
        assertThat(users.text(users.post(path, points, admin.accessToken(), Map.of()), 400))
                .contains("Idempotency-Key");
        users.text(users.post(path, points, ada.accessToken(), key), 403);
        users.text(users.post("/api/admin/users/x/points", points, admin.accessToken(), key), 404);
        String unknown = "/api/admin/users/" + UUID.randomUUID() + "/points";
        users.text(users.post(unknown, points, admin.accessToken(), key), 404);
        assertThat(users.rowCounts()).isEqualTo(before);
    }

    private String customerWith(long points) {
        String id = users.register().id();
        if (points > 0) {
            users.grant(id, points);
        }
        return id;
    }

    private void settleOrder(String userId, long redeemed, long total) {
        if (redeemed > 0) {
            send(hold(order, userId, redeemed));
            awaitReplies(order, held(order));
        }
        send(confirmed(order, userId, redeemed, total));
        awaitSize(order, redeemed > 0 ? 2 : 1);
    }

    private void send(Message body) {
        String topic = body instanceof OrderConfirmed ? Topics.ORDER_EVENTS : Topics.USER_COMMANDS;
        append(message(topic, order, body));
    }

    private void append(OutgoingMessage... messages) {
        transaction.transactional(outbox.append(List.of(messages))).block(PATIENCE);
    }

    private void awaitSize(String orderId, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replies(orderId)).hasSize(count));
    }

    private void awaitReplies(String orderId, Message... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replies(orderId)).containsExactlyInAnyOrder(expected));
    }

    private List<Message> replies(String orderId) {
        return Objects.requireNonNull(database.sql("""
                        SELECT type, payload FROM outbox WHERE topic = $1 AND key = $2 ORDER BY created_at""")
                .bind("$1", Topics.ORDER_REPLIES)
                .bind("$2", orderId)
                .map(row -> LoyaltyMessages.decode(
                        Objects.requireNonNull(row.get("type", String.class)),
                        Objects.requireNonNull(row.get("payload", byte[].class))))
                .all()
                .collectList()
                .block(PATIENCE));
    }

    private List<String> ledger(String userId) {
        return Objects.requireNonNull(
                database.sql("SELECT kind || ' ' || points AS entry FROM points_ledger WHERE user_id = $1 ORDER BY id")
                        .bind("$1", UUID.fromString(userId))
                        .map(row -> Objects.requireNonNull(row.get("entry", String.class)))
                        .all()
                        .collectList()
                        .block(PATIENCE));
    }

    private long balance(String userId) {
        return users.number("SELECT balance FROM points_account WHERE user_id = '" + userId + "'");
    }
}
