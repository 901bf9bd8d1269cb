package dev.ares.test.infrastructure;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.DriverManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@LocalInfrastructure(database = "sample")
@SpringJUnitConfig(LocalInfrastructureIT.Empty.class)
class LocalInfrastructureIT {

    @Value("${ARES_DATABASE_NAME}")
    private String databaseOfTheContext = "";

    @ParameterizedTest
    @CsvSource({"idle_in_transaction_session_timeout,5s", "transaction_timeout,15s", "lock_timeout,3s"})
    void theRoleOfADatabaseHasTheTimeLimitsOfEveryService(String setting, String limit, Infrastructure infrastructure)
            throws Exception {
        try (var connection = DriverManager.getConnection(
                        infrastructure.jdbcUrl(), infrastructure.databaseName(), infrastructure.databasePassword());
                var result = connection.createStatement().executeQuery("SHOW " + setting)) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo(limit);
        }
    }

    @Test
    void commitsSurviveAPowerCut(Infrastructure infrastructure) throws Exception {
        assertThat(infrastructure.postgres().durability().values())
                .containsOnly("on")
                .hasSize(3);
    }

    @Test
    void springSeesTheSameDatabaseAsTheTest(Infrastructure infrastructure) {
        assertThat(databaseOfTheContext).isEqualTo(infrastructure.databaseName());
    }

    @Test
    void aBrokerOfItsOwnCanBeStoppedAndStartedAgain() {
        try (var kafka = PrivateKafka.start()) {
            assertThat(reachable(kafka)).isTrue();
            kafka.stop();
            assertThat(reachable(kafka)).isFalse();
            kafka.startAgain();
            assertThat(reachable(kafka)).isTrue();
        }
    }

    private static boolean reachable(PrivateKafka kafka) {
        String[] address = kafka.address().split(":", -1);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), 1_000);
            return true;
        } catch (java.io.IOException refused) {
            return false;
        }
    }

    @Configuration
    static class Empty {}
}
