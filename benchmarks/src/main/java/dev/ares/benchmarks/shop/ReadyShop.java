package dev.ares.benchmarks.shop;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.LoadProducts;
import dev.ares.local.shop.Port;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/**
 * A running shop with products and customers, whose gateways let one address do all of this: their limits are as many and
 * asked for as ever, and too high to be met.
 */
public final class ReadyShop {

    /** Of a piece of each product, in minor units of EUR. */
    public static final long PRICE = LoadProducts.PRICE;

    private static final long STOCK = 1_000_000;
    private static final int ATTEMPTS = 3;

    /** Tokens are good for 15 minutes. */
    private static final Duration RENEW_AFTER = Duration.ofMinutes(5);

    private static final String HIGH_LIMITS = """
            rules:
              - name: probes
                endpoints: ["/healthz/**", "/metrics"]
              - name: accounts
                endpoints: ["POST /api/auth/**", "POST /api/users"]
                per-address: { requests: 100000 }
              - name: all
                endpoints: ["/**"]
                per-address: { requests: 100000 }
                per-user: { requests: 100000 }
            """;

    private final List<URI> gateways;
    private final Buyers buyers;
    private final List<String> skus;
    private long renewed = System.nanoTime();

    private ReadyShop(List<URI> gateways, Buyers buyers, List<String> skus) {
        this.gateways = gateways;
        this.buyers = buyers;
        this.skus = skus;
    }

    /** Makes them; there are a million pieces of each product. */
    public static ReadyShop prepare(Shop shop, int products, int customers) throws IOException, InterruptedException {
        Settings settings = shop.settings();
        raiseLimits(settings);
        var nobody = new ShopClient(URI.create(settings.gatewayUrl()));
        ShopClient admin = nobody.loggedIn(settings.adminEmail(), shop.adminPassword());
        List<String> skus = products(new LoadProducts(admin), products);
        return new ReadyShop(shop.gateways(), Buyers.register(nobody, customers), skus);
    }

    /** On a busy machine an answer may take too long; what is there is left as it is. */
    private static List<String> products(LoadProducts made, int number) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return made.prepare(number, STOCK);
            } catch (NoAnswerException notNow) {
                System.err.println("... " + notNow.getMessage());
            }
        }
        return made.prepare(number, STOCK);
    }

    private static void raiseLimits(Settings settings) throws IOException, InterruptedException {
        push(settings, "ares.gateway.limits", HIGH_LIMITS);
        // It would refuse whoever answers in more than a second, which with 512 in flight is every way.
        push(settings, "ares.gateway.overload", "enabled: false");
    }

    private static void push(Settings settings, String document, String content)
            throws IOException, InterruptedException {
        String form = "tenant=public&group=gateway&dataId=" + document + "&type=yaml&content="
                + URLEncoder.encode(content, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + settings.address(Port.NACOS) + "/nacos/v1/cs/configs"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(form))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IOException("Nacos: " + status + " (expected: 200) for " + document);
        }
    }

    /** Customers with tokens that stay good for a run, as many at each gateway. */
    List<ShopClient> customers() {
        if (System.nanoTime() - renewed > RENEW_AFTER.toNanos()) {
            renew();
        }
        List<ShopClient> all = buyers.all();
        return IntStream.range(0, all.size())
                .mapToObj(index -> all.get(index).through(gateways.get(index % gateways.size())))
                .toList();
    }

    /** Logs all in again, so that nobody has to in the next minutes. */
    void renew() {
        buyers.renew();
        renewed = System.nanoTime();
    }

    /** The same customers, whose tokens the caller renews. */
    public Buyers buyers() {
        return buyers;
    }

    public List<String> skus() {
        return skus;
    }
}
