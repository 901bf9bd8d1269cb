package dev.ares.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the payment provider says that it took and gave back. */
final class ProviderLedger {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** In the words of Stripe. */
    private static final String AUTHORISED = "requires_capture";

    private ProviderLedger() {}

    /**
     * One payment at the provider.
     *
     * @param captured what was taken, in minor units; 0 when refused
     * @param refunded what was given back of it
     * @param held whether it is authorised only: the customer cannot use the money, and nobody has it
     */
    record Charge(String id, String orderId, long captured, long refunded, String currency, boolean held) {}

    static List<Charge> read(URI address) {
        try {
            JsonNode ledger = JsonMapper.shared().readTree(get(address));
            var charges = new ArrayList<Charge>();
            for (JsonNode charge : ledger.path("charges")) {
                charges.add(new Charge(
                        charge.path("id").asString(),
                        charge.path("orderId").asString(),
                        charge.path("captured").asBoolean()
                                ? charge.path("amount").asLong()
                                : 0,
                        charge.path("refunded").asLong(),
                        charge.path("currency").asString(),
                        charge.path("status").asString().equals(AUTHORISED)));
            }
            return charges;
        } catch (IOException | RuntimeException failure) {
            throw new CheckFailedException(address + " cannot be read: " + failure, failure);
        }
    }

    private static String get(URI address) throws IOException {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("status: " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
