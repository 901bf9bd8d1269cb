package dev.ares.local.operator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.ScriptedGateway;
import dev.ares.local.client.ScriptedGateway.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What an operator sees at the desk, against a gateway that answers by a script. */
class OperatorDeskTest {

    private static final String EMPTY = "{\"items\": [], \"next\": null}";

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, Integer> redrives = new ConcurrentHashMap<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final ScriptedGateway gateway = new ScriptedGateway(this::answer);
    private final OperatorDesk desk = new OperatorDesk(gateway.client());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void allThatIsParkedIsListedWithItsReasonAndOverAllPages() {
        pages.put("/api/admin/sagas?status=parked&limit=100", """
                {"items": [{"id": "s1", "saga": "refund", "orderId": "o9", "phase": "COMPENSATING", "parked": "no answer",
                            "updatedAt": "2026-01-01T00:00:00Z"}], "next": null}""");
        pages.put("/api/admin/payments?status=PARKED&limit=100", """
                {"items": [{"id": "p1", "kind": "refund", "orderId": "o3", "reason": "no answer",
                            "updatedAt": "2026-01-01T00:00:00Z"}], "next": null}""");
        pages.put("/api/admin/messages/user-service?limit=100", """
                {"items": [{"id": "m1", "status": "failed", "type": "ares.user.v1.PointsHeld", "key": "o1",
                            "reason": "too large", "at": "2026-01-01T00:00:00Z"}], "next": "c2"}""");
        pages.put("/api/admin/messages/user-service?limit=100&cursor=c2", """
                {"items": [{"id": "m2", "status": "dead-letter", "reader": "user-service", "type": "ares.user.v1.HoldPoints",
                            "key": "o2", "reason": "contradicts", "at": "2026-01-01T00:00:01Z"}], "next": null}""");

        assertThat(desk.parked())
                .extracting(ParkedWork::kind, ParkedWork::id, ParkedWork::what, ParkedWork::reason)
                .containsExactly(
                        tuple("saga", "s1", "refund of order o9, COMPENSATING", "no answer"),
                        tuple("refund", "p1", "of order o3", "no answer"),
                        tuple("failed", "m1", "ares.user.v1.PointsHeld of o1", "too large"),
                        tuple("dead-letter", "m2", "ares.user.v1.HoldPoints of o2", "contradicts"));
    }

    @Test
    void eachKindIsRedrivenWhereItIsKept() {
        redrives.put("/api/admin/sagas/s1/retry", 202);
        redrives.put("/api/admin/messages/user-service/m2/redrive", 409);
        ParkedWork saga = new ParkedWork("saga", "s1", "", "", "", "", "/api/admin/sagas/s1/retry");
        ParkedWork letter =
                new ParkedWork("dead-letter", "m2", "", "", "", "", "/api/admin/messages/user-service/m2/redrive");
        ParkedWork gone = new ParkedWork("saga", "s9", "", "", "", "", "/api/admin/sagas/s9/retry");

        assertThat(desk.redrive(saga)).isEqualTo("under way");
        assertThat(desk.redrive(letter)).isEqualTo("failed again: as before");
        assertThat(desk.redrive(gone)).isEqualTo("gone already");
        assertThat(posted).containsExactly(saga.redrivePath(), letter.redrivePath(), gone.redrivePath());
    }

    @Test
    void aPaymentIsEndedOrItIsSaidWhyNot() {
        redrives.put("/api/admin/payments/p1/not-taken", 204);
        redrives.put("/api/admin/payments/p2/not-taken", 409);

        assertThat(desk.notTaken("p1", "no intent")).isEmpty();
        assertThat(desk.notTaken("p2", "no intent")).isEqualTo("as before");
        assertThat(desk.notTaken("p3", "no intent")).contains("no payment has the id p3");
    }

    @Test
    void aRefundIsEndedOrItIsSaidWhyNot() {
        redrives.put("/api/admin/payments/r1/not-given", 204);

        assertThat(desk.notGiven("r1", "turned away")).isEmpty();
        assertThat(desk.notGiven("r2", "turned away")).contains("no refund has the id r2");
    }

    private Reply answer(String method, String path) {
        if (method.equals("GET")) {
            return new Reply(200, pages.getOrDefault(path, EMPTY));
        }
        posted.add(path);
        return new Reply(redrives.getOrDefault(path, 404), "{\"detail\": \"as before\"}");
    }
}
