package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The gateway as it is shipped: one process, which is told through Nacos what to do for each line. What cannot be left out is
 * in all of them: request ids, headers, body limit, shedding, circuits, discovery, metrics, and spans that nobody records.
 */
final class Ares {

    static final String NAME = "Ares";

    /** Open to everybody: no token is looked at. */
    private static final String PRODUCT = "/api/products/ares-mug";

    /**
     * Those of application.yml, asked for as ever and too high to be met: one address sends everything. And patient with
     * Redis: on a machine that is as busy as in the closed loop many answers take longer than the 100 ms of the default, after
     * each of which the gateway counts by itself for a second, and that is not what is to be measured.
     */
    private static final String LIMITS = """
            redis-patience: 5s
            rules:
              - name: probes
                endpoints: ["/healthz/**", "/metrics"]
                per-address: { requests: 1000000 }
              - name: registrations
                endpoints: ["POST /api/users"]
                per-address: { requests: 1000000 }
              - name: accounts
                endpoints: ["POST /api/auth/**"]
                per-address: { requests: 1000000 }
              - name: all
                endpoints: ["/**"]
                per-address: { requests: 1000000 }
                per-user: { requests: 1000000 }
            """;

    private static final String NO_LIMITS = "enabled: false";

    /** A tenth of the customers gets the other version. */
    private static final String CANARY = """
            services:
              order-service:
                versions:
                  - version: next
                    percent: 10
            """;

    private final Site site;
    private final int port;
    private final Program program;
    private final List<Line> lines = new ArrayList<>();

    private Ares(Site site, List<String> flags) throws IOException {
        this.site = site;
        this.port = site.nextPort();
        Nacos nacos = site.nacos();
        site.registrations().add("order-service", site.backend(), "stable");
        site.registrations().add("order-service", site.nextBackend(), "next");
        site.registrations().add("inventory-service", site.backend(), "stable");
        tell(NO_LIMITS, false, 0);
        var command = Program.java(flags);
        // What Nacos' client remembers on disk of other runs is not for this one.
        command.add("-Duser.home=" + site.folder());
        command.addAll(List.of(
                "-jar",
                Path.of("gateway", "target", "gateway.jar").toAbsolutePath().toString()));
        this.program = site.start(
                "ares",
                command,
                Map.of(
                        "ARES_HTTP_PORT", Integer.toString(port),
                        "ARES_REDIS_PORT", Integer.toString(site.redis()),
                        "ARES_NACOS", nacos.address(),
                        "ARES_NACOS_NAMESPACE", nacos.namespace(),
                        "ARES_JWKS_URI", site.issuer().jwksUri().toString(),
                        "ARES_SERVICE_TOKEN_SECRET", Base64.getEncoder().encodeToString(new byte[32])));
        program.awaitAnswer(port, site.requests(Requests.ORDER).get());
    }

    /** Starts it; the last line is the whole chain. */
    static List<Line> start(Site site, List<String> flags, double sampling) throws IOException {
        var ares = new Ares(site, flags);
        ares.line("an open route", PRODUCT, NO_LIMITS, false, 0);
        ares.line("+ token check, revocations, roles", Requests.ORDER, NO_LIMITS, false, 0);
        ares.line("+ limits by address and user", Requests.ORDER, LIMITS, false, 0);
        ares.line("+ canary rule", Requests.ORDER, LIMITS, true, 0);
        ares.line("+ tracing: the whole chain", Requests.ORDER, LIMITS, true, sampling);
        return ares.lines;
    }

    /** For an order of the customer whose token it is. */
    static byte[] request(String token) {
        return Requests.request(Requests.ORDER, token);
    }

    private void line(String does, String path, String limits, boolean canary, double sampling) {
        lines.add(new Line(
                new Line.Name(NAME, does),
                true,
                program,
                port,
                site.requests(path),
                () -> tell(limits, canary, sampling)));
    }

    private void tell(String limits, boolean canary, double sampling) throws IOException {
        Nacos nacos = site.nacos();
        nacos.publish("ares.gateway.limits", limits);
        if (canary) {
            nacos.publish("ares.gateway.canary", CANARY);
        } else {
            nacos.withdraw("ares.gateway.canary");
        }
        nacos.publish("ares.sampling", "ratio: " + sampling);
    }
}
