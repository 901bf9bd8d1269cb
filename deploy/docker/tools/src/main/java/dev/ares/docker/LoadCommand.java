package dev.ares.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.load.LoadGenerator;
import dev.ares.local.load.LoadPlan;
import dev.ares.local.load.LoadProducts;
import dev.ares.local.load.LoadResult;
import dev.ares.local.load.Loop;
import dev.ares.local.load.Mix;
import dev.ares.local.load.Outcomes;

/** A short {@code ./ares load}, for figures of containers. */
@Command(name = "load", description = "Places orders at a steady rate and prints what became of them.")
final class LoadCommand implements Callable<Integer> {

    private static final int PRODUCTS = 50;
    private static final long STOCK = 100_000;
    private static final int CUSTOMERS = 10;
    private static final double MICROS = 1e3;

    private final ShopSettings settings;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            defaultValue = "20",
            description = "Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Default: ${DEFAULT-VALUE}.")
    private long duration;

    LoadCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> skus = new LoadProducts(settings.admin()).prepare(PRODUCTS, STOCK);
        Buyers buyers = Buyers.register(settings.shop(), CUSTOMERS);
        var plan = new LoadPlan(
                new Loop.Open(rate),
                Mix.UNIFORM,
                skus,
                Duration.ofSeconds(duration),
                Duration.ZERO,
                List.of(OrderRequest.GOOD_CARD),
                1);
        System.err.printf("Placing %.0f orders a second for %d s ...%n", rate, duration);
        LoadResult result;
        try (var journal = new Journal(Files.createTempFile("load", ".csv"), Clock.systemUTC())) {
            result = new LoadGenerator(plan, buyers, journal).run((last, underWay, failed) -> {});
        }
        System.out.printf(
                "%d orders sent, %d accepted (%.1f/s); milliseconds since due (no answer: the time-out): median %.1f, 99%% %.1f, most %.1f%n",
                result.sent(),
                result.accepted(),
                result.throughput(),
                result.sinceDue().getValueAtPercentile(50) / MICROS,
                result.sinceDue().getValueAtPercentile(99) / MICROS,
                result.sinceDue().getMaxValue() / MICROS);
        System.out.println("Orders by outcome: " + Outcomes.await(buyers, Duration.ofMinutes(1)));
        return result.accepted() == result.sent() ? 0 : 1;
    }
}
