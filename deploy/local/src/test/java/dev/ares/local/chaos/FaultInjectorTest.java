package dev.ares.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.chaos.Fault.Kind;
import dev.ares.local.client.ScriptedGateway;
import dev.ares.local.client.ScriptedGateway.Reply;
import dev.ares.local.client.ShopClient;
import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FaultInjectorTest {

    private static final Duration HOLD = Duration.ofSeconds(2);

    @TempDir
    Path folder = Path.of("");

    @Test
    void nobodyIsToldToFailWhoIsNotThereToHearIt() throws IOException {
        try (FaultInjector faults = injector("order-service", "payment-service", "payment-service-2")) {
            faults.inject(freeze("order-service"));
            faults.inject(freeze("payment-service"));

            assertThat(faults.possible(flip("order-service/outbox"))).isFalse();
            assertThat(faults.possible(flip("payment-service/provider")))
                    .as("its replica is there")
                    .isTrue();
        }
    }

    @Test
    void aPartIsDisturbedOnceAtATime() throws IOException {
        try (FaultInjector faults = injector("order-service", "payment-service")) {
            faults.inject(freeze("order-service"));

            assertThat(faults.possible(freeze("order-service"))).isFalse();
            assertThat(faults.possible(freeze("payment-service"))).isTrue();
        }
    }

    @Test
    void aPartThatIsItselfAgainIsLeftAloneForAsLongAsTheNextFaultSays() throws IOException {
        try (FaultInjector faults = injector("order-service", "payment-service")) {
            faults.inject(restart("order-service"));
            await().until(() -> faults.disturbed().isEmpty());

            assertThat(faults.possible(after(Duration.ofMinutes(5), "order-service")))
                    .isFalse();
            assertThat(faults.possible(after(Duration.ZERO, "order-service"))).isTrue();
            assertThat(faults.possible(after(Duration.ofMinutes(5), "payment-service")))
                    .isTrue();
        }
    }

    @Test
    void atMostTwoJvmsStartAtOnce() throws IOException {
        try (FaultInjector faults = injector("order-service", "payment-service", "user-service", "redis")) {
            faults.inject(restart("order-service"));
            faults.inject(restart("payment-service"));

            assertThat(faults.possible(restart("user-service"))).isFalse();
            assertThat(faults.possible(freeze("user-service"))).isTrue();
            assertThat(faults.possible(restart("redis"))).isTrue();
        }
    }

    @Test
    void aFaultThatCouldNotBeDoneIsToldAsMissed() throws IOException {
        try (FaultInjector faults = injector("order-service")) {
            faults.inject(freeze("no-such-service"));

            List<FaultInjector.Missed> missed = new ArrayList<>();
            await().until(() -> missed.addAll(faults.missed()));
            assertThat(missed).singleElement().satisfies(one -> {
                assertThat(one.fault().part()).isEqualTo("no-such-service");
                assertThat(one.why()).contains("expected: a part of [order-service]");
                assertThat(one.again()).isTrue();
            });
            assertThat(faults.recoveries()).isEmpty();
            await().until(() -> faults.disturbed().isEmpty());
        }
    }

    @Test
    void aSwitchThatSpoiledNoCallDidNotHappenAndOneThatDidHappened() throws IOException {
        var counter = new AtomicInteger();
        try (var gateway = new ScriptedGateway((method, path) -> answer(path, counter));
                FaultInjector faults = injector(gateway.client(), List.of(gateway.uri()), "order-service")) {
            faults.inject(shortFlip("order-service/outbox"));
            List<FaultInjector.Missed> missed = new ArrayList<>();
            await().until(() -> missed.addAll(faults.missed()));
            faults.inject(shortFlip("order-service/consumer"));
            await().until(() -> !faults.recoveries().isEmpty());

            assertThat(missed)
                    .containsExactly(
                            new FaultInjector.Missed(shortFlip("order-service/outbox"), "no call came past", false));
            assertThat(faults.recoveries()).singleElement().satisfies(one -> {
                assertThat(one.fault()).isEqualTo(shortFlip("order-service/consumer"));
                assertThat(one.spoiled()).isPositive();
            });
        }
    }

    /** Of a process whose consumer spoils a call between any two looks, and whose outbox sends nothing. */
    private static Reply answer(String path, AtomicInteger counter) {
        return new Reply(
                200,
                path.equals("/metrics")
                        ? "ares_faults_injected_total{hop=\"consumer\",kind=\"error\"} " + counter.incrementAndGet()
                        : "{\"rules\": []}");
    }

    private FaultInjector injector(String... names) throws IOException {
        return injector(new ShopClient(URI.create("http://127.0.0.1:1")), List.of(), names);
    }

    private FaultInjector injector(ShopClient client, List<URI> processes, String... names) throws IOException {
        Map<String, Part> parts = new HashMap<>();
        for (String name : names) {
            parts.put(name, new Idle(name));
        }
        var state = new StateFolder(folder).create();
        var switches = new SwitchFaults(client, () -> client, Map.of("order-service", processes), Clock.systemUTC());
        return new FaultInjector(Set.copyOf(parts.keySet()), new ProcessFaults(parts, new Processes(state)), switches);
    }

    private static Fault freeze(String part) {
        return new Fault(Kind.FREEZE, part, HOLD);
    }

    private static Fault after(Duration rest, String part) {
        return new Fault(Kind.KILL, part, HOLD, rest, 0);
    }

    private static Fault restart(String part) {
        return new Fault(Kind.RESTART, part, Duration.ZERO);
    }

    private static Fault flip(String hop) {
        return new Fault(Kind.ERROR, hop, HOLD);
    }

    private static Fault shortFlip(String hop) {
        return new Fault(Kind.ERROR, hop, Duration.ofMillis(200));
    }

    /** Takes a moment to lay out, and is ready as soon as it runs. */
    private record Idle(String name) implements Part {

        @Override
        public List<PortUse> ports() {
            return List.of();
        }

        @Override
        public Launch prepare() {
            Pause.of(HOLD);
            return new Launch(List.of("sleep", "0.1"), Map.of(), Path.of("").toAbsolutePath());
        }

        @Override
        public boolean ready() {
            return true;
        }
    }
}
