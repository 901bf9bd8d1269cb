package dev.ares.docker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a flame graph of a running service: a page to be kept in a file and opened in a browser. */
@Command(name = "profile", description = "Records a service for a while and prints a flame graph, as a page.")
final class ProfileCommand implements Callable<Integer> {

    private static final Map<String, Integer> PORTS = Map.of(
            "order-service", 8081,
            "inventory-service", 8082,
            "payment-service", 8083,
            "user-service", 8084);

    /** Which answers this on its loopback address only: strangers reach the other. */
    private static final String GATEWAY = "gateway";

    private final ShopSettings settings;

    @Parameters(
            paramLabel = "SERVICE",
            description = "order-service, inventory-service, payment-service, user-service, or gateway with --at.")
    private String service = "";

    @Option(names = "--seconds", defaultValue = "10", description = "1 to 60 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--event", defaultValue = "cpu", description = "cpu or alloc (default: ${DEFAULT-VALUE}).")
    private String event = "";

    @Option(
            names = "--at",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description =
                    "Where the instance answers, http://127.0.0.1:8081 for example (default: the service by its name"
                            + " and port, as containers find it).")
    private String at = "";

    ProfileCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Integer port = PORTS.get(service);
        if (port == null && !service.equals(GATEWAY)) {
            System.err.println(service + " (expected: one of " + String.join(", ", PORTS.keySet()) + ", gateway)");
            return 2;
        }
        if (port == null && at.isEmpty()) {
            System.err.println(
                    "gateway without --at (expected: http://127.0.0.1:PORT of its ARES_PROFILE_PORT, forwarded)");
            return 2;
        }
        String address = at.isEmpty() ? "http://" + service + ":" + port : at;
        var profile = URI.create(address + "/internal/profile?seconds=" + seconds + "&event=" + event);
        var request = HttpRequest.newBuilder(profile)
                .timeout(Duration.ofSeconds(seconds + 60L))
                .header("Authorization", "Bearer " + settings.serviceTokens().issue())
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            System.err.println(service + " answered " + answer.statusCode() + ": " + answer.body());
            return 1;
        }
        System.out.print(answer.body());
        return 0;
    }
}
