package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spring Cloud Gateway, plain and with what it and Spring Boot bring for the same purposes: a process for each line. */
final class Spring {

    static final String NAME = "Spring Cloud Gateway";

    /** What the others are compared with. */
    static final String PLAIN = "plain";

    private final Site site;
    private final List<String> flags;
    private final Map<String, String> environment = new HashMap<>();

    private Spring(Site site, List<String> flags, double sampling) {
        this.site = site;
        this.flags = flags;
        environment.put("ARES_BACKEND", "http://127.0.0.1:" + site.backend());
        environment.put("ARES_REDIS_PORT", Integer.toString(site.redis()));
        environment.put("ARES_JWKS_URI", site.issuer().jwksUri().toString());
        environment.put("ARES_TRACE_SAMPLING", Double.toString(sampling));
    }

    /** Starts them; the first line is the plain one. */
    static List<Line> start(Site site, List<String> flags, double sampling) throws IOException {
        var spring = new Spring(site, flags, sampling);
        return List.of(
                spring.line(PLAIN, "gateway", ""),
                spring.line("+ its resource server's JWT check", "gateway-guarded", ""),
                spring.line("+ its RequestRateLimiter", "gateway-guarded", "limiter"),
                spring.line("+ Micrometer tracing", "gateway-guarded", "limiter,tracing"));
    }

    private Line line(String does, String module, String profiles) throws IOException {
        String jar = module.equals("gateway") ? "gateway-plain.jar" : module + ".jar";
        int port = site.nextPort();
        var own = new HashMap<>(environment);
        own.put("ARES_HTTP_PORT", Integer.toString(port));
        own.put("SPRING_PROFILES_ACTIVE", profiles);
        var command = new ArrayList<>(Program.java(flags));
        command.addAll(List.of(
                "-jar",
                Path.of("benchmarks", "plain", module, "target", jar)
                        .toAbsolutePath()
                        .toString()));
        Program program = site.start("spring " + module + " " + profiles, command, own);
        var requests = site.requests(Requests.ORDER);
        program.awaitAnswer(port, requests.get());
        return new Line(new Line.Name(NAME, does), true, program, port, requests, Line.Setting.FIXED);
    }
}
