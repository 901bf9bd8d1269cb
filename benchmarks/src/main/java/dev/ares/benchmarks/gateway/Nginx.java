package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with one worker; it reads no tokens, but it can count requests by them. */
final class Nginx {

    static final String NAME = "nginx";

    private static final String ZONES = """
            limit_req_zone $binary_remote_addr zone=addresses:1m rate=1000000r/s;
              limit_req_zone $http_authorization zone=tokens:64m rate=1000000r/s;""";

    private static final String LIMITS = """
            limit_req zone=addresses burst=100000 nodelay;
                  limit_req zone=tokens burst=100000 nodelay;""";

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_timeout 60s;
              keepalive_requests 100000000;
              %4$s
              upstream services {
                server 127.0.0.1:%3$d;
                keepalive 64;
                keepalive_requests 100000000;
              }
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  %5$s
                  proxy_pass http://services;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                }
              }
            }
            """;

    private Nginx() {}

    static List<Line> start(Site site) throws IOException {
        return List.of(
                line(site, "a reverse proxy", "plain", "", ""),
                line(site, "+ limit_req by address and token", "limits", ZONES, LIMITS));
    }

    private static Line line(Site site, String does, String name, String zones, String limits) throws IOException {
        int port = site.nextPort();
        Path home = Files.createDirectories(site.folder().resolve("nginx-" + name));
        Path file = Files.writeString(
                home.resolve("nginx.conf"), CONFIGURATION.formatted(home, port, site.backend(), zones, limits));
        List<String> command =
                List.of(Tool.find(NAME).toString(), "-p", home.toString(), "-e", "stderr", "-c", file.toString());
        Program program = site.start("nginx " + name, command, Map.of());
        var requests = site.requests(Requests.ORDER);
        program.awaitAnswer(port, requests.get());
        return new Line(new Line.Name(NAME, does), false, program, port, requests, Line.Setting.FIXED);
    }
}
