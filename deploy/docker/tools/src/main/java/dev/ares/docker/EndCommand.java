package dev.ares.docker;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;

/** Waits for the end of an order. */
@Command(name = "end", description = "Waits until an order has ended, and prints how and its timeline.")
final class EndCommand implements Callable<Integer> {

    private static final int OK = 200;

    private final ShopSettings settings;

    @Parameters(index = "0", paramLabel = "ID")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TOKEN", description = "Access token of its customer.")
    private String token = "";

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Default: ${DEFAULT-VALUE}.")
    private long patience;

    EndCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        ShopClient customer = settings.shop().withToken(token);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
        String status = status(customer);
        while (status.equals("PENDING") || status.startsWith("not readable")) {
            if (System.nanoTime() > deadline) {
                System.err.println("order " + id + ": " + status + " after " + patience + " s (expected: an end)");
                return 1;
            }
            TimeUnit.MILLISECONDS.sleep(200);
            status = status(customer);
        }
        System.out.println("order " + id + ": " + status);
        customer.timeline(id)
                .body()
                .path("entries")
                .forEach(entry -> System.out.println("  "
                        + entry.path("at").asString() + "  "
                        + entry.path("step").asString("") + "  "
                        + entry.path("event").asString("")));
        return 0;
    }

    /** While the service is away, the gateway answers 503. */
    private String status(ShopClient customer) {
        try {
            Answer answer = customer.get("/api/orders/" + id);
            return answer.status() == OK ? answer.text("status") : "not readable: " + answer.status();
        } catch (NoAnswerException away) {
            return "not readable: " + away.getMessage();
        }
    }
}
