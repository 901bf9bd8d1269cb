package dev.ares.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Routes requests, checks the API key, and answers once the ledger is durable. A withheld answer holds no thread. */
final class Api implements HttpHandler {

    private static final int LARGEST_BODY = 64 * 1024;
    private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(\\w+)(/cancel|/capture)?");
    private static final Pattern REFUND = Pattern.compile("/v1/refunds/(\\w+)");

    private final byte[] authorization;
    private final Payments payments;
    private final Refunds refunds;
    private final Ledger ledger;
    private final Executor threads;

    Api(String apiKey, Payments payments, Refunds refunds, Ledger ledger, Executor threads) {
        this.authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        this.payments = payments;
        this.refunds = refunds;
        this.ledger = ledger;
        this.threads = threads;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        CompletableFuture<StripeAnswer> answer;
        try {
            answer = route(exchange);
        } catch (RuntimeException e) {
            e.printStackTrace();
            answer = CompletableFuture.completedFuture(StripeAnswer.failed());
        }
        answer.thenCompose(known -> ledger.durable().thenApply(nothing -> known))
                .thenAcceptAsync(durable -> respond(exchange, durable), threads);
    }

    private CompletableFuture<StripeAnswer> route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        if (path.equals("/healthz")) {
            return now(StripeAnswer.ok(Json.object("status", "UP")));
        }
        if (path.equals("/simulator/ledger")) {
            return now(StripeAnswer.ok(ledger.toJson()));
        }
        if (!authorized(exchange)) {
            return now(StripeAnswer.unauthorized());
        }
        return post ? post(path, exchange) : now(get(path, Form.parse(query(exchange))));
    }

    private CompletableFuture<StripeAnswer> post(String path, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        Form form = Form.parse(new String(body, StandardCharsets.UTF_8));
        String sent = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String key = sent == null ? "" : sent;
        if (path.equals("/v1/payment_intents")) {
            return payments.create(key, form);
        }
        if (path.equals("/v1/refunds")) {
            return refunds.create(key, form);
        }
        var intent = INTENT.matcher(path);
        if (!intent.matches() || intent.group(2) == null) {
            return now(StripeAnswer.missing("path", path));
        }
        String id = intent.group(1);
        return now(intent.group(2).equals("/cancel") ? payments.cancel(id, form) : payments.capture(id, form));
    }

    private StripeAnswer get(String path, Form query) {
        if (path.equals("/v1/payment_intents")) {
            return payments.list(query);
        }
        if (path.equals("/v1/payment_intents/search")) {
            return payments.search(query);
        }
        if (path.equals("/v1/refunds")) {
            return refunds.list(query);
        }
        var intent = INTENT.matcher(path);
        if (intent.matches() && intent.group(2) == null) {
            return payments.retrieve(intent.group(1));
        }
        var refund = REFUND.matcher(path);
        return refund.matches() ? refunds.retrieve(refund.group(1)) : StripeAnswer.missing("path", path);
    }

    private boolean authorized(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        return sent != null && MessageDigest.isEqual(authorization, sent.getBytes(StandardCharsets.UTF_8));
    }

    private static String query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : query;
    }

    private static CompletableFuture<StripeAnswer> now(StripeAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static void respond(HttpExchange exchange, StripeAnswer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (answer.replayed()) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The caller gave up waiting, which is what some payment methods are for. It will ask again.
        }
    }
}
