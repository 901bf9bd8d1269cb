package dev.ares.seata;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.tm.api.GlobalTransaction;
import org.apache.seata.tm.api.GlobalTransactionContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.ares.local.server.SeataServer.Store;
import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Branches on PostgreSQL, decided by the coordinator of the local stack. With {@code -Dares.seata.store=db} it keeps its
 * transactions in the database too, not in files.
 */
@LocalInfrastructure(database = "branches", servers = TestServer.POSTGRES)
class BranchDatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestCoordinator coordinator;
    private static ConfigurableApplicationContext service;
    private static final LostAnswers ANSWERS = new LostAnswers();
    private static BranchDatabase database;
    private static BranchDatabase forgetful;
    private static Infrastructure infrastructure;

    // Of each test alone: what one that failed left locked is not in the others' way.
    private final String mug = "mug-" + UUID.randomUUID();
    private final String hat = "hat-" + UUID.randomUUID();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {}

    @BeforeAll
    static void start(Infrastructure servers) throws SQLException {
        infrastructure = servers;
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE stock (sku text PRIMARY KEY, available bigint NOT NULL, noted timestamptz)");
            statement.execute("CREATE TABLE sale (id uuid, sku text, parts text[] NOT NULL, PRIMARY KEY (id, sku))");
        }
        coordinator = TestCoordinator.start(
                System.getProperty("ares.seata.store", "file").equals("db")
                        ? new Store.Database(servers.jdbcUrl(), servers.databaseName(), servers.databasePassword())
                        : new Store.Files());
        service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "ARES_SEATA=127.0.0.1:" + coordinator.port(),
                        "spring.flyway.url=" + servers.jdbcUrl(),
                        "spring.flyway.user=" + servers.databaseName(),
                        "spring.flyway.password=" + servers.databasePassword(),
                        "seata.client.rm.lock.retry-times=50")
                .run();
        database = service.getBean(BranchDatabase.class);
        forgetful = new BranchDatabase(ANSWERS.pool(servers));
    }

    @AfterAll
    static void stop() {
        forgetful.close();
        service.close();
        coordinator.close();
    }

    @BeforeEach
    void stockOfTen() throws SQLException {
        execute("TRUNCATE stock, sale");
        execute("INSERT INTO stock VALUES ('%s', 10, now()), ('%s', 10, now())".formatted(mug, hat));
    }

    @Test
    void whatIsCommittedStaysAndItsUndoLogGoes() throws TransactionException {
        GlobalTransaction transaction = begin();
        sell(transaction, mug);
        assertThat(undoLogs(transaction)).isEqualTo(1);

        transaction.commit();

        assertThat(available(mug)).isEqualTo(9);
        assertThat(number("SELECT count(*) FROM sale")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> undoLogs(transaction) == 0);
    }

    @Test
    void whatIsRolledBackIsAsItWas() throws TransactionException {
        GlobalTransaction transaction = begin();
        sell(transaction, mug);
        sell(transaction, hat);

        transaction.rollback();

        assertThat(available(mug)).isEqualTo(10);
        assertThat(available(hat)).isEqualTo(10);
        assertThat(number("SELECT count(*) FROM sale")).isZero();
        assertThat(undoLogs(transaction)).isZero();
    }

    @Test
    void aRowThatOthersMayStillPutBackIsWaitedFor() throws Exception {
        GlobalTransaction first = begin();
        sell(first, mug);
        GlobalTransaction second = begin();
        var sale = CompletableFuture.runAsync(() -> sell(second, mug));
        await().pollDelay(Duration.ofMillis(200)).until(() -> !sale.isDone());

        first.commit();
        sale.join();
        second.commit();

        assertThat(available(mug)).isEqualTo(8);
    }

    @Test
    void whoWaitsTooLongHasDoneNothing() throws TransactionException {
        GlobalTransaction first = begin();
        sell(first, mug);
        GlobalTransaction second = begin();
        assertThat(database.isFree("stock", hat + "," + mug)).isFalse();

        assertThatThrownBy(() -> sell(second, mug)).isInstanceOf(RowsLockedException.class);
        second.rollback();
        first.rollback();

        assertThat(database.isFree("stock", hat + "," + mug)).isTrue();

        assertThat(available(mug)).isEqualTo(10);
    }

    @Test
    void workThatFailsMakesNoBranch() throws TransactionException {
        GlobalTransaction transaction = begin();

        assertThatThrownBy(() -> database.inBranch(transaction.getXid(), connection -> {
                    update(connection, mug);
                    throw new SQLException("out of paper");
                }))
                .isInstanceOf(BranchFailedException.class)
                .hasMessageContaining("out of paper");

        assertThat(available(mug)).isEqualTo(10);
        assertThat(RootContext.getXID()).isNull();
        transaction.rollback();
    }

    /** PostgreSQL died, or the network did: nobody knows whether the branch is committed, and it is. */
    @Test
    void aBranchWhoseCommitGotNoAnswerIsPutBack() throws TransactionException {
        GlobalTransaction transaction = begin();
        ANSWERS.loseThatOfTheNextCommit();

        assertThatThrownBy(() -> sell(forgetful, transaction, mug)).isInstanceOf(BranchFailedException.class);
        assertThat(available(mug)).isEqualTo(9);
        transaction.rollback();

        await().atMost(PATIENCE).until(() -> available(mug) == 10);
        assertThat(number("SELECT count(*) FROM sale")).isZero();
    }

    /** By the time that Seata looks which rows meet the condition, none does; a moment later one does. */
    @Test
    void aRowThatSeataDidNotSeeIsNotChanged() throws TransactionException, SQLException {
        execute("CREATE SEQUENCE IF NOT EXISTS looks");
        execute("SELECT setval('looks', 1, false)");
        GlobalTransaction transaction = begin();

        assertThatThrownBy(() -> database.inBranch(transaction.getXid(), connection -> {
                    try (var update = connection.prepareStatement(
                            "UPDATE stock SET available = 0 WHERE sku = ? AND nextval('looks') > 1")) {
                        update.setString(1, mug);
                        return BranchDatabase.change(update);
                    }
                }))
                .isInstanceOf(RowsLockedException.class)
                .hasMessageContaining("rows changed: 1 (expected: the 0 of a moment ago)");

        transaction.rollback();
        assertThat(available(mug)).isEqualTo(10);
    }

    /** The decision outlives the one who decides. */
    @Test
    void aTransactionOutlivesTheCoordinatorsDeath() throws TransactionException {
        GlobalTransaction transaction = begin();
        sell(transaction, mug);

        coordinator.kill();
        coordinator.startAgain();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            GlobalTransactionContext.reload(transaction.getXid()).rollback();
            assertThat(available(mug)).isEqualTo(10);
        });
    }

    @Test
    void theCoordinatorListensOnTheLoopbackInterfaceOnly() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            try (var socket = new Socket()) {
                var address = new InetSocketAddress(other, coordinator.port());
                assertThatThrownBy(() -> socket.connect(address, 1_000)).isInstanceOf(IOException.class);
            }
        }
    }

    private static GlobalTransaction begin() throws TransactionException {
        GlobalTransaction transaction = GlobalTransactionContext.createNew();
        transaction.begin((int) PATIENCE.toMillis(), "test");
        // So that one thread may begin several.
        RootContext.unbind();
        return transaction;
    }

    private static void sell(GlobalTransaction transaction, String sku) {
        sell(database, transaction, sku);
    }

    private static void sell(BranchDatabase database, GlobalTransaction transaction, String sku) {
        database.inBranch(transaction.getXid(), connection -> {
            update(connection, sku);
            try (var insert =
                    connection.prepareStatement("INSERT INTO sale (id, sku, parts) VALUES (?, ?, ?), (?, ?, ?)")) {
                UUID id = UUID.randomUUID();
                insert.setObject(1, id);
                insert.setString(2, sku);
                insert.setArray(3, connection.createArrayOf("text", new String[] {"handle", "cup"}));
                insert.setObject(4, id);
                insert.setString(5, sku + "-box");
                insert.setArray(6, connection.createArrayOf("text", new String[0]));
                return BranchDatabase.change(insert);
            }
        });
    }

    private static void update(Connection connection, String sku) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE stock SET available = available - ?, noted = now() WHERE sku = ? AND available >= ?")) {
            update.setLong(1, 1);
            update.setString(2, sku);
            update.setLong(3, 1);
            assertThat(BranchDatabase.change(update)).isEqualTo(1);
        }
    }

    private static long undoLogs(GlobalTransaction transaction) {
        return number("SELECT count(*) FROM undo_log WHERE xid = '" + transaction.getXid() + "'");
    }

    private static long available(String sku) {
        return number("SELECT available FROM stock WHERE sku = '" + sku + "'");
    }

    private static long number(String query) {
        try (Connection connection = connect();
                var result = connection.createStatement().executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(statement);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                infrastructure.jdbcUrl(), infrastructure.databaseName(), infrastructure.databasePassword());
    }
}
