package dev.ares.local.command;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Option;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.load.LoadPlan;
import dev.ares.local.load.Loop;
import dev.ares.local.load.Mix;

/** What kind of load. */
final class LoadOptions {

    private static final int MOST_SECONDS_TO_WAIT = 30;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "PER_SECOND",
            defaultValue = "20",
            description = "Orders per second (default: ${DEFAULT-VALUE}); 0 with --users: as many as get answered.")
    double rate;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long orders are sent (default: ${DEFAULT-VALUE}).")
    long duration;

    @Option(
            names = "--mix",
            defaultValue = "uniform",
            description =
                    "Which products: uniform, zipf (the n-th 1/n as often as the first), hot (all orders take one);"
                            + " default: ${DEFAULT-VALUE}.")
    Mix mix = Mix.UNIFORM;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Closed loop: so many users, each of whom orders again only after the last answer. Without it the"
                            + " loop is open: orders leave when they are due.")
    int users;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Ask the shop to answer at the order's end, or after this time (default: ${DEFAULT-VALUE}, it"
                    + " answers when it has accepted the order).")
    int wait;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many products there are to choose from (default: ${DEFAULT-VALUE}).")
    int products;

    @Option(
            names = "--stock",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many pieces of each there are at the start (default: ${DEFAULT-VALUE}).")
    long stock;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many customers take turns (default: ${DEFAULT-VALUE}).")
    int customers;

    @Option(
            names = "--payment",
            paramLabel = "METHOD",
            split = ",",
            defaultValue = OrderRequest.GOOD_CARD,
            description = "Payment methods, one of them at random per order (default: ${DEFAULT-VALUE}).")
    List<String> payments = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed draws the same orders (default: ${DEFAULT-VALUE}).")
    long seed;

    /** @throws CannotRunException that names the option */
    void refuseWhatCannotBe() {
        require(rate > 0 || (rate == 0 && users > 0), "--rate", rate, "more than 0, or 0 with --users");
        require(duration > 0, "--duration", duration, "at least 1");
        require(users >= 0 && users <= 1000, "--users", users, "0 to 1000");
        require(wait >= 0 && wait <= MOST_SECONDS_TO_WAIT, "--wait", wait, "0 to " + MOST_SECONDS_TO_WAIT);
        require(products > 0 && products <= 10_000, "--products", products, "1 to 10000");
        require(stock >= 0, "--stock", stock, "not below 0");
        require(customers > 0 && customers <= 1000, "--customers", customers, "1 to 1000");
    }

    private static void require(boolean fulfilled, String option, Object value, String expected) {
        if (!fulfilled) {
            throw new CannotRunException(option + ": " + value + " (expected: " + expected + ")");
        }
    }

    LoadPlan plan(List<String> skus) {
        Loop loop = users > 0 ? new Loop.Closed(users, rate) : new Loop.Open(rate);
        return new LoadPlan(loop, mix, skus, Duration.ofSeconds(duration), Duration.ofSeconds(wait), payments, seed);
    }

    /** In one line. */
    String describe() {
        String loop = users > 0 ? "closed loop of " + users + " users" : "open loop";
        String pace = rate == 0 ? "as many orders as get answered" : String.format("%.1f orders/s", rate);
        String answer = wait == 0 ? "answered when accepted" : "answered at the end or after " + wait + " s";
        return pace + " for " + duration + " s, " + loop + ", " + mix + " over " + products + " products, " + answer
                + ", seed " + seed;
    }
}
