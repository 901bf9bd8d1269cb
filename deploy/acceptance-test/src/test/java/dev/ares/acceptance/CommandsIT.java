package dev.ares.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator types, against the running shop: {@code ./ares} finds it, does what it says, and ends with the right code. */
@ShopTest
class CommandsIT {

    @TempDir
    Path folder = Path.of("");

    /** An order whose points nobody settles, for so long that it is given up. */
    @Test
    void whatIsParkedIsListedAndGoesOnWhenItIsTold(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String order;
        assertThat(shop.command(0, "fault", "set", "user", "consumer", "error", "--target", "OrderConfirmed"))
                .contains("user-service", "consumer-error-orderconfirmed", "100%");
        try {
            // given
            order = CrashScenario.place(customer, OrderRequest.of(shop.newProduct(1), 1));
            assertThat(CrashScenario.end(shop, customer, order)).isEqualTo("CONFIRMED");
            assertThat(shop.command(0, "parked")).contains("Nothing is parked.");
            shop.awaitThatOnlyIsMissing("settle points", shop.admin(), order);
            shop.giveUpSoon(order);

            // then
            Awaitility.await("the list of what is parked")
                    .atMost(RunningShop.QUIESCENCE)
                    .until(() -> shop.admin()
                            .get("/api/admin/sagas?status=parked")
                            .text()
                            .contains(order));
            assertThat(shop.command(1, "parked")).contains("saga", order, "settle points", "redrive ID");
            String nothing = UUID.randomUUID().toString();
            assertThat(shop.command(1, "redrive", nothing)).contains(nothing, "is not parked");

            // when: before its reason is gone, since the answer alone would let it go on, too
            assertThat(shop.command(0, "redrive", order)).contains(order, "under way");
        } finally {
            assertThat(shop.command(0, "fault", "clear", "consumer-error-orderconfirmed"))
                    .contains("is off");
        }

        // then
        Awaitility.await("points")
                .atMost(RunningShop.QUIESCENCE)
                .until(() -> customer.me().body().path("points").asLong() == 10);
        assertThat(shop.command(0, "parked")).contains("Nothing is parked.");
    }

    @Test
    void aPaymentThatNobodyKnowsIsNotEnded(RunningShop shop) {
        String nothing = UUID.randomUUID().toString();

        assertThat(shop.command(1, "not-taken", nothing, "--note", "looked for it"))
                .contains("no payment", nothing);
        assertThat(shop.command(1, "not-given", nothing, "--note", "looked for it"))
                .contains("no refund", nothing);
        assertThat(shop.command(2, "not-taken", nothing)).contains("--note");
    }

    @Test
    void aFaultThatCannotBeIsRefusedAndNoneIsOn(RunningShop shop) {
        assertThat(shop.command(2, "fault", "set", "user", "grpc", "delay")).contains("hop: grpc of user");
        assertThat(shop.command(2, "fault", "set", "user", "outbox", "explode")).contains("kind");

        assertThat(shop.command(0, "fault", "list")).contains("No fault is on.");
        assertThat(new FaultSwitches(shop.admin()).list()).isEmpty();
        assertThat(shop.command(1, "fault", "clear", "no-such-fault")).contains("is not on");
    }

    @Test
    void aLoadLeavesItsPictureAndItsJournal(RunningShop shop) throws IOException {
        Path picture = folder.resolve("load.html");
        Path journal = folder.resolve("load.csv");

        String printed = shop.command(
                0,
                "load",
                "--duration=5",
                "--rate=2",
                "--products=2",
                "--customers=1",
                "--picture=" + picture,
                "--journal=" + journal);

        assertThat(printed).contains("2.0 orders/s for 5 s", picture.toString());
        assertThat(picture).content().contains("Orders under load");
        assertThat(Files.readAllLines(journal)).hasSize(1 + 2 * 5);
        assertThat(shop.brokenPromises(journal)).isEmpty();
        assertThat(shop.command(2, "load", "--rate=-1")).contains("--rate");
    }
}
