package dev.ares.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** GETs of one path, ready to be sent, with one token after the other and the first again after the last. */
final class Requests implements Supplier<byte[]> {

    /** An order: only its customer may read it. */
    static final String ORDER = "/api/orders/0192f0c1-7a54-7bd3-9a6e-3f1f4ad0c0de";

    private final List<byte[]> all;
    private final AtomicInteger turn = new AtomicInteger();

    Requests(String path, List<String> tokens) {
        this.all = tokens.stream().map(token -> request(path, token)).toList();
    }

    static byte[] request(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nAccept: application/json\r\nAuthorization: Bearer "
                        + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] get() {
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }
}
