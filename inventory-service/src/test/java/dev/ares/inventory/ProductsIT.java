package dev.ares.inventory;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The REST API, good and bad input. */
class ProductsIT extends RunningService {

    private static final String GOOD = """
            {"sku": "unwritten", "name": "A mug", "price": {"amount": 1999, "currency": "EUR"}, "stock": 3}""";

    @Test
    void addsAProductThatEverybodySees() {
        caller("admin")
                .post()
                .uri("/api/admin/products")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(GOOD.replace("unwritten", "Seen_1.mug"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/products/Seen_1.mug");

        anybody()
                .get()
                .uri("/api/products/Seen_1.mug")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"sku": "Seen_1.mug", "name": "A mug", "price": {"amount": 1999, "currency": "EUR"},
                         "available": 3}""");
    }

    @Test
    void addsAProductOnceOnly() {
        addProduct("taken", 3);

        post("/api/admin/products", GOOD.replace("unwritten", "taken"), "admin")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://ares.dev/problems/duplicate-sku");
        assertThat(stock("taken")).isEqualTo(new Stock(3, 0, 0));
        stockMustBalance();
    }

    @Test
    void pagesThroughAllProductsInOrder() {
        for (int i = 0; i < 5; i++) {
            addProduct("page-" + i, i);
        }

        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            Page page = page(next);
            page.items().forEach(item -> seen.add((String) Objects.requireNonNull(item.get("sku"))));
            next = page.next();
        } while (next != null);

        assertThat(seen)
                .contains("page-0", "page-1", "page-2", "page-3", "page-4")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void showsARestockInTheListSoon() {
        addProduct("0-first", 1);
        assertThat(page(null).items().get(0)).containsEntry("sku", "0-first");

        post("/api/admin/products/0-first/restock", "{\"quantity\": 4}", "admin")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.available")
                .isEqualTo(5);

        // Longer than a reader holds on to a batch that hangs.
        await().atMost(PATIENCE.multipliedBy(2))
                .untilAsserted(() -> assertThat(page(null).items().get(0)).containsEntry("available", 5));
        stockMustBalance();
    }

    @Test
    void restocksOncePerIdempotencyKey() {
        addProduct("keyed", 1);

        for (int time = 0; time < 3; time++) {
            restock("keyed", 4, "a-key")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.available")
                    .isEqualTo(5);
        }
        restock("keyed", 5, "a-key").expectStatus().isEqualTo(422);
        restock("keyed", 5, "another-key").expectStatus().isOk();
        restock("keyed", 5, "not visible").expectStatus().isBadRequest();
        restock("keyed", 5, "a-key", "a-key").expectStatus().isBadRequest();

        assertThat(stock("keyed")).isEqualTo(new Stock(10, 0, 0));
        stockMustBalance();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "unwritten"        | ""                   | sku
                    "unwritten"        | "a b"                | sku
                    "unwritten"        | "../../etc"          | sku
                    "unwritten"        | 7                    | sku
                    "unwritten"        | null                 | sku
                    "A mug"            | "  "                 | name
                    "A mug"            | "nul \\u0000"        | name
                    "A mug"            | "half \\ud800"       | name
                    1999               | 0                    | price.amount
                    1999               | -1                   | price.amount
                    1999               | 10000000000          | price.amount
                    1999               | 99999999999999999999 | price.amount
                    1999               | 19.99                | price.amount
                    1999               | "1999"               | price.amount
                    "EUR"              | "eur"                | price.currency
                    "EUR"              | "XXX"                | price.currency
                    "EUR"              | "EURO"               | price.currency
                    3                  | -1                   | stock
                    3                  | 1000000001           | stock
                    3                  | true                 | stock
                    3                  | 3, "colour": "red"   | colour
                    """)
    void refusesABadProductNamingTheField(String good, String bad, String field) {
        int from = GOOD.lastIndexOf(good);
        String body = GOOD.substring(0, from) + bad + GOOD.substring(from + good.length());

        mustBeProblem(post("/api/admin/products", body, "admin"), 400)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        nothingMustBeWritten();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `{"quantity": 0}`
                    `{"quantity": -5}`
                    `{"quantity": 1.5}`
                    `{"quantity": "5"}`
                    `{"quantity": 1000000001}`
                    `{}`
                    `{"quantity": 1, "quantity": 2}`
                    `[]`
                    `{`
                    `null`
                    """)
    void refusesABadRestock(String body) {
        if (count("SELECT count(*) FROM product WHERE sku = 'bad-restock'") == 0) {
            addProduct("bad-restock", 1);
        }

        mustBeProblem(post("/api/admin/products/bad-restock/restock", body, "admin"), 400);
        assertThat(stock("bad-restock")).isEqualTo(new Stock(1, 0, 0));
    }

    @Test
    void refusesWhomItMayNotServe() {
        mustBeProblem(post("/api/admin/products", GOOD, "customer"), 403);
        mustBeProblem(post("/api/admin/products", GOOD, "operator"), 403);
        mustBeProblem(
                anybody()
                        .post()
                        .uri("/api/admin/products")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(GOOD)
                        .exchange(),
                401);
        mustBeProblem(
                anybody()
                        .get()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer nonsense")
                        .exchange(),
                401);
        nothingMustBeWritten();
    }

    @Test
    void knowsNothingOfUnknownProducts() {
        mustBeProblem(get("/api/products/never-heard-of"), 404);
        mustBeProblem(get("/api/products/not%20a%20sku"), 404);
        mustBeProblem(post("/api/admin/products/never-heard-of/restock", "{\"quantity\": 1}", "admin"), 404);
        mustBeProblem(post("/api/admin/products/no+sku/restock", "{\"quantity\": 1}", "admin"), 404);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=-1", "limit=101", "limit=ten", "limit=", "cursor=*", "cursor=", "cursor=Li4"})
    void refusesABadPage(String query) {
        mustBeProblem(get("/api/products?" + query), 400)
                .jsonPath("$.errors[0].field")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void refusesOtherContentAndMethods() {
        WebTestClient admin = caller("admin");
        mustBeProblem(
                admin.post()
                        .uri("/api/admin/products")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue(GOOD)
                        .exchange(),
                415);
        mustBeProblem(admin.delete().uri("/api/products/mug").exchange(), 405);
        String large = GOOD.replace("A mug", "x".repeat(300_000));
        mustBeProblem(post("/api/admin/products", large, "admin"), 413);
        nothingMustBeWritten();
    }

    @Test
    void isHealthyAndMeasured() {
        get("/healthz").expectStatus().isOk();
        get("/healthz/readiness").expectStatus().isOk();
        assertThat(get("/metrics").expectBody(String.class).returnResult().getResponseBody())
                .contains("http_server_requests", "r2dbc_pool");
    }

    private void nothingMustBeWritten() {
        assertThat(count("SELECT count(*) FROM product WHERE sku = 'unwritten'"))
                .isZero();
        stockMustBalance();
    }

    private static WebTestClient.BodyContentSpec mustBeProblem(WebTestClient.ResponseSpec answer, int status) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status);
    }

    private WebTestClient.ResponseSpec get(String uri) {
        return anybody().get().uri(URI.create(address() + uri)).exchange();
    }

    private WebTestClient.ResponseSpec post(String uri, String body, String role) {
        return caller(role)
                .post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec restock(String sku, long quantity, String... keys) {
        return caller("admin")
                .post()
                .uri("/api/admin/products/{sku}/restock", sku)
                .header("Idempotency-Key", keys)
                .bodyValue(Map.of("quantity", quantity))
                .exchange();
    }

    private Page page(@Nullable String cursor) {
        String uri = "/api/products?limit=2" + (cursor == null ? "" : "&cursor=" + cursor);
        return Objects.requireNonNull(get(uri).expectStatus()
                .isOk()
                .expectBody(Page.class)
                .returnResult()
                .getResponseBody());
    }

    private record Page(
            List<Map<String, Object>> items, @Nullable String next) {}
}
