package dev.ares.messaging;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.faults.FaultKind;
import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaults;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever goes wrong on the way out and on the way in: each message takes effect once. */
@LocalInfrastructure(database = "messaging")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedFaultsIT {

    private static final Script SCRIPT = new Script();
    private static final int NOTES = 8;

    private final Shop shop;

    InjectedFaultsIT(Infrastructure servers) {
        this.shop = Shop.openEmpty(Shop.settings(servers, servers.kafka(), "t" + UUID.randomUUID()), Switches.class);
    }

    @BeforeEach
    void startOver() {
        shop.execute("TRUNCATE effect");
    }

    @AfterAll
    void close() {
        SCRIPT.left.set(0);
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(value = FaultKind.class, mode = EnumSource.Mode.MATCH_NONE, names = "CRASH_.*")
    void eachMessageTakesEffectOnceWhateverHappensToItsSend(FaultKind kind) {
        double duplicatesBefore = shop.received("duplicate");
        SCRIPT.fails(Hop.OUTBOX, kind, 2);

        assertEachTakesEffectOnce();

        boolean sentTwice = kind == FaultKind.DUPLICATE || kind == FaultKind.DROP;
        await().untilAsserted(() ->
                assertThat(shop.received("duplicate") - duplicatesBefore).isGreaterThanOrEqualTo(sentTwice ? 1 : 0));
    }

    @ParameterizedTest
    @EnumSource(value = FaultKind.class, mode = EnumSource.Mode.MATCH_NONE, names = "CRASH_.*")
    void eachMessageTakesEffectOnceWhateverHappensToItsBatch(FaultKind kind) {
        double duplicatesBefore = shop.received("duplicate");
        SCRIPT.fails(Hop.CONSUMER, kind, 1);

        assertEachTakesEffectOnce();

        boolean readTwice = kind == FaultKind.DUPLICATE || kind == FaultKind.DROP;
        await().untilAsserted(() ->
                assertThat(shop.received("duplicate") - duplicatesBefore).isGreaterThanOrEqualTo(readTwice ? 1 : 0));
    }

    private void assertEachTakesEffectOnce() {
        String run = UUID.randomUUID() + "-";
        List<String> notes = IntStream.range(0, NOTES).mapToObj(n -> run + n).collect(Collectors.toList());

        shop.write(notes.stream().map(Shop::note).toList());

        await().atMost(Shop.PATIENCE).untilAsserted(() -> {
            assertThat(shop.effects()).isEqualTo(notes);
            assertThat(shop.count("pending")).isZero();
            assertThat(SCRIPT.left).as("faults that did not happen").hasValue(0);
        });
        assertThat(shop.count("failed")).isZero();
        assertThat(shop.query("SELECT id::text FROM dead_letter")).isEmpty();
    }

    /** So many faults of a kind on a hop; every other one with the work done. */
    private static final class Script implements InjectedFaults {

        private final AtomicInteger left = new AtomicInteger();
        private volatile Hop hop = Hop.OUTBOX;
        private volatile FaultKind kind = FaultKind.DELAY;

        void fails(Hop where, FaultKind how, int times) {
            hop = where;
            kind = how;
            left.set(times);
        }

        @Override
        public @Nullable InjectedFault next(Hop asked, String... names) {
            if (asked == Hop.COMMIT) {
                assertThat(names).containsExactly("read google.protobuf.StringValue");
                return null;
            }
            assertThat(names).contains(Shop.TOPIC, "google.protobuf.StringValue");
            if (asked != hop || left.get() == 0) {
                return null;
            }
            return new InjectedFault(kind, Duration.ofMillis(200), left.getAndDecrement() % 2 == 0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Switches {

        @Bean
        InjectedFaults injectedFaults() {
            return SCRIPT;
        }
    }
}
