package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String MARK = "demo-orders-placed";

    @Override
    public Integer call() throws IOException {
        Settings settings = RunningStack.settings();
        return run(new Shop(settings), System.nanoTime(), System.out) ? 0 : 1;
    }

    /** Whether no demo has run on this state yet. */
    static boolean isDue(Shop shop) {
        return !Files.exists(mark(shop));
    }

    /**
     * Places the orders, then checks the books.
     *
     * @param begin {@link System#nanoTime} from which the time to the first confirmed order is counted
     * @return whether every order ended as it must and the books are right
     */
    static boolean run(Shop shop, long begin, PrintStream out) throws IOException {
        var customers = new ShopClient(URI.create(shop.settings().gatewayUrl()));
        var demo = new Demo(customers, Routes.await(shop), out);
        boolean asExpected = demo.run();
        out.printf("%nFirst confirmed order after %.1f s.%n", (demo.firstConfirmation() - begin) / 1e9);
        asExpected &= CheckCommand.run(shop, out);
        if (asExpected) {
            Files.writeString(mark(shop), "");
        }
        return asExpected;
    }

    private static Path mark(Shop shop) {
        return shop.settings().state().root().resolve(MARK);
    }
}
