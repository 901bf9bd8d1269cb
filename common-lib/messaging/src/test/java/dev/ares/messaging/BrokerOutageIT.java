package dev.ares.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.infrastructure.PrivateKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@LocalInfrastructure(database = "messaging", servers = TestServer.POSTGRES)
class BrokerOutageIT {

    /** Several times what a send may take. */
    private static final Duration OUTAGE = Duration.ofSeconds(12);

    private static final Duration LONG_OUTAGE = Duration.ofSeconds(60);

    private final List<String> written = new ArrayList<>();

    @Test
    void whatIsWrittenBeforeDuringAndAfterAnOutageIsAppliedOnceAndNothingIsParked(Infrastructure servers)
            throws Exception {
        isAppliedOnceAfter(OUTAGE, servers);
    }

    @Test
    @Tag("full")
    void soItIsAfterAnOutageOfAMinute(Infrastructure servers) throws Exception {
        isAppliedOnceAfter(LONG_OUTAGE, servers);
    }

    private void isAppliedOnceAfter(Duration outage, Infrastructure servers) throws Exception {
        try (PrivateKafka kafka = PrivateKafka.start()) {
            kafka.stop();
            Map<String, Object> settings = Shop.settings(servers, kafka.address(), "t" + UUID.randomUUID());
            try (Shop shop = Shop.openEmpty(settings)) {
                write(shop, "before the broker was there");
                kafka.startAgain();
                awaitAllApplied(shop);

                kafka.stop();
                writeFor(outage, shop);
                kafka.startAgain();
                awaitAllApplied(shop);

                write(shop, "after the outage");
                awaitAllApplied(shop);
                assertNothingWasBlamed(shop);
            }
        }
    }

    @Test
    void aBrokerThatTookTheRecordsAndDidNotAnswerInTimeLeadsToDuplicatesThatAreDropped(Infrastructure servers)
            throws Exception {
        try (PrivateKafka kafka = PrivateKafka.start()) {
            Map<String, Object> settings = Shop.settings(servers, kafka.address(), "t" + UUID.randomUUID());
            try (Shop shop = Shop.openEmpty(settings)) {
                write(shop, "warm");
                awaitAllApplied(shop);

                kafka.pause();
                for (int i = 0; i < 20; i++) {
                    write(shop, "into the silence " + (100 + i));
                }
                Thread.sleep(Duration.ofSeconds(4).toMillis()); // longer than a send may take
                kafka.resume();

                awaitAllApplied(shop);
                assertNothingWasBlamed(shop);
            }
        }
    }

    private void writeFor(Duration outage, Shop shop) throws InterruptedException {
        long end = System.nanoTime() + outage.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            write(shop, "during the outage " + (1000 + i));
            Thread.sleep(200);
        }
    }

    private void write(Shop shop, String note) {
        shop.write(note);
        written.add(note);
    }

    /** The outage itself is over; what is left is a back-off, a poll, and a consumer that joins its group again. */
    private void awaitAllApplied(Shop shop) {
        List<String> expected = written.stream().sorted().toList();
        await().atMost(Shop.PATIENCE)
                .untilAsserted(() -> assertThat(shop.effects()).isEqualTo(expected));
        await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == written.size());
    }

    private static void assertNothingWasBlamed(Shop shop) {
        assertThat(shop.count("failed")).isZero();
        assertThat(shop.query("SELECT max(retry_count)::text FROM outbox")).containsExactly("0");
        assertThat(shop.received("parked")).isZero();
    }
}
