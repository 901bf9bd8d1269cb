package dev.ares.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An access token ends with its session, wherever it is shown. */
@ShopTest
class LogOutIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void theGatewayAndEveryServiceRefuseTheTokenOfWhoLoggedOut(RunningShop shop) {
        String name = UUID.randomUUID().toString();
        String email = name + "@example.org";
        ShopClient elsewhere = shop.shop().registered(email, name, "Customer");
        Answer tokens = shop.shop()
                .post("/api/auth/token", Map.of("email", email, "password", name))
                .expect(200);
        ShopClient here = shop.shop().withToken(tokens.text("accessToken"));
        here.me();

        shop.shop()
                .post("/api/auth/logout", Map.of("refreshToken", tokens.text("refreshToken")))
                .expect(204);

        shop.metrics().forEach((service, address) -> {
            URI door = URI.create("http://" + address);
            Awaitility.await(service + " to refuse the token").atMost(SOON).until(() -> at(door, here) == 401);
            assertThat(at(door, elsewhere)).as("%s, another session", service).isEqualTo(404);
        });
    }

    /** The token is looked at before the path, which leads nowhere. */
    private static int at(URI door, ShopClient who) {
        return who.through(door).get("/nowhere").status();
    }
}
