package dev.ares.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the ledger of the payment provider, charge by charge: it may be larger than memory takes as one text. */
final class ProviderLedger {

    /** For the first byte of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A charge is followed by the next one. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** In the words of Stripe. */
    private static final String AUTHORISED = "requires_capture";

    private ProviderLedger() {}

    /** @throws CheckFailedException when it cannot be read to its end */
    static Charges read(URI address) {
        try (InputStream body = get(address);
                JsonParser parser = JSON.createParser(body)) {
            return new Charges(charges(parser));
        } catch (IOException | RuntimeException failure) {
            throw unreadable(address, failure);
        }
    }

    /**
     * Does nothing where it is there.
     *
     * @throws CheckFailedException when it does not answer
     */
    static void ask(URI address) {
        try {
            get(address).close();
        } catch (IOException | RuntimeException failure) {
            throw unreadable(address, failure);
        }
    }

    private static CheckFailedException unreadable(URI address, Exception failure) {
        return new CheckFailedException(address + " cannot be read: " + failure, failure);
    }

    private static ArrayList<Charges.Charge> charges(JsonParser ledger) throws IOException {
        var charges = new ArrayList<Charges.Charge>();
        if (ledger.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no JSON object");
        }
        while (ledger.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean ofCharges = ledger.currentName().equals("charges");
            JsonToken value = ledger.nextToken();
            if (ofCharges && value == JsonToken.START_ARRAY) {
                while (ledger.nextToken() == JsonToken.START_OBJECT) {
                    charges.add(charge(JSON.readTree(ledger)));
                }
                if (ledger.currentToken() != JsonToken.END_ARRAY) {
                    throw new IOException("no charge: " + ledger.currentToken());
                }
            } else {
                ledger.skipChildren();
            }
        }
        return charges;
    }

    private static Charges.Charge charge(JsonNode charge) {
        return new Charges.Charge(
                charge.path("id").asString(),
                charge.path("orderId").asString(),
                charge.path("captured").asBoolean() ? charge.path("amount").asLong() : 0,
                charge.path("refunded").asLong(),
                // The same few for all: millions of charges would each keep their own.
                charge.path("currency").asString().intern(),
                charge.path("status").asString().equals(AUTHORISED));
    }

    private static InputStream get(URI address) throws IOException {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("status: " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
