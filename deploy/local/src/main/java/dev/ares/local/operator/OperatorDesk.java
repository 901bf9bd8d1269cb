package dev.ares.local.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

/** Sees all that is parked in a shop, and lets it go on. Calls as an operator; keeps nothing. */
public final class OperatorDesk {

    private static final List<String> WITH_MESSAGES =
            List.of("order-service", "inventory-service", "payment-service", "user-service");

    private final ShopClient operator;

    /** @param operator logged in, with the role operator */
    public OperatorDesk(ShopClient operator) {
        this.operator = operator;
    }

    /** All that is parked, service by service, the oldest of each first. */
    public List<ParkedWork> parked() {
        List<ParkedWork> found = new ArrayList<>(all("/api/admin/sagas?status=parked&limit=100", ParkedWork::saga));
        found.addAll(all("/api/admin/payments?status=PARKED&limit=100", ParkedWork::payment));
        for (String service : WITH_MESSAGES) {
            found.addAll(all("/api/admin/messages/" + service + "?limit=100", one -> ParkedWork.message(service, one)));
        }
        return found;
    }

    /** Lets it go on. Returns what became of it, for people. */
    public String redrive(ParkedWork work) {
        Answer answer = operator.post(work.redrivePath(), List.of()).expect(200, 202, 404, 409);
        return switch (answer.status()) {
            case 200 -> "done";
            case 202 -> "under way";
            case 404 -> "gone already";
            default -> "failed again: " + answer.text("detail");
        };
    }

    /**
     * Ends a payment that was looked up at the provider and is not there.
     *
     * @param note what was seen there
     * @return why not, for people; empty when it is done
     */
    public String notTaken(String payment, String note) {
        return declare("payment", payment, "not-taken", note);
    }

    /** The same of a refund. */
    public String notGiven(String refund, String note) {
        return declare("refund", refund, "not-given", note);
    }

    private String declare(String kind, String id, String what, String note) {
        Answer answer = operator.post("/api/admin/payments/" + id + "/" + what, Map.of("note", note))
                .expect(204, 400, 404, 409);
        return switch (answer.status()) {
            case 204 -> "";
            case 404 -> "no " + kind + " has the id " + id + " (the command parked lists what is parked)";
            default -> answer.text("detail");
        };
    }

    private List<ParkedWork> all(String path, Function<JsonNode, ParkedWork> reading) {
        List<ParkedWork> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.get(path + cursor).expect(200).body();
            page.path("items").forEach(item -> found.add(reading.apply(item)));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        return found;
    }
}
