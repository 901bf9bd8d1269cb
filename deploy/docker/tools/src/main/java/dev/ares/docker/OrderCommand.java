package dev.ares.docker;

import java.util.UUID;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;

/** One order, placed and not waited for. */
@Command(
        name = "order",
        description =
                "Places an order for one piece and prints its id and an access token of its customer, without waiting"
                        + " for its end.")
final class OrderCommand implements Callable<Integer> {

    private final ShopSettings settings;

    @Option(
            names = "--card",
            defaultValue = "pm_card_visa",
            description = "Payment method (default: ${DEFAULT-VALUE}).")
    private String card = "";

    @Option(names = "--sku", defaultValue = "ares-mug", description = "Product (default: ${DEFAULT-VALUE}).")
    private String sku = "";

    OrderCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        var customer = settings.shop()
                .registered(
                        "order-" + UUID.randomUUID() + "@example.org",
                        UUID.randomUUID().toString(),
                        "Customer");
        var order = OrderRequest.of(sku, 1).payingWith(card);
        Answer placed =
                customer.orderLater(order, UUID.randomUUID().toString()).join().expect(201, 202);
        System.out.println(placed.text("id") + " " + customer.token());
        return 0;
    }
}
