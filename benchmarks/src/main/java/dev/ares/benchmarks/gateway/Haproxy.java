package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HAProxy with one thread; it can check a token's signature and expiry itself, and count by its subject. */
final class Haproxy {

    static final String NAME = "haproxy";

    private static final String GUARDS = """
            http-request deny deny_status 401 unless { http_auth_bearer,jwt_verify(\"RS256\",\"%1$s\") 1 }
              http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int')
              http-request deny deny_status 401 if { date(),neg,add(txn.exp) -m int lt 0 }
              http-request track-sc0 src table addresses
              http-request track-sc1 http_auth_bearer,jwt_payload_query('$.sub') table users
              http-request deny deny_status 429 if { sc0_http_req_rate gt 1000000 } or { sc1_http_req_rate gt 1000000 }
            """;

    private static final String CONFIGURATION = """
            global
              nbthread 1
              maxconn 4096
            defaults
              mode http
              timeout connect 1s
              timeout client 60s
              timeout server 30s
              http-reuse always
            frontend in
              bind 127.0.0.1:%1$d
              %3$s
              default_backend services
            backend services
              server one 127.0.0.1:%2$d
            backend addresses
              stick-table type ip size 100k expire 10s store http_req_rate(1s)
            backend users
              stick-table type string len 40 size 100k expire 10s store http_req_rate(1s)
            """;

    private Haproxy() {}

    static List<Line> start(Site site) throws IOException {
        Path key = Files.writeString(
                site.folder().resolve("tokens.pem"), site.issuer().publicKey());
        return List.of(
                line(site, "a reverse proxy", "plain", ""),
                line(site, "+ jwt_verify, stick tables by address and user", "guards", GUARDS.formatted(key)));
    }

    private static Line line(Site site, String does, String name, String guards) throws IOException {
        int port = site.nextPort();
        Path file = Files.writeString(
                site.folder().resolve("haproxy-" + name + ".cfg"),
                CONFIGURATION.formatted(port, site.backend(), guards.strip()));
        List<String> command = List.of(Tool.find(NAME).toString(), "-db", "-f", file.toString());
        Program program = site.start("haproxy " + name, command, Map.of());
        var requests = site.requests(Requests.ORDER);
        program.awaitAnswer(port, requests.get());
        return new Line(new Line.Name(NAME, does), false, program, port, requests, Line.Setting.FIXED);
    }
}
