package dev.ares.local.chaos;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.ScriptedGateway;
import dev.ares.local.client.ScriptedGateway.Reply;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which refusals make it log in again, against a gateway that refuses by a script. */
class SwitchFaultsTest {

    private final Queue<Integer> refusals = new ArrayDeque<>();
    private final AtomicInteger logIns = new AtomicInteger();
    private final ScriptedGateway gateway = new ScriptedGateway(this::answer);
    private final ShopClient nobody = gateway.client();
    private final SwitchFaults switches = new SwitchFaults(
            nobody.withToken("first"), () -> nobody.withToken("token " + logIns.incrementAndGet()), Clock.systemUTC());

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

    private Reply answer(String method, String path) {
        Integer refusal = refusals.poll();
        return new Reply(refusal == null ? 200 : refusal, "{\"faults\": []}");
    }
}
