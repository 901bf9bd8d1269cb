package dev.ares.local.chaos;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.ScriptedGateway;
import dev.ares.local.client.ScriptedGateway.Reply;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What it makes of refusals, and of counters, against a gateway and a process that answer by a script. */
class SwitchFaultsTest {

    private final Queue<Integer> refusals = new ArrayDeque<>();
    private final AtomicInteger logIns = new AtomicInteger();
    /** What the process tells, one answer after the other, and the last one from then on. */
    private final Queue<String> counters = new ArrayDeque<>();

    private final ScriptedGateway gateway = new ScriptedGateway(this::answer);
    private final ShopClient nobody = gateway.client();
    private final SwitchFaults switches = new SwitchFaults(
            nobody.withToken("first"),
            () -> nobody.withToken("token " + logIns.incrementAndGet()),
            Map.of("order-service", List.of(gateway.uri())),
            Clock.systemUTC());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aServiceThatIsAwayIsNoReasonToLogInAgain() {
        refusals.addAll(List.of(503, 502, 503));

        assertThat(switches.clear()).isTrue();

        assertThat(refusals).isEmpty();
        assertThat(logIns).hasValue(0);
    }

    @Test
    void aTokenThatIsRefusedIs() {
        refusals.add(401);

        assertThat(switches.clear()).isTrue();

        assertThat(logIns).hasValue(1);
    }

    @Test
    void callsThatWereSpoiledBeforeAreNotOfThisSwitch() {
        counters.addAll(List.of(counter("outbox", "drop", 5), counter("outbox", "drop", 8)));

        assertThat(switches.happen(drop("order-service/outbox"))).hasValue(3);
    }

    @Test
    void aSwitchThatNoCallComesPastSpoilsNone() {
        counters.addAll(List.of(
                counter("outbox", "delay", 5) + counter("consumer", "drop", 5),
                counter("outbox", "delay", 9) + counter("consumer", "drop", 9)));

        assertThat(switches.happen(drop("order-service/outbox"))).hasValue(0);
    }

    @Test
    void aSwitchIsSetAgainUntilACallComesPastAndNotAfterTheRun() {
        List<String> idle = List.of(counter("outbox", "drop", 5), counter("outbox", "drop", 5));
        counters.addAll(idle);
        counters.addAll(List.of(counter("outbox", "drop", 5), counter("outbox", "drop", 6)));

        assertThat(switches.happen(drop("order-service/outbox"))).hasValue(1);

        counters.clear();
        counters.addAll(idle);
        counters.add(counter("outbox", "drop", 6));
        switches.endAt(System.nanoTime());
        assertThat(switches.happen(drop("order-service/outbox"))).hasValue(0);
    }

    private static Fault drop(String hop) {
        return new Fault(Fault.Kind.DROP, hop, Duration.ofMillis(100));
    }

    private static String counter(String hop, String kind, int calls) {
        return "ares_faults_injected_total{application=\"order-service\",hop=\"%s\",kind=\"%s\"} %d.0%n"
                .formatted(hop, kind, calls);
    }

    private Reply answer(String method, String path) {
        if (path.equals("/metrics")) {
            return new Reply(200, counters.size() > 1 ? counters.remove() : String.join("", counters));
        }
        Integer refusal = refusals.poll();
        return new Reply(refusal == null ? 200 : refusal, "{\"faults\": []}");
    }
}
