package dev.ares.local.operator;

import tools.jackson.databind.JsonNode;

/**
 * Something that goes on only when a person says so.
 *
 * @param kind what it is: {@code saga}, {@code payment}, {@code refund}, {@code failed} message or {@code dead-letter}
 * @param where the service that keeps it
 * @param what for people: the saga's name, the message's type
 * @param since RFC 3339
 */
public record ParkedWork(
        String kind, String id, String where, String what, String since, String reason, String redrivePath) {

    static ParkedWork saga(JsonNode saga) {
        String id = saga.path("id").asString();
        return new ParkedWork(
                "saga",
                id,
                "order-service",
                saga.path("saga").asString() + " of order "
                        + saga.path("orderId").asString() + ", "
                        + saga.path("phase").asString(),
                saga.path("updatedAt").asString(),
                saga.path("parked").asString(),
                "/api/admin/sagas/" + id + "/retry");
    }

    static ParkedWork payment(JsonNode payment) {
        String id = payment.path("id").asString();
        return new ParkedWork(
                payment.path("kind").asString(),
                id,
                "payment-service",
                "of order " + payment.path("orderId").asString(),
                payment.path("updatedAt").asString(),
                payment.path("reason").asString(),
                "/api/admin/payments/" + id + "/retry");
    }

    static ParkedWork message(String service, JsonNode message) {
        String id = message.path("id").asString();
        String reader = message.path("reader").asString();
        return new ParkedWork(
                message.path("status").asString(),
                id,
                reader.isEmpty() ? service : reader,
                message.path("type").asString() + " of " + message.path("key").asString(),
                message.path("at").asString(),
                message.path("reason").asString(),
                "/api/admin/messages/" + service + "/" + id + "/redrive");
    }
}
