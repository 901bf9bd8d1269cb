package dev.ares.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Stands for the services, in a process of its own: answers every request at once with the same small order, on each of the
 * ports that it is given.
 */
public final class Backend {

    private static final byte[] ORDER = """
            {"orderId":"0192f0c1-7a54-7bd3-9a6e-3f1f4ad0c0de","status":"CONFIRMED","total":{"amount":"1250",\
            "currency":"EUR"},"lines":[{"sku":"ares-mug","quantity":1,"unitPrice":{"amount":"1250","currency":"EUR"}}]}
            """.getBytes(StandardCharsets.UTF_8);

    private Backend() {}

    public static void main(String[] ports) {
        List<DisposableServer> servers = new ArrayList<>();
        for (String port : ports) {
            servers.add(HttpServer.create()
                    .host("127.0.0.1")
                    .port(Integer.parseInt(port))
                    .handle((request, response) -> response.header("Content-Type", "application/json")
                            .header("Content-Length", Integer.toString(ORDER.length))
                            .sendByteArray(Mono.just(ORDER)))
                    .bindNow());
        }
        servers.forEach(server -> server.onDispose().block());
    }
}
