package dev.ares.acceptance;

import java.util.UUID;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator sees in a browser why an order is stuck and lets it go on by one click. Needs Debian's package chromium; run
 * with {@code -Pchromium}.
 */
@Tag("chromium")
@ShopTest
class ConsoleIT {

    private final ConsoleBrowser console;

    ConsoleIT(RunningShop shop) {
        console = new ConsoleBrowser(shop.gateway());
    }

    @BeforeEach
    void bePatient() {
        PlaywrightAssertions.setDefaultAssertionTimeout(RunningShop.QUIESCENCE.toMillis());
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void showsAnOrderToItsEnd(RunningShop shop) {
        // given an order that was placed
        ShopClient customer = shop.newCustomer();
        String order = placed(customer, shop.newProduct(2));
        assertThat(shop.ended(customer, order).text("status")).isEqualTo("CONFIRMED");

        // when an operator opens it
        console.logIn(Launcher.ADMIN_EMAIL, Launcher.ADMIN_PASSWORD);
        console.open(order);

        // then its timeline and the graph of its checkout end as it did
        assertThat(console.timeline()).containsText("OrderPlaced");
        assertThat(console.timeline()).containsText("COMPLETED");
        assertThat(console.box("pay")).containsText("✓ done");
        assertThat(console.box("hold points")).containsText("passed over");
        assertThat(console.box("announce confirmation")).containsText("✓ settle points");
        assertThat(console.box("COMPLETED")).containsText("✓ reached");
        assertThat(console.box("COMPENSATED")).containsText("not taken");
        assertThat(console.stuck()).isEmpty();
        console.picture("ended");
        assertThat(console.broken()).isEmpty();
    }

    @Test
    void letsWhatIsParkedGoOnByOneClick(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(1);
        console.logIn(Launcher.ADMIN_EMAIL, Launcher.ADMIN_PASSWORD);
        assertThat(console.button("Log out")).isVisible();
        ShopClient admin = shop.admin();
        String order;
        shop.kill("user-service");
        try {
            // given an order whose points nobody settles, for so long that it is given up
            order = placed(customer, sku);
            shop.awaitThatOnlyIsMissing("settle points", admin, order);
            shop.giveUpSoon(order);

            // then it is listed with its reason, and the order tells the same
            String reason = "no answer to " + RunningShop.MOST_ATTEMPTS + " attempts: settle points";
            assertThat(console.parked(order)).containsText(reason);
            console.open(order);
            assertThat(console.stuck()).containsText(reason);
            assertThat(console.box("announce confirmation")).containsText("! parked");
            assertThat(console.timeline()).containsText("PARKED");
            console.picture("parked");

            // when the operator clicks
            console.parked(order).getByRole(AriaRole.BUTTON).click();

            // then it is gone from there and goes on
            assertThat(console.parked(order)).hasCount(0);
            assertThat(console.timeline()).containsText("RETRIED");
        } finally {
            shop.startAgain();
        }
        assertThat(console.box("COMPLETED")).containsText("✓ reached");
        assertThat(console.stuck()).isEmpty();
        console.picture("went-on");
        assertThat(console.broken()).isEmpty();
    }

    @Test
    void tellsACustomerThatItIsForOperators(RunningShop shop) {
        String name = UUID.randomUUID().toString();
        shop.shop().registered(name + "@example.org", name, "Customer");

        console.logIn(name + "@example.org", name);

        assertThat(console.entry()).containsText("takes the role operator");
        assertThat(console.button("Let all go on")).isHidden();
    }

    private static String placed(ShopClient customer, String sku) {
        return customer.order(OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                .expect(201, 202)
                .text("id");
    }
}
