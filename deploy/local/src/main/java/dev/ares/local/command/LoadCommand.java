package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.ares.local.client.ShopClient;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.load.LoadGenerator;
import dev.ares.local.load.LoadPlan;
import dev.ares.local.load.LoadProducts;
import dev.ares.local.load.LoadResult;
import dev.ares.local.load.Outcomes;
import dev.ares.local.load.Picture;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Places orders at a steady rate in the running shop, and measures. */
@Command(
        name = "load",
        description =
                "Places orders in the running shop at a steady rate and prints how long they took, counted from when"
                        + " each was due, so that a stall of the shop counts for all orders that it delayed (no coordinated"
                        + " omission). Leaves a picture and a journal of what was accepted. Exit code 0: every order was"
                        + " accepted, 1: some were not.",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Where the HTML page goes (default: load.html in the state folder).")
    private String picture = "";

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Where the accepted orders are listed (default: load.csv in the state folder).")
    private String journal = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = RunningStack.settings();
        options.refuseWhatCannotBe();
        PrintWriter out = spec.commandLine().getOut();
        Path accepted = file(journal, "load.csv", settings);
        ShopClient admin = Routes.await(new Shop(settings));
        out.println("Preparing " + options.products + " products and " + options.customers + " customers ...");
        out.flush();
        List<String> skus = new LoadProducts(admin).prepare(options.products, options.stock);
        Buyers buyers = Buyers.register(new ShopClient(URI.create(settings.gatewayUrl())), options.customers);
        LoadPlan plan = options.plan(skus);
        var printed = new LoadReport(options.describe(), out);
        LoadResult result;
        try (var lines = new Journal(accepted, Clock.systemUTC())) {
            result = new LoadGenerator(plan, buyers, lines).run(printed::progress);
        }
        List<String> facts = printed.result(result, Outcomes.await(buyers, PATIENCE));
        Path page = file(picture, "load.html", settings);
        Files.writeString(page, Picture.html("Orders under load", facts, result));
        out.println("Picture: " + page);
        out.println("Journal: " + accepted);
        return result.accepted() == result.sent() ? 0 : 1;
    }

    private static Path file(String chosen, String standard, Settings settings) {
        return chosen.isEmpty()
                ? settings.state().root().resolve(standard)
                : Path.of(chosen).toAbsolutePath();
    }
}
