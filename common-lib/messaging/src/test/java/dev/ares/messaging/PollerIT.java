package dev.ares.messaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the poller finds, and when; each message here was left behind by a process that is no more. */
@LocalInfrastructure(database = "messaging")
class PollerIT {

    /** Leases of less than 8 s, twice what a process takes, are believed. */
    private static final String LEFT_BEHIND = """
            INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until)
            VALUES (gen_random_uuid(), ?, ?, 'google.protobuf.StringValue', '{}', ?, now() + ?::interval)""";

    private final Infrastructure servers;
    private final Shop shop;

    PollerIT(Infrastructure servers) {
        this.servers = servers;
        this.shop = Shop.openEmpty(Shop.settings(servers, servers.kafka(), "t" + UUID.randomUUID()));
    }

    /** Topic, group and connections are there from now on: the tests are about times of the poller, not of these. */
    @BeforeEach
    void warmUp() {
        shop.write("warm");
        awaitEffects("warm");
        await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == 1);
        shop.execute("TRUNCATE effect");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aMessageThatCommitsLateIsNotPassedOver() throws Exception {
        try (Connection slow = connect()) {
            mayStayIdle(slow);
            slow.setAutoCommit(false);
            leaveBehind(slow, "held", "-1 hour");
            try (Connection other = connect()) {
                leaveBehind(other, "later", "-1 minute");
            }
            awaitEffects("later");
            shop.write("latest");
            awaitEffects("later", "latest");

            slow.commit();
        }
        awaitEffects("held", "later", "latest");
    }

    @Test
    void aMessageThatAnotherIsTakingIsSkippedNotWaitedFor() throws Exception {
        try (Connection other = connect()) {
            mayStayIdle(other);
            other.setAutoCommit(false);
            leaveBehind(other, "locked", "5 seconds");
            other.commit();
            other.createStatement().execute("SELECT FROM outbox FOR UPDATE");
            try (Connection free = connect()) {
                leaveBehind(free, "free", "6 seconds");
            }

            // While the lock is held: "locked" is the first that the poller looks at.
            awaitEffects("free");
            other.commit();
        }
        awaitEffects("free", "locked");
    }

    @Test
    void aMessageThatIsLeasedIsNotTaken() throws Exception {
        try (Connection other = connect()) {
            leaveBehind(other, "leased", "7 seconds");
        }
        await().during(Duration.ofSeconds(2)).atMost(Shop.PATIENCE).until(() -> shop.effects()
                .isEmpty());
        awaitEffects("leased");
    }

    /** As after a failover to a host whose clock is behind: what is leased for longer than anything can be is nobody's. */
    @Test
    void aLeaseFromAClockThatWasAheadIsNoLease() throws Exception {
        try (Connection other = connect()) {
            other.setAutoCommit(false);
            leaveBehind(other, "leased", "1 hour");
            leaveBehind(other, "put off", "1 hour");
            leaveBehind(other, "to be tried again", "-1 second");
            other.createStatement()
                    .execute("UPDATE outbox SET next_attempt_at = now() + interval '1 hour'"
                            + " WHERE key IN ('put off', 'to be tried again')");
            other.commit();
        }

        awaitEffects("leased", "put off", "to be tried again");
    }

    /** However long the machine takes for what is to happen meanwhile. */
    private static void mayStayIdle(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0; SET transaction_timeout = 0");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(servers.jdbcUrl(), servers.databaseName(), servers.databasePassword());
    }

    private static void leaveBehind(Connection connection, String note, String leasedFor) throws SQLException {
        try (var insert = connection.prepareStatement(LEFT_BEHIND)) {
            insert.setString(1, Shop.TOPIC);
            insert.setString(2, note);
            insert.setBytes(3, StringValue.of(note).toByteArray());
            insert.setString(4, leasedFor);
            insert.executeUpdate();
        }
    }

    private void awaitEffects(String... notes) {
        await().atMost(Shop.PATIENCE)
                .untilAsserted(() -> assertThat(shop.effects()).containsExactly(notes));
    }
}
