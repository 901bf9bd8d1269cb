package dev.ares.local.command;

import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import dev.ares.local.client.ShopClient;
import dev.ares.local.demo.Demo;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Places the demo orders in the running shop. */
@Command(
        name = "demo",
        description =
                "Places four orders and prints what became of them: confirmed, redeeming points, refused for stock,"
                        + " and declined, which gives everything back. Then checks the books.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Settings settings = Settings.from(System.getenv()).withRememberedPorts();
        return run(new Shop(settings), System.out) ? 0 : 1;
    }

    /** Returns whether every order ended as it must. */
    static boolean run(Shop shop, PrintStream out) {
        var customers = new ShopClient(URI.create(shop.settings().gatewayUrl()));
        ShopClient admin = customers.loggedIn(shop.settings().adminEmail(), shop.adminPassword());
        return new Demo(customers, admin, out).run();
    }
}
