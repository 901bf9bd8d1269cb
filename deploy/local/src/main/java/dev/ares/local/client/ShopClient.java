package dev.ares.local.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls the shop's REST API through its gateway, as one person or as nobody. Immutable and safe for use by several threads.
 *
 * <p>Nothing is retried, so that a caller sees what a customer would see. A call takes 60 s at most, or as long as
 * {@link #waiting} says. One that ends without an answer fails with {@link NoAnswerException}.
 */
public final class ShopClient {

    /** How long a call takes at most, unless {@link #waiting} says otherwise. */
    public static final Duration TIME_OUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI gateway;
    private final String token;
    private final Duration timeOut;
    private final Map<String, String> headers;

    /** A client that has not logged in. */
    public ShopClient(URI gateway) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                gateway,
                "",
                TIME_OUT,
                Map.of());
    }

    private ShopClient(HttpClient http, URI gateway, String token, Duration timeOut, Map<String, String> headers) {
        this.http = http;
        this.gateway = gateway;
        this.token = token;
        this.timeOut = timeOut;
        this.headers = headers;
    }

    /** The same person, whose calls have these headers beside those that they need. */
    public ShopClient with(Map<String, String> more) {
        return new ShopClient(http, gateway, token, timeOut, Map.copyOf(more));
    }

    /** The same shop, called with this access token; an empty one stands for nobody. */
    public ShopClient withToken(String accessToken) {
        return new ShopClient(http, gateway, accessToken, timeOut, headers);
    }

    /** The same person, who waits so long for an answer. */
    public ShopClient waiting(Duration atMost) {
        return new ShopClient(http, gateway, token, atMost, headers);
    }

    /** The same person, who goes in through another gateway of this shop. */
    public ShopClient through(URI otherGateway) {
        return new ShopClient(http, otherGateway, token, timeOut, headers);
    }

    /** The access token that is sent; empty for nobody. */
    public String token() {
        return token;
    }

    /** Logs in. */
    public ShopClient loggedIn(String email, String password) {
        Answer answer = post("/api/auth/token", Map.of("email", email, "password", password));
        return withToken(answer.expect(200).text("accessToken"));
    }

    /** Registers a customer. */
    public Answer register(String email, String password, String name) {
        return post("/api/users", Map.of("email", email, "password", password, "name", name))
                .expect(201);
    }

    /** Registers a customer and logs in. */
    public ShopClient registered(String email, String password, String name) {
        register(email, password, name);
        return loggedIn(email, password);
    }

    /** Who is logged in, with the points of the account. */
    public Answer me() {
        return get("/api/users/me").expect(200);
    }

    /** Sends an order and does not wait for its end. */
    public CompletableFuture<Answer> orderLater(OrderRequest order, String idempotencyKey) {
        return orderLater(order, idempotencyKey, Duration.ZERO);
    }

    /** Sends an order; the answer comes at its end or after {@code wait}, in whole seconds, whichever is first. */
    public CompletableFuture<Answer> orderLater(OrderRequest order, String idempotencyKey, Duration wait) {
        return sendLater(orderRequest(order, idempotencyKey, wait));
    }

    /** Sends an order and waits up to 15 s for its end. */
    public Answer order(OrderRequest order, String idempotencyKey) {
        return send(orderRequest(order, idempotencyKey, Duration.ofSeconds(15)));
    }

    private HttpRequest.Builder orderRequest(OrderRequest order, String idempotencyKey, Duration wait) {
        var request = request("/api/orders")
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order.json()));
        return wait.isZero() ? request : request.header("Prefer", "wait=" + wait.toSeconds());
    }

    public Answer timeline(String orderId) {
        return get("/api/orders/" + orderId + "/timeline").expect(200);
    }

    public Answer cancel(String orderId) {
        return send(request("/api/orders/" + orderId + "/cancel").POST(BodyPublishers.noBody()));
    }

    /** Asks for lines of an order to come back for what was paid for them; for operators. */
    public Answer refund(String orderId, List<OrderRequest.Line> lines, String idempotencyKey) {
        return send(request("/api/orders/" + orderId + "/refunds")
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(Map.of("lines", lines)))));
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))));
    }

    public Answer put(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(timeOut)
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return sendLater(request).join();
        } catch (CompletionException failure) {
            throw new NoAnswerException(gateway, failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private CompletableFuture<Answer> sendLater(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.headers(), response.body()));
    }
}
